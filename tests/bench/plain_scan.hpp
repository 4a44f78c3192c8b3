// What matching is measured against: every supply judged by the same table of criteria, one after
// the other, over the same numbers in one array; nothing is looked up. An answer of match() must
// equal its answer. Used by one thread.
#pragma once

#include <vector>

#include "services/market/matching/criteria.hpp"
#include "tests/bench/market_documents.hpp"

namespace talent::bench {

class plain_scan {
  public:
    /// Makes the numbers of the first `supplies` supplies.
    plain_scan(market_documents const& from, std::size_t supplies);

    struct scored {
        std::size_t number = 0; // of the supply
        int score = 0;
        bool operator==(scored const&) const = default;
    };
    struct answer {
        std::uint64_t total = 0;
        std::vector<scored> ranked;
    };
    answer best(market::profile const& demand, std::size_t limit) const;

    market::code_space const& codes() const { return codes_; }
    uuid const& id(std::size_t number) const { return supplies_[number].id; }

  private:
    struct supply {
        uuid id;
        std::int64_t published_ms = 0;
        std::int64_t expires_ms = 0;
    };
    market::code_space codes_;
    std::vector<supply> supplies_;
    market::profile_column numbers_; // by the supply's number
};

} // namespace talent::bench
