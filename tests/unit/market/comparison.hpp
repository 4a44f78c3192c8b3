// The index's answer against the plain scan's: the same total, the same items in the same order,
// the same facets, over the first pages. For the tests of this folder; one thread.
#pragma once

#include "services/market/search/search.hpp"
#include "tests/unit/market/naive_search.hpp"

namespace talent::market::testing {

/// Fails the test case at the first difference.
void compare_search(market_index const& index, naive_search const& naive, search_query query,
                    instant now);

} // namespace talent::market::testing
