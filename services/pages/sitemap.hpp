// The sitemap by sitemaps.org's protocol, of what everybody may read: published demands, and the
// notices of tenders with their awards. An index of days, and for each kind a file of what was
// drafted on the day. On a reader's thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/http/work.hpp"
#include "services/identity/directory.hpp"
#include "services/listings/service.hpp"

namespace talent::pages {

/// By the protocol, addresses in one file.
inline constexpr std::size_t sitemap_addresses_max = 50'000;

/// What may have an address of its own in the sitemap.
struct listed_page {
    uuid id = {};
    instant created_at = {};
    instant updated_at = {};
    bool offered = false; // shown to everybody; the others are passed over
};

/// Of one kind in order of id, after `after`. On a reader's thread.
using page_lister = std::function<std::vector<listed_page>(db::session& sql, std::string_view after,
                                                           instant now, int limit)>;

/// A kind of page: "demands" lie at /demands/{id}, and in /sitemaps/demands-2026-11-22.xml.
struct page_kind {
    std::string_view name;
    page_lister list;
};

/// Demands that are offered to all and not over.
page_kind demand_pages(identity::directory const& known,
                       listings::listings_service const& listings);

struct sitemap_source {
    std::string base; // where the public reaches the server: "https://market.example"
    std::vector<page_kind> kinds;
};

/// "/sitemap.xml"
http::work sitemap_index(sitemap_source const& from, instant now);

/// Which file "/sitemaps/demands-2026-11-22.xml" is; nothing for any other path.
struct sitemap_file {
    page_kind const* kind = nullptr;
    date day = {};
};
std::optional<sitemap_file> sitemap_file_of(sitemap_source const& from, std::string_view path);
http::work sitemap_of(sitemap_source const& from, sitemap_file const& file, instant now);

} // namespace talent::pages
