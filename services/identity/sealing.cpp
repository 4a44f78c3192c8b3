#include "services/identity/sealing.hpp"

#include "common/base/text.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {

using personal::index_kind;

void seal(journal::unit_of_work& unit, personal::vault const& vault, organisation& one) {
    vault.seal(unit.sql(), one, unit.now());
    one.representative_index = vault.index_of(index_kind::representative, one.legal_representative);
    one.phone_index = vault.index_of(index_kind::phone, one.phone);
}

void seal(journal::unit_of_work& unit, personal::vault const& vault, member& one) {
    vault.seal(unit.sql(), one, unit.now());
    one.email_index = vault.index_of(index_kind::email, one.email);
}

bool tells_of_other_people(organisation const& before, organisation const& after) {
    return before.legal_representative != after.legal_representative || before.phone != after.phone;
}

result<void> check_login_name_is_free(db::session& sql, personal::vault const& vault,
                                      std::string_view email) {
    if (!store::find_member_by_email(sql, vault.index_of(index_kind::email, email)))
        return success();
    return refuse(error_code::duplicate,
                  "A member with this e-mail address is registered already.");
}

member first_administrator(administrator_details const& details, uuid const& organisation_id,
                           std::string const& password_hash, instant now) {
    return {.id = make_uuid(now),
            .organisation_id = organisation_id,
            .name = details.name,
            .email = normalise(details.email),
            .roles = {security::role::administrator},
            .password_hash = password_hash};
}

journal::change member_change(std::string region, std::string_view happened) {
    return {.table = store::members_table,
            .object_type = "member",
            .happened = happened,
            .visible = journal::visibility::closed,
            .region = std::move(region)};
}

} // namespace talent::identity
