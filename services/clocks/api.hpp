// The routes of running clocks: the list, the calendar, and the subscriptions to it. Owned by
// talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/clocks/service.hpp"

namespace talent::clocks {

class clocks_api {
  public:
    explicit clocks_api(clocks_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work list_clocks(http::request const& asked) const;
    http::work read_calendar(http::request const& asked) const;
    http::work subscribe(http::request const& asked) const;
    http::work list_subscriptions(http::request const& asked) const;
    http::work revoke(http::request const& asked) const;

  private:
    clocks_service const& service_;
};

} // namespace talent::clocks
