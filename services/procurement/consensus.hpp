// The consensus of a panel on one criterion of one bid: proposed by one member, confirmed by the
// others or dissented from with reasons that stay on the record, and agreed by a majority. Pure: no
// I/O, no clock of its own. Values; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/procurement/panel.hpp"
#include "services/procurement/scoring.hpp"

namespace talent::procurement {

/// A dispute is settled by the majority, and a member who does not sign a dissent with its reasons
/// counts as agreeing (Order 87 of the Ministry of Finance (2017), on disputes of the committee).
/// For how long a member may think is this platform's rule.
inline constexpr calendar::deadline_rule object_to_consensus{
    .name = "object_to_consensus",
    .start_event = "consensus_proposed",
    .amount = 24,
    .unit = calendar::deadline_unit::hours,
    .source = "platform rule, after Order 87 of the Ministry of Finance (2017)",
};

/// Of one consensus: each costs its members a look.
inline constexpr std::int64_t proposals_max = 100;

enum class consensus_state : std::uint8_t { proposed, agreed, rejected };
enum class consensus_stand : std::uint8_t { confirmed, dissented };

/// What one member says of one proposal; once, and not changed.
struct consensus_position {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid score_id = {}; // of the proposal
    std::int64_t lot = 1;
    std::string bidder = {};
    std::string criterion = {};
    std::int64_t proposal = 1; // the consensus's version: which of its proposals was read
    uuid seat_id = {};
    consensus_stand stand = consensus_stand::confirmed;
    std::string reason = {};
    instant created_at = {};
};

/// What a member gave for itself.
struct member_points {
    uuid seat_id = {};
    std::int64_t points_hundredths = 0;
};

/// A consensus as the panel and the buyer read it.
struct consensus {
    uuid id = {};
    std::int64_t version = 0; // rises with each proposal
    uuid tender_id = {};
    std::int64_t lot = 1;
    std::string bidder = {};
    std::string criterion = {};
    std::int64_t round = 1;
    std::int64_t points_hundredths = 0;
    std::string reason = {};
    uuid recorded_by = {}; // the seat that proposed it
    instant created_at = {};
    instant updated_at = {}; // of the proposal
    consensus_state state = consensus_state::proposed;
    calendar::deadline clock = {};
    std::vector<consensus_position> positions = {}; // on this proposal and on those before it
    std::vector<member_points> scores = {};         // none until every member has scored the lot
    std::optional<std::int64_t> distance_hundredths = {}; // from the mean of the scores
};

/// The members that sit now decide: the proposer agrees, the others as they said, and who says
/// nothing agrees once the time is over, which for a member seated later runs from the seating.
/// Proposed while somebody may still speak; then agreed where more than half agree, else rejected.
/// `positions` are of any proposals; those on this one count. `term` is how long the time is.
consensus_state state_of(score const& proposal, std::span<consensus_position const> positions,
                         std::span<panel_seat const> held, std::chrono::milliseconds term,
                         instant now);

/// How long members may think; shortened for a test organisation.
std::chrono::milliseconds consensus_term(std::int64_t divisor);

/// |points − mean of the scores|, rounded up to a whole hundredth; nothing without scores.
std::optional<std::int64_t> distance_from(std::int64_t points_hundredths,
                                          std::span<member_points const> scores);

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::consensus_state);
TALENT_ENUMERATION(procurement::consensus_stand);
TALENT_DESCRIBED(procurement::consensus_position);
TALENT_DESCRIBED(procurement::member_points);
TALENT_DESCRIBED(procurement::consensus);
} // namespace talent::json
