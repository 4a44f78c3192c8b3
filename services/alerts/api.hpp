// The routes of saved searches and of the alerts that they raise: decode, call the service in the
// work that the edge runs, encode. Owned by talentd's main; handlers may be called from any I/O
// thread.
#pragma once

#include "common/http/router.hpp"
#include "services/alerts/service.hpp"

namespace talent::alerts {

class alerts_api {
  public:
    explicit alerts_api(alerts_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work save_search(http::request const& asked) const;
    http::work list_searches(http::request const& asked) const;
    http::work read_search(http::request const& asked) const;
    http::work edit_search(http::request const& asked) const;
    http::work discard_search(http::request const& asked) const;
    http::work list_alerts(http::request const& asked) const;

  private:
    alerts_service const& service_;
};

} // namespace talent::alerts
