// Scores: what each member of a panel gives a bid it knows by a pseudonym only, and the consensus
// that follows. Pure: no I/O, no clock of its own. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/procurement/bid.hpp"

namespace talent::procurement {

/// Who a bidder is to the panel of one tender. Given at the opening, in random order.
struct bidder_pseudonym {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid organisation_id = {};
    std::string label = {}; // A, B, … Z, AA, …
    instant created_at = {};
};

/// 0 → A, 25 → Z, 26 → AA.
std::string pseudonym_label(std::size_t place);

/// A bid as the panel reads it.
struct anonymous_bid {
    std::int64_t lot = 1;
    std::string bidder = {}; // the pseudonym
    std::string quality_response = {};
    std::vector<document> documents = {};
    std::optional<money> price = {}; // none until it may be known
};

/// One member's score for one criterion of one bid.
struct panel_score {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid seat_id = {};
    uuid bid_id = {}; // hidden: the panel knows the pseudonym
    std::int64_t lot = 1;
    std::string bidder = {};
    std::string criterion = {};
    std::int64_t round = 1; // rises when an award is set aside with its scores
    std::int64_t points_hundredths = 0;
    std::string reason = {};
    instant created_at = {};

    bool deviates = false; // derived, once every member has scored
};

/// A score deviates where it lies further than this from the mean of the other members' scores for
/// the same criterion of the same bid: the panel talks about it before its consensus.
inline constexpr std::int64_t deviation_hundredths = 2'000;
/// Marks those that deviate; `scores` are of one round.
void mark_deviations(std::vector<panel_score>& scores);

/// How many scores are missing until each of these seats has scored each of these criteria of each
/// of these bids.
std::size_t count_missing(std::span<uuid const> seats, std::span<criterion const> criteria,
                          std::span<bid const> bids, std::span<panel_score const> scores);

/// What members score: the quality criteria, a criterion with parts by its parts.
std::vector<criterion> scored_criteria(tender const& one);

} // namespace talent::procurement

namespace talent::json {
TALENT_DESCRIBED(procurement::bidder_pseudonym);
TALENT_DESCRIBED(procurement::anonymous_bid);
TALENT_DESCRIBED(procurement::panel_score);
} // namespace talent::json
