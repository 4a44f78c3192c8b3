// Matching as the description in services/market/matching/criteria.hpp reads: every pair scored by
// comparing codes as text. Shares nothing with the engine but the document. Pure functions; any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/market/index/document.hpp"

namespace talent::market::testing {

struct naive_pair {
    std::vector<std::string> failed; // hard criteria, in the table's order
    std::vector<int> points;         // of the soft criteria, in the table's order
    int score = 0;
};

/// The most that each soft criterion earns, in the table's order.
using naive_points = std::vector<int>;
inline naive_points const standard_naive_points{2500, 3000, 800, 1200, 500, 1000, 500, 500};
/// The shares of 10000 that these weights give.
naive_points naive_shares(std::vector<int> const& weights);

naive_pair judge(document const& demand, document const& supply, vocabulary::catalogue const& codes,
                 date today, naive_points const& most = standard_naive_points);

struct naive_match {
    uuid id;
    int score = 0;
};
struct naive_matches {
    std::vector<naive_match> ranked;   // all of them, in order
    std::vector<naive_match> unranked; // likewise
};

/// Of `known` against the others, which are of the other kind and live.
naive_matches match_all(document const& known, std::span<document const> others,
                        vocabulary::catalogue const& codes, date today,
                        naive_points const& most = standard_naive_points);

} // namespace talent::market::testing
