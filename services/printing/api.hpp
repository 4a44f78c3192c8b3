// The routes of printed documents: read under the same rules as the JSON of the same object, put
// into words, drawn. Owned by talentd's main; handlers may be called from any I/O thread.
#pragma once

#include <atomic>

#include "common/db/database.hpp"
#include "common/http/router.hpp"
#include "services/delivery/service.hpp"
#include "services/printing/contents.hpp"
#include "services/printing/drawn_files.hpp"
#include "services/procurement/service.hpp"

namespace talent::printed {

/// Documents drawn at once: one takes some tens of milliseconds of a query thread, and searches
/// wait for these threads, too.
inline constexpr std::size_t drawn_at_once_max = 1;
inline constexpr std::size_t files_kept_max = 64;
inline constexpr std::size_t bytes_kept_max = std::size_t{16} * 1024 * 1024;

class printed_api {
  public:
    printed_api(db::database& database, procurement::procurement_service const& procurement,
                delivery::delivery_service const& delivery, identity::directory const& known,
                vocabulary::catalogue const& codes)
        : database_(database),
          procurement_(procurement),
          delivery_(delivery),
          known_(known),
          codes_(codes) {}

    void add_routes(http::router& routes) const;

    http::work print_tender(http::request const& asked) const;
    http::work print_award(http::request const& asked) const;
    http::work print_contract(http::request const& asked) const;

  private:
    using content = result<printing::document> (printed_api::*)(db::session&,
                                                                security::principal const&,
                                                                uuid const&, instant) const;
    http::work print(http::request const& asked, content of) const;
    result<printing::document> tender_content(db::session& sql, security::principal const& who,
                                              uuid const& id, instant now) const;
    result<printing::document> award_content(db::session& sql, security::principal const& who,
                                             uuid const& id, instant now) const;
    result<printing::document> contract_content(db::session& sql, security::principal const& who,
                                                uuid const& id, instant now) const;
    party party_of(uuid const& organisation) const;
    std::string place_of(std::string_view region) const;

    db::database& database_;
    procurement::procurement_service const& procurement_;
    delivery::delivery_service const& delivery_;
    identity::directory const& known_;
    vocabulary::catalogue const& codes_;
    mutable std::atomic<std::size_t> drawing_{0};
    mutable drawn_files drawn_{files_kept_max, bytes_kept_max};
};

} // namespace talent::printed
