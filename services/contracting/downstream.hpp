// What delivery asks of the work packages below a contract, answered from the database. Any thread
// that has a session.
#pragma once

#include "services/contracting/project.hpp"
#include "services/delivery/downstream.hpp"
#include "services/identity/directory.hpp"

namespace talent::contracting {

/// The directory must outlive it.
delivery::downstream below_contracts(identity::directory const& known);

/// Of all the contract's projects: what was accepted, and what the one that runs still plans.
std::vector<planned_part> parts_shown(db::session& sql, identity::directory const& known,
                                      uuid const& contract_id);

/// Owners that share persons or accounts, directly or over others, have one number.
void tie_owners(std::vector<planned_part>& parts, identity::directory const& known);

} // namespace talent::contracting
