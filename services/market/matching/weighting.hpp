// What each criterion of a market counts for in one match: by the table, or as whoever asks would
// have it, within the table's bounds. Points stay integers that add up to score_max. Pure; any
// thread.
#pragma once

#include <span>
#include <string>

#include "common/base/result.hpp"
#include "services/market/matching/criteria.hpp"

namespace talent::market {

struct weighting {
    std::vector<int> weights; // by the market's criteria; of a hard one 0
    criterion_points points;  // the weights' shares of score_max
};

using criteria_terms = std::vector<criterion_terms>; // of one table, in its order

weighting standard_weighting(criteria_terms const& terms);

/// What the parameter `weights` asks for: "experience:20,pay_fit:5", also in several values; the
/// other criteria keep their weight, and all are reckoned anew as shares of their sum.
/// invalid_query with an error for each part that is wrong, which the pointer counts from 0:
/// "?weights/1".
result<weighting> read_weighting(criteria_terms const& terms, std::span<std::string const> values);

/// The text that asks for it, in the order of the table and every criterion in it.
std::string write_weighting(criteria_terms const& terms, weighting const& one);

// -- of a market of the index --

inline weighting standard_weighting(market_definition const& market) {
    return standard_weighting(terms_of(market));
}
inline result<weighting> read_weighting(market_definition const& market,
                                        std::span<std::string const> values) {
    return read_weighting(terms_of(market), values);
}
inline std::string write_weighting(market_definition const& market, weighting const& one) {
    return write_weighting(terms_of(market), one);
}

} // namespace talent::market
