// Random saved searches over a random market: texts cut from its documents, filters by its codes.
// Used by the tests of this folder; one thread.
#pragma once

#include <vector>

#include "services/alerts/standing_search.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::alerts::testing {

/// As market_service::check leaves one. `texts` are titles and bodies to cut pieces from.
market::search_query random_query(market::testing::random_market& source,
                                  std::vector<std::string> const& texts);

} // namespace talent::alerts::testing
