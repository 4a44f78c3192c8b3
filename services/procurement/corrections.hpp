// Corrections of formal defects: the panel names a defect of a bid's form, and its bidder has 24
// hours to mend it. Neither the price nor what is offered changes by it: the answer stands beside
// the bid. Pure: no I/O, no clock of its own. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/procurement/bid.hpp"

namespace talent::procurement {

/// Open questions of form to one bid.
inline constexpr std::size_t corrections_per_bid_max = 20;

inline constexpr calendar::deadline_rule correct_formal_defect{
    .name = "correct_formal_defect",
    .start_event = "correction_asked",
    .amount = 24,
    .unit = calendar::deadline_unit::hours,
    .source = "platform rule, after Ministry of Finance Order 87, art. 51",
};

enum class correction_state : std::uint8_t { asked, answered };
enum class correction_command : std::uint8_t { answer };

struct correction {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid bid_id = {};          // hidden: the panel knows the pseudonym
    uuid organisation_id = {}; // hidden: the bidder
    std::int64_t lot = 1;
    std::string bidder = {};
    std::string defect = {};
    uuid asked_by = {}; // the seat
    correction_state state = correction_state::asked;
    calendar::deadline clock = {};
    std::string answer = {};
    std::vector<document> documents = {};
    instant created_at = {};
    instant updated_at = {};
    std::optional<instant> answered_at = {};
};

struct correction_answer {
    std::string text = {};
    std::vector<document> documents = {};
};

using correction_transition =
    json::transition<correction_state, correction_command, procurement_party>;
std::span<correction_transition const> correction_transitions();
result<correction_state> next_state(correction_state from, correction_command command,
                                    procurement_party who);

/// Asked, not answered, and the time is not over.
inline bool is_awaited(correction const& one, instant now) {
    return one.state == correction_state::asked && calendar::is_in_time(one.clock, now);
}

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::correction_state);
TALENT_ENUMERATION(procurement::correction_command);
TALENT_DESCRIBED(procurement::correction);
TALENT_DESCRIBED(procurement::correction_answer);
} // namespace talent::json
