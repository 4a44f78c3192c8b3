// The market's routes: decodes queries, leaves the work to market_service on a query thread,
// encodes answers. Owned by talentd's main; stateless, any thread. Of this folder only what is
// named api, parameters or reader knows common/http.
#pragma once

#include "common/http/route.hpp"
#include "common/http/router.hpp"
#include "services/market/service.hpp"

namespace talent::market {

class market_api {
  public:
    explicit market_api(market_service const& service) : service_(service) {}

    http::work search(http::request const& asked) const;
    http::work demand_matches(http::request const& asked) const;
    http::work supply_matches(http::request const& asked) const;
    http::work explain_demand_match(http::request const& asked) const;
    http::work explain_supply_match(http::request const& asked) const;

  private:
    http::work matches(http::request const& asked, side known) const;
    http::work explain_match(http::request const& asked, side known) const;

    market_service const& service_;
};

void add_market_routes(http::router& to, market_api const& api);

} // namespace talent::market
