// The sitemap of published demands by sitemaps.org's protocol: an index of days, and a file for the
// demands that were drafted on each. On a reader's thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "common/http/work.hpp"
#include "services/identity/directory.hpp"
#include "services/listings/service.hpp"

namespace talent::pages {

/// By the protocol, addresses in one file.
inline constexpr std::size_t sitemap_addresses_max = 50'000;

struct sitemap_source {
    std::string base; // where the public reaches the server: "https://market.example"
    identity::directory const& known;
    listings::listings_service const& listings;
};

/// "/sitemap.xml"
http::work sitemap_index(sitemap_source const& from, instant now);

/// The day of "/sitemaps/demands-2026-11-22.xml"; nothing for any other path.
std::optional<date> day_of_sitemap(std::string_view path);
http::work sitemap_of(sitemap_source const& from, date day, instant now);

} // namespace talent::pages
