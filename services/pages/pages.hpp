// The pages of the console that say in their head what they show: a demand's, with its JobPosting;
// robots.txt and the sitemap. Owned by talentd's main; immutable; any I/O thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "common/http/rendered_pages.hpp"
#include "common/vocabulary/catalogue.hpp"
#include "services/listings/service.hpp"
#include "services/pages/sitemap.hpp"

namespace talent::pages {

/// A published demand as answers show it, from memory; nothing where the database must say.
using published_demand =
    std::function<std::shared_ptr<std::string const>(uuid const& id, instant now)>;

class console_pages final : public http::rendered_pages {
  public:
    /// `base` is where the public reaches the server, without a slash at its end. Serves nothing
    /// where there is no console.
    /// `more` are the sitemap's kinds beside demands.
    console_pages(listings::listings_service const& listings, identity::directory const& known,
                  vocabulary::catalogue const& codes, std::string base, bool has_console,
                  published_demand published, std::vector<page_kind> more);

    bool has(std::string_view path) const override;
    http::work answer(http::request const& asked, http::static_files const& files) const override;

  private:
    http::work demand_page(http::request const& asked, http::static_files const& files) const;
    http::page_head head_from_database(db::session& sql, std::string_view reference,
                                       instant now) const;
    std::string address_of(uuid const& demand) const;

    listings::listings_service const& listings_;
    identity::directory const& known_;
    vocabulary::catalogue const& codes_;
    bool has_console_;
    published_demand published_;
    sitemap_source source_;
};

} // namespace talent::pages
