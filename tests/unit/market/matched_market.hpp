// An index of random demands and supplies, beside the same documents as plain lists. For the tests
// of matching; one thread.
#pragma once

#include "services/market/index/index.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market::testing {

/// Of market_day().
inline date today() {
    return std::chrono::floor<std::chrono::days>(market_day() + std::chrono::hours{8});
}

struct listing_pair {
    std::vector<document> demands;
    std::vector<document> supplies;
};

// An index and the same documents as plain lists, live ones only in the lists.
struct matched_market {
    explicit matched_market(std::uint64_t seed)
        : source(seed), converter(catalogue()), index(catalogue()) {}

    void fill(int demands, int supplies) {
        for (int i = 0; i < demands; ++i)
            add(source.any(document_kind::demand, converter));
        for (int i = 0; i < supplies; ++i)
            add(source.any(document_kind::supply, converter));
    }
    void add(document one) {
        if (is_live(one, market_day())) {
            (one.kind == document_kind::demand ? live.demands : live.supplies).push_back(one);
        }
        index.load(std::move(one));
    }

    random_market source;
    listing_converter converter;
    market_index index;
    listing_pair live;
};

} // namespace talent::market::testing
