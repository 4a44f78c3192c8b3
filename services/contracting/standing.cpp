#include "services/contracting/standing.hpp"

#include <algorithm>

namespace talent::contracting {
namespace {

using enum contracting_act;
using enum contract_standing;

constexpr unsigned bit(contract_standing one) {
    return 1U << static_cast<unsigned>(one);
}
constexpr unsigned bit(project_state one) {
    return 1U << static_cast<unsigned>(one);
}

constexpr unsigned always =
    bit(unsigned_yet) | bit(in_force) | bit(resting) | bit(completed) | bit(terminated);
constexpr unsigned until_its_end = bit(unsigned_yet) | bit(in_force) | bit(resting);
constexpr unsigned at_work = bit(unsigned_yet) | bit(in_force);
// What was delivered is decided on and paid, whatever has become of the contract.
constexpr unsigned unless_resting = bit(in_force) | bit(completed) | bit(terminated);

constexpr unsigned planned = bit(project_state::draft) | bit(project_state::started);
constexpr unsigned running = bit(project_state::started);
constexpr unsigned any = planned | bit(project_state::completed) | bit(project_state::abandoned);

struct act_row {
    contracting_act act;
    unsigned standings;
    unsigned projects;
};
// Nobody is bound while the contract rests, and nothing is taken on after its end. An owner carries
// to its end what it has when the buyer accepted early; of a terminated contract it does not begin.
constexpr act_row rows[] = {
    {plan_project, until_its_end, any},
    {edit_project, until_its_end, any},
    {start_project, bit(in_force), any},
    {complete_project, bit(in_force) | bit(completed), any},
    {abandon_project, always, any},
    {plan_package, until_its_end, planned},
    {edit_package, until_its_end, planned},
    {discard_package, always, planned},
    {source_package, at_work, planned},
    {reassign_package, at_work, planned},
    {deliver_package, bit(in_force) | bit(completed), running},
    {accept_package, unless_resting, running},
    {claim_package, unless_resting, running},
    {reject_package, unless_resting, running},
    {cancel_package, always, planned},
    {pay_package, always, any},
};
static_assert(std::size(rows) == contracting_acts_count);

act_row const& row_of(contracting_act act) {
    return *std::ranges::find(rows, act, &act_row::act);
}

} // namespace

contract_standing standing_of(delivery::contract_state state, bool is_held) {
    using enum delivery::contract_state;
    switch (state) {
        case draft:
        case signed_by_buyer:
        case signed_by_supplier:
            return unsigned_yet;
        case delivery::contract_state::in_force:
            return is_held ? resting : contract_standing::in_force;
        case suspended:
            return resting;
        case delivery::contract_state::completed:
            return contract_standing::completed;
        case delivery::contract_state::terminated:
            return contract_standing::terminated;
    }
    return contract_standing::terminated;
}

bool is_open(contracting_act act, contract_standing standing) {
    return (row_of(act).standings & bit(standing)) != 0;
}

bool is_open(contracting_act act, project_state state) {
    return (row_of(act).projects & bit(state)) != 0;
}

} // namespace talent::contracting
