// The use cases of identity_service around members: adding, changing, erasing.
#include "common/base/text.hpp"
#include "services/identity/password_policy.hpp"
#include "services/identity/sealing.hpp"
#include "services/identity/service.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {
namespace {

using journal::unit_of_work;
using security::principal;

bool is_administrator(member const& one) {
    return one.status == member_status::active &&
           std::find(one.roles.begin(), one.roles.end(), security::role::administrator) !=
               one.roles.end();
}

bool is_colleague(principal const& who, member const& one) {
    return who.organisation == one.organisation_id;
}

bool may_erase(principal const& who, member const& one) {
    bool const own = !who.member.is_nil() && who.member == one.id;
    return own || (is_colleague(who, one) && who.has(security::role::administrator));
}

// The administrators are locked: two units cannot both take "the other" one away.
result<void> check_successor(unit_of_work& unit, member const& leaving) {
    if (!is_administrator(leaving)) return success();
    if (store::lock_administrators(unit.sql(), leaving.organisation_id).size() > 1)
        return success();
    return refuse(error_code::last_administrator);
}

} // namespace

result<member> identity_service::read_member(db::session& sql, principal const& asker,
                                             uuid const& id) const {
    auto found = store::find_member(sql, id);
    if (!found || !is_colleague(asker, *found)) return refuse(error_code::not_found);
    return vault_.unsealed(sql, *std::move(found));
}

std::vector<member> identity_service::list_members(db::session& sql, principal const& asker,
                                                   std::string_view after, int limit) const {
    auto found = store::list_members(sql, asker.organisation, after, limit);
    for (auto& one : found)
        vault_.unseal(sql, one);
    return found;
}

std::optional<member> identity_service::find_login(db::session& sql, std::string_view email) const {
    return store::find_member_by_email(sql, vault_.index_of(personal::index_kind::email, email));
}

result<member> identity_service::add_member(unit_of_work& unit, member wanted,
                                            std::string const& password_hash) const {
    if (wanted.roles.empty())
        return refuse_field("/roles", "required", "a member has at least one role");
    TRY(check_password(wanted.password, "/password",
                       {wanted.email, wanted.name, name_of(unit.actor().organisation)}));
    wanted.email = normalise(wanted.email);
    TRY(check_login_name_is_free(unit.sql(), vault_, wanted.email));
    wanted.id = make_uuid(unit.now());
    wanted.organisation_id = unit.actor().organisation;
    wanted.password.clear();
    wanted.password_hash = password_hash;
    seal(unit, vault_, wanted);
    journal::create(unit, wanted, member_change(unit.actor().region, "added"));
    return wanted;
}

result<member> identity_service::edit_member(unit_of_work& unit, uuid const& id,
                                             std::int64_t expected_version,
                                             json::value const& patch,
                                             std::string const& new_password_hash,
                                             json::code_checker const& codes) const {
    auto found = store::find_member(unit.sql(), id);
    if (!found || !is_colleague(unit.actor(), *found)) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    if (found->erased_at) return refuse(error_code::wrong_state, "The member was erased.");
    vault_.unseal(unit.sql(), *found);
    auto changed = *found;
    TRY(json::patch(patch, changed, codes));
    if (!new_password_hash.empty()) TRY(check_reset(unit.actor(), changed));
    changed.password.clear();
    if (!new_password_hash.empty()) changed.password_hash = new_password_hash;
    if (changed.roles.empty())
        return refuse_field("/roles", "required", "a member has at least one role");
    if (!is_administrator(changed)) TRY(check_successor(unit, *found));
    if (changed.name != found->name) seal(unit, vault_, changed);
    TRY(journal::save(unit, *found, changed, member_change(unit.actor().region, "edited")));
    // Whoever knew the old password is shown out, and so is whoever may not come in any more.
    bool const shut_out =
        changed.status == member_status::disabled && found->status != member_status::disabled;
    if (shut_out || !new_password_hash.empty()) TRY(end_sessions_of(unit, id, uuid{}));
    return changed;
}

// One's own is changed by whoever knows it, not by whoever sits at an open screen.
result<void> identity_service::check_reset(principal const& actor, member const& changed) const {
    if (changed.id == actor.member) {
        return refuse_field("/password", "own_password",
                            "change your own with POST /v1/identity/password");
    }
    return check_password(changed.password, "/password",
                          {changed.email, changed.name, name_of(changed.organisation_id)});
}

result<member> identity_service::erase_member(unit_of_work& unit, uuid const& id,
                                              std::int64_t expected_version) const {
    auto const found = store::find_member(unit.sql(), id);
    if (!found || !may_erase(unit.actor(), *found)) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    if (found->erased_at) return refuse(error_code::wrong_state, "The member was erased already.");
    TRY(check_successor(unit, *found));
    return erase(unit, *found, {});
}

result<bool> identity_service::erase_member_again(unit_of_work& unit,
                                                  uuid const& subject_id) const {
    auto const found = store::find_member(unit.sql(), subject_id);
    if (!found) return false;
    TRY(erase(unit, *found, "erased before a backup was restored"));
    return true;
}

result<member> identity_service::erase(unit_of_work& unit, member const& person,
                                       std::string reason) const {
    auto erased = person;
    erased.sealed.clear();
    erased.email_index.reset();
    erased.password_hash.clear();
    erased.status = member_status::disabled;
    erased.erased_at = unit.now();
    auto const employer = store::find_organisation(unit.sql(), person.organisation_id);
    auto const region = employer ? employer->region : std::string();
    auto told = member_change(region, "erased");
    told.reason = std::move(reason);
    TRY(journal::save(unit, person, erased, told));
    TRY(end_sessions_of(unit, person.id, uuid{}));
    vault_.destroy_key(unit.sql(), person.id, unit.now());
    return erased;
}

} // namespace talent::identity
