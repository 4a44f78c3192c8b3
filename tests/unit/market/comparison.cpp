#include "tests/unit/market/comparison.hpp"

#include <catch2/catch.hpp>

namespace talent::market::testing {

void compare_search(market_index const& index, naive_search const& naive, search_query query,
                    instant now) {
    auto const expected = naive.answer(query, now);
    bool const scored = query.sort == sort_order::relevance;
    std::size_t at = 0;
    for (int pages = 0; pages < 4; ++pages) {
        auto const found = search(index, query, now);
        REQUIRE(found.has_value());
        auto const& answer = found.value();
        REQUIRE(answer.total == expected.ids.size());
        REQUIRE(answer.items.size() ==
                std::min(expected.ids.size() - at, static_cast<std::size_t>(query.limit)));
        for (auto const& item : answer.items) {
            REQUIRE(item.one->id == expected.ids[at]);
            if (scored && item.score != 0) REQUIRE(item.score == expected.scores[at]);
            ++at;
        }
        REQUIRE(answer.facets.size() == query.facets.size());
        for (std::size_t i = 0; i < answer.facets.size(); ++i)
            REQUIRE(answer.facets[i].values == expected.facets[i]);
        REQUIRE(answer.next.empty() == (at == expected.ids.size()));
        if (answer.next.empty()) return;
        query.after = answer.next;
        query.facets.clear();
    }
}

} // namespace talent::market::testing
