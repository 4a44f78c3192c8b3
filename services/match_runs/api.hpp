// The routes of match runs: decode, call the service in the work that the edge runs, encode. Owned
// by talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/match_runs/service.hpp"

namespace talent::match_runs {

class match_runs_api {
  public:
    explicit match_runs_api(match_runs_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work keep(http::request const& asked) const;
    http::work list(http::request const& asked) const;
    http::work read(http::request const& asked) const;
    http::work discard(http::request const& asked) const;
    http::work reproduce(http::request const& asked) const;

  private:
    match_runs_service const& service_;
};

} // namespace talent::match_runs
