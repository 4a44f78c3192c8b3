#include "services/procurement/corrections.hpp"

namespace talent::procurement {
namespace {

constexpr correction_transition correction_steps[] = {
    {correction_state::asked, correction_command::answer, procurement_party::bidder,
     correction_state::answered},
};

} // namespace

std::span<correction_transition const> correction_transitions() {
    return correction_steps;
}

result<correction_state> next_state(correction_state from, correction_command command,
                                    procurement_party who) {
    return json::next_state(correction_transitions(), from, command, who, "correction");
}

} // namespace talent::procurement
