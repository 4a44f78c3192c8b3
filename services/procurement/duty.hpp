// What awaits one person in procurements: as a member of a panel, or as an officer who opens bids.
// Derived from seats, scores and keys whenever it is asked for; nothing of it is stored. Values;
// any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/base/clock.hpp"
#include "common/base/uuid.hpp"
#include "common/json/operations.hpp"

namespace talent::procurement {

/// More seats, or more openings, than one person has; the first ones are told.
inline constexpr int duties_of_a_kind_max = 200;

enum class duty_kind : std::uint8_t {
    declare_interests, // before anything is seen of a bid
    score_bids,
    propose_consensus, // any member's: the first to do it does it for all
    confirm_consensus, // or dissent
    deliver_report,    // any member's
    release_share      // as an officer, from the deadline on
};

struct duty {
    duty_kind kind = duty_kind::declare_interests;
    uuid tender_id = {};
    std::string number = {}; // of the tender
    std::string title = {};
    uuid buyer_id = {};
    std::optional<uuid> seat_id = {};  // of a panel's duties
    std::int64_t remaining = 1;        // how many scores, proposals or positions are left
    std::optional<instant> since = {}; // nothing can be done before
    std::optional<instant> due = {};   // who says nothing by then agrees
};

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::duty_kind);
TALENT_DESCRIBED(procurement::duty);
} // namespace talent::json
