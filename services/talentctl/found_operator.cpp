#include "services/talentctl/found_operator.hpp"

#include "common/journal/change.hpp"
#include "common/journal/numbering.hpp"
#include "services/identity/password_policy.hpp"
#include "services/identity/sealing.hpp"
#include "services/identity/store.hpp"

namespace talent::talentctl {
namespace {

namespace store = identity::store;

result<void> check_free(db::session& sql, personal::vault const& vault,
                        identity::registration const& request) {
    if (store::find_organisation_by_credit_code(sql, request.organisation.credit_code, false)) {
        return refuse(error_code::duplicate,
                      "An organisation with this credit code is registered already.");
    }
    return identity::check_login_name_is_free(sql, vault, request.administrator.email);
}

} // namespace

result<founded_operator> found_operator(journal::unit_of_work& unit, personal::vault const& vault,
                                        identity::registration request,
                                        std::string const& password_hash) {
    TRY(check_free(unit.sql(), vault, request));
    auto const& first = request.administrator;
    TRY(identity::check_password(first.password, "/administrator/password",
                                 {first.email, first.name, request.organisation.name}));
    founded_operator founded{.organisation = std::move(request.organisation), .administrator = {}};
    auto& made = founded.organisation;
    made.id = make_uuid(unit.now());
    made.kind = identity::organisation_kind::operator_group;
    made.status = identity::organisation_status::verified;
    made.verified_at = unit.now();
    made.number = journal::next_number(unit, "O", made.region);
    identity::seal(unit, vault, made);
    journal::create(unit, made,
                    {.table = store::organisations_table,
                     .object_type = "organisation",
                     .happened = "founded",
                     .visible = journal::visibility::parties,
                     .parties = {made.id},
                     .region = made.region});
    founded.administrator =
        identity::first_administrator(request.administrator, made.id, password_hash, unit.now());
    identity::seal(unit, vault, founded.administrator);
    journal::create(unit, founded.administrator,
                    {.table = store::members_table,
                     .object_type = "member",
                     .happened = "added",
                     .visible = journal::visibility::closed,
                     .parties = {made.id}});
    return founded;
}

security::principal platform_principal() {
    return {.audience = security::audience::operator_group,
            .roles = {security::role::administrator},
            .region = "000000"};
}

security::principal principal_of(founded_operator const& founded) {
    return {.audience = security::audience::operator_group,
            .roles = {security::role::administrator},
            .organisation = founded.organisation.id,
            .region = founded.organisation.region,
            .verified = true,
            .member = founded.administrator.id};
}

} // namespace talent::talentctl
