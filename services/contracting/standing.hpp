// What may be done with a project and its packages as their contract stands: a table of data. Pure:
// no I/O, no clock of its own. Values; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "common/base/result.hpp"
#include "services/contracting/project.hpp"

namespace talent::contracting {

/// Everything that changes a project or a package of it.
enum class contracting_act : std::uint8_t {
    plan_project,
    edit_project,
    start_project,
    complete_project,
    abandon_project,
    plan_package,
    edit_package,
    discard_package,
    source_package,
    reassign_package,
    deliver_package,
    accept_package,
    claim_package,
    reject_package,
    cancel_package,
    pay_package
};
inline constexpr std::size_t contracting_acts_count = 16;

/// A contract as the work below it sees it; it rests while it is suspended, or while a remedy holds
/// its award.
enum class contract_standing : std::uint8_t {
    unsigned_yet,
    in_force,
    resting,
    completed,
    terminated
};
inline constexpr std::size_t contract_standings_count = 5;

contract_standing standing_of(delivery::contract_state state, bool is_held);

/// Whether the act is open under such a contract, whatever the states of project and package.
bool is_open(contracting_act act, contract_standing standing);
/// Whether it is open in such a project; of acts on projects their own table decides.
bool is_open(contracting_act act, project_state state);

} // namespace talent::contracting
