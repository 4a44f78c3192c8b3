// The routes that the edge answers itself: health, readiness, metrics, the API's description and
// the pages of its problems. Rows like any service's. Constants; any thread.
#pragma once

#include "common/http/router.hpp"

namespace talent::http {

struct edge;

class edge_api {
  public:
    explicit edge_api(edge const& around) : edge_(around) {}

    work health(request const& asked) const;
    work readiness(request const& asked) const;
    work measurements(request const& asked) const;
    work description(request const& asked) const;
    work problem_page(request const& asked) const;

  private:
    edge const& edge_;
};

void add_edge_routes(router& to, edge_api const& own);

} // namespace talent::http
