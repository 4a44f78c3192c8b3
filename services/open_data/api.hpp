// The routes of open data: OCDS releases and records, the feed of notices, red flags. Open to
// everybody, without a key. Owned by talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/open_data/packages.hpp"

namespace talent::open_data {

inline constexpr int releases_default = 50; // on a page
inline constexpr int releases_max = 200;
inline constexpr int records_default = 10;
inline constexpr int records_max = 50;
inline constexpr int notices_default = 50;
inline constexpr int notices_max = 200;
inline constexpr int bulk_releases = 200;           // in one piece of a month
inline constexpr std::chrono::seconds kept_for{60}; // by caches, before they ask again

class open_data_api {
  public:
    explicit open_data_api(packager packages) : packages_(std::move(packages)) {}

    void add_routes(http::router& routes) const;

    http::work index(http::request const& asked) const;
    http::work list_releases(http::request const& asked) const;
    http::work read_release(http::request const& asked) const;
    http::work month_plain(http::request const& asked) const;
    http::work month_compressed(http::request const& asked) const;
    http::work list_records(http::request const& asked) const;
    http::work read_record(http::request const& asked) const;
    http::work read_flags(http::request const& asked) const;
    http::work notices(http::request const& asked) const;

  private:
    packager packages_;
};

} // namespace talent::open_data
