// Listings' routes: decode, call the service in the work that the edge runs, encode. Owned by
// talentd's main; handlers may be called from any I/O thread.
#pragma once

#include <functional>
#include <optional>

#include "common/http/router.hpp"
#include "services/listings/service.hpp"

namespace talent::listings {

/// The answer for a published listing, from memory: kind "demand" or "supply", its id. Nothing
/// where it is not published. Provided by the market index; without it every read asks the
/// database.
using published_lookup = std::function<std::optional<http::response>(std::string_view kind,
                                                                     uuid const& id, instant now)>;

class listings_api {
  public:
    listings_api(listings_service const& service, published_lookup published)
        : service_(service), published_(std::move(published)) {}

    void add_routes(http::router& routes) const;

    template <class T>
    http::work create(http::request const& asked) const;
    template <class T>
    http::work import_listings(http::request const& asked) const;
    template <class T>
    http::work list(http::request const& asked) const;
    template <class T>
    http::work read(http::request const& asked) const;
    template <class T>
    http::work edit(http::request const& asked) const;
    template <class T>
    http::work remove(http::request const& asked) const;
    template <class T, listing_command Command>
    http::work command(http::request const& asked) const;
    template <class T, listing_command Command>
    http::work moderate(http::request const& asked) const;
    template <class T>
    http::work export_own(http::request const& asked) const;

    template <class T>
    http::work list_suspended(http::request const& asked) const;
    http::work read_moderation_list(http::request const& asked) const;
    http::work set_moderation_list(http::request const& asked) const;
    http::work verify_facts(http::request const& asked) const;
    http::work write_personal_record(http::request const& asked) const;
    http::work read_personal_record(http::request const& asked) const;
    http::work erase_personal_record(http::request const& asked) const;
    http::work give_consent(http::request const& asked) const;
    http::work list_consents(http::request const& asked) const;
    http::work withdraw_consent(http::request const& asked) const;
    http::work export_subject(http::request const& asked) const;
    http::work reveal_record(http::request const& asked) const;
    http::work list_reveals(http::request const& asked) const;

  private:
    template <class T>
    http::work run_command(http::request const& asked, listing_command wanted,
                           std::string reason) const;

    listings_service const& service_;
    published_lookup published_;
};

} // namespace talent::listings
