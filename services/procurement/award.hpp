// The award: the decision for a bid of one lot, its public notice, and what became of it; its
// states as a table of data. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/money.hpp"
#include "common/base/uuid.hpp"
#include "common/calendar/deadline.hpp"
#include "common/json/fields.hpp"

namespace talent::procurement {

enum class award_state : std::uint8_t {
    standing,
    declined, // by the winner
    failed,   // the winner may not, or will not, sign
    set_aside // by a decision on a remedy, or since the tender was cancelled
};

/// What follows an award that was set aside.
enum class after_set_aside : std::uint8_t {
    choose_again,  // the next ranked is chosen
    evaluate_again // the lot's scores are given anew, and every bid is in the race again
};

/// Where a bidder stood when the award was made: public with the notice.
struct standing {
    std::int64_t rank = 0;
    std::string supplier_name = {};
    std::int64_t total_hundredths = 0;
};

/// The decision for a bid, and its public notice.
struct award {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    std::int64_t lot = 1;
    uuid bid_id = {};
    uuid supplier_id = {};
    std::string supplier_name = {};
    money price = {};
    std::vector<std::string> reasons = {};
    std::vector<standing> standings = {}; // every ranked bid of the lot, the best first
    calendar::deadline standstill = {};
    instant standstill_until = {};
    instant created_at = {}; // the notice is public from this instant
    award_state state = award_state::standing;
    std::vector<std::string> state_reasons = {}; // why it does not stand any more
    std::optional<after_set_aside> followed_by = {};
    std::optional<instant> ended_at = {};
    std::optional<std::string> standing_key = {}; // unique: one award of a lot stands

    std::vector<calendar::deadline> clocks = {}; // derived: while it stands and is not contracted
};

/// The award's winner is out of the race for its lot.
inline bool takes_winner_out(award const& one) {
    return one.state != award_state::standing && one.followed_by != after_set_aside::evaluate_again;
}

/// Unique among standing awards: one for each lot.
std::string standing_key_of(uuid const& tender_id, std::int64_t lot);

struct award_decision {
    uuid bid_id = {};
    std::vector<std::string> reasons = {};
};

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::award_state);
TALENT_ENUMERATION(procurement::after_set_aside);
TALENT_DESCRIBED(procurement::standing);
TALENT_DESCRIBED(procurement::award);
TALENT_DESCRIBED(procurement::award_decision);
} // namespace talent::json
