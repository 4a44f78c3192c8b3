// Evaluation: from prices and quality scores to totals and ranks, in whole numbers throughout, so
// that anybody can reckon a result again. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "services/procurement/bid.hpp"
#include "services/procurement/tender.hpp"

namespace talent::procurement {

/// A bid is abnormally low where its price is at least this many percent below the mean of the
/// others' prices, or below the next higher price (product rule, after Prozorro's practice).
inline constexpr std::int64_t percent_below_mean = 40;
inline constexpr std::int64_t percent_below_next = 30;

/// lowest / price × weight, in hundredths of a point, rounded half up: the greatest whole number n
/// with n ≤ lowest × weight × 100 / price + 1/2. Both prices above zero, lowest ≤ price.
std::int64_t price_score_hundredths(money lowest, money price, std::int64_t weight);

/// points × weight / 100, in hundredths of a point, rounded half up.
std::int64_t quality_score_hundredths(std::int64_t points_hundredths, std::int64_t weight);

/// Against the other bids of the same lot; a lone bid has nothing to be low against.
bool is_abnormally_low(money price, std::span<money const> others);

/// Why a price cannot count: it is above its lot's budget, which makes the bid invalid (Order 87
/// of the Ministry of Finance (2017)); empty where it can. A call-off is held to its budget at the
/// award, by all its lots together (frameworks.hpp).
std::vector<std::string> price_faults(tender const& of, std::int64_t lot_number, money price);

/// Fills score lines, totals, ranks and the abnormally low flag of the bids of one lot, all opened
/// and submitted. Ranks run from 1, ties by arrival. evaluation_incomplete where a quality score is
/// missing, naming the first.
result<void> evaluate(std::vector<bid>& bids_of_lot, std::span<criterion const> criteria,
                      std::span<score const> scores);

} // namespace talent::procurement
