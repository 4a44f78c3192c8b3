// How a person enters identity's record: sealed under a key of their own, found by a keyed index.
// For identity and for talentctl, which founds operators. On the unit's database thread.
#pragma once

#include <string>

#include "common/journal/change.hpp"
#include "common/personal/vault.hpp"
#include "services/identity/model.hpp"

namespace talent::identity {

/// Fills what is kept of the plain fields: the sealed text and the indexes. The id is set.
void seal(journal::unit_of_work& unit, personal::vault const& vault, organisation& one);
void seal(journal::unit_of_work& unit, personal::vault const& vault, member& one);

/// Whether the change is one of the representative's data.
bool tells_of_other_people(organisation const& before, organisation const& after);

/// duplicate where a member has this login name already.
result<void> check_login_name_is_free(db::session& sql, personal::vault const& vault,
                                      std::string_view email);

/// Not sealed yet.
member first_administrator(administrator_details const& details, uuid const& organisation_id,
                           std::string const& password_hash, instant now);

/// Entries about members are closed: operators and supervisors of the region see that it happened.
journal::change member_change(std::string region, std::string_view happened);

} // namespace talent::identity
