#include "services/procurement/consensus.hpp"

#include <algorithm>
#include <cstdlib>

namespace talent::procurement {
namespace {

consensus_position const* position_of(uuid const& seat, score const& proposal,
                                      std::span<consensus_position const> positions) {
    auto const found = std::ranges::find_if(positions, [&](consensus_position const& one) {
        return one.seat_id == seat && one.score_id == proposal.id &&
               one.proposal == proposal.version;
    });
    return found == positions.end() ? nullptr : &*found;
}

} // namespace

consensus_state state_of(score const& proposal, std::span<consensus_position const> positions,
                         std::span<panel_seat const> held, std::chrono::milliseconds term,
                         instant now) {
    std::size_t agreeing = 0;
    bool awaited = false;
    for (auto const& seat : held) {
        auto const* const said = position_of(seat.id, proposal, positions);
        bool const silent = said == nullptr && seat.id != proposal.recorded_by;
        bool const may_speak =
            silent && now < std::max(proposal.updated_at, seat.created_at) + term;
        awaited = awaited || may_speak;
        bool const dissents = said != nullptr && said->stand == consensus_stand::dissented;
        agreeing += dissents || may_speak ? 0 : 1;
    }
    if (awaited) return consensus_state::proposed;
    return agreeing * 2 > held.size() ? consensus_state::agreed : consensus_state::rejected;
}

std::chrono::milliseconds consensus_term(std::int64_t divisor) {
    return calendar::quickened(std::chrono::hours(object_to_consensus.amount), divisor);
}

std::optional<std::int64_t> distance_from(std::int64_t points_hundredths,
                                          std::span<member_points const> scores) {
    if (scores.empty()) return std::nullopt;
    auto const count = static_cast<std::int64_t>(scores.size());
    std::int64_t sum = 0;
    for (auto const& each : scores)
        sum += each.points_hundredths;
    return (std::abs(points_hundredths * count - sum) + count - 1) / count;
}

} // namespace talent::procurement
