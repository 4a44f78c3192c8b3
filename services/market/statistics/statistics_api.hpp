// The statistics' routes: decodes queries, leaves the work to the market's statistics on a query
// thread, encodes answers, which anybody may keep for a minute. Owned by talentd's main; stateless,
// any thread.
#pragma once

#include "common/http/route.hpp"
#include "common/http/router.hpp"
#include "services/market/index/index.hpp"
#include "services/market/statistics/market_history.hpp"

namespace talent::market {

inline constexpr int statistics_seconds_kept = 60;

class statistics_api {
  public:
    statistics_api(market_index const& index, market_history const& history)
        : index_(index), history_(history) {}

    http::work pay(http::request const& asked) const;
    http::work gaps(http::request const& asked) const;
    http::work service_gaps(http::request const& asked) const;
    http::work trends(http::request const& asked) const;

  private:
    market_index const& index_;
    market_history const& history_;
};

void add_statistics_routes(http::router& to, statistics_api const& api);

} // namespace talent::market
