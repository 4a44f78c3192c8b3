#include "services/identity/service.hpp"

#include "common/base/text.hpp"
#include "common/journal/change.hpp"
#include "common/journal/numbering.hpp"
#include "common/vocabulary/region_code.hpp"
#include "services/identity/password_policy.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {
namespace {

using journal::change;
using journal::unit_of_work;
using security::audience;
using security::role;

change organisation_change(organisation const& one, std::string_view happened) {
    return {.table = store::organisations_table,
            .object_type = "organisation",
            .happened = happened,
            .visible = journal::visibility::parties,
            .parties = {one.id},
            .region = one.region};
}

change member_change(std::string region, std::string_view happened) {
    return {.table = store::members_table,
            .object_type = "member",
            .happened = happened,
            .visible = journal::visibility::closed,
            .region = std::move(region)};
}

change qualification_change(qualification const& one, std::string_view happened) {
    return {.table = store::qualifications_table,
            .object_type = "qualification",
            .happened = happened,
            .visible = journal::visibility::open,
            .parties = {one.organisation_id}};
}

// A problem of a part, with its pointers as they are in the whole body.
result<void> within(result<void> outcome, std::string_view part) {
    if (outcome.has_value()) return outcome;
    auto fault = std::move(outcome).error();
    for (auto& each : fault.errors)
        each.pointer.insert(0, part);
    return fault;
}

std::string lower_case(std::string_view email) {
    return normalise(email);
}

bool is_own(security::principal const& actor, uuid const& organisation_id) {
    return actor.organisation == organisation_id;
}

std::string_view past_participle(organisation_command command) {
    switch (command) {
        case organisation_command::submit:
            return "submitted";
        case organisation_command::verify:
            return "verified";
        case organisation_command::reject:
            return "rejected";
        case organisation_command::suspend:
            return "suspended";
        case organisation_command::reinstate:
            return "reinstated";
        case organisation_command::amend:
            return "amended";
    }
    return {};
}

// Submitting is the organisation's own act, everything else that of the operator of its region.
result<void> check_commander(security::principal const& actor, organisation const& target,
                             organisation_command command) {
    if (command == organisation_command::submit) {
        return is_own(actor, target.id) ? result<void>(success()) : refuse(error_code::not_found);
    }
    if (actor.audience != audience::operator_group) return refuse(error_code::forbidden);
    if (!administers(actor, target.region)) return refuse(error_code::not_found);
    if (is_own(actor, target.id))
        return refuse(error_code::conflict_of_interest, "an operator does not decide on itself");
    return success();
}

bool needs_reasons(organisation_command command) {
    return command == organisation_command::reject || command == organisation_command::suspend;
}

bool is_administrator(member const& one) {
    return one.status == member_status::active &&
           std::find(one.roles.begin(), one.roles.end(), role::administrator) != one.roles.end();
}

// What was verified is looked at again once it changes. An operator would have nobody to look: its
// facts are changed by whoever set it up. A suspended organisation answers for what it was.
result<organisation_status> status_after_amendment(organisation const& one) {
    using enum organisation_status;
    if (one.kind == organisation_kind::operator_group) {
        return refuse(error_code::forbidden, "an operator's registered facts are not changed here");
    }
    if (one.status != verified && one.status != suspended) return one.status;
    return next_status(one.status, organisation_command::amend);
}

member first_administrator(administrator_details const& details, uuid const& organisation_id,
                           std::string const& password_hash, instant now) {
    return {.id = make_uuid(now),
            .organisation_id = organisation_id,
            .name = details.name,
            .email = lower_case(details.email),
            .roles = {role::administrator},
            .password_hash = password_hash};
}

} // namespace

result<void> require_verified(security::principal const& actor) {
    if (actor.verified) return success();
    return refuse(error_code::organisation_not_verified);
}

bool administers(security::principal const& actor, std::string_view region) {
    bool const overseer =
        actor.audience == audience::operator_group || actor.audience == audience::supervisor;
    return overseer && actor.verified && vocabulary::is_region_within(region, actor.region);
}

// -- organisations --

result<organisation> identity_service::register_organisation(
    unit_of_work& unit, registration request, std::string const& password_hash) const {
    auto& made = request.organisation;
    if (made.kind == organisation_kind::operator_group) {
        return refuse_field("/organisation/kind", "not_allowed",
                            "an operator is set up with talentctl, not by registration");
    }
    TRY(within(check_consistency(made), "/organisation"));
    auto const& first = request.administrator;
    TRY(check_password(first.password, "/administrator/password",
                       {first.email, first.name, made.name, made.phone}));
    if (store::find_organisation_by_credit_code(unit.sql(), made.credit_code)) {
        return refuse(error_code::duplicate,
                      "an organisation with this credit code is registered already");
    }
    if (store::find_member_by_email(unit.sql(), lower_case(request.administrator.email))) {
        return refuse(error_code::duplicate,
                      "a member with this e-mail address is registered already");
    }
    made.id = make_uuid(unit.now());
    made.number = journal::next_number(unit, "O", made.region);
    journal::create(unit, made, organisation_change(made, "registered"));
    auto person = first_administrator(request.administrator, made.id, password_hash, unit.now());
    journal::create(unit, person, member_change(made.region, "added"));
    return made;
}

result<organisation> identity_service::edit(unit_of_work& unit, uuid const& id,
                                            std::int64_t expected_version, json::value const& patch,
                                            json::code_checker const& codes) const {
    auto const found = store::find_organisation(unit.sql(), id);
    if (!found || !is_own(unit.actor(), id)) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    auto changed = *found;
    TRY(json::patch(patch, changed, codes));
    TRY(check_consistency(changed));
    if (touches_verified_facts(*found, changed)) {
        TRY(changed.status, status_after_amendment(*found));
    }
    TRY(journal::save(unit, *found, changed, organisation_change(changed, "edited")));
    return changed;
}

result<organisation> identity_service::command(unit_of_work& unit, uuid const& id,
                                               std::int64_t expected_version,
                                               organisation_command wanted,
                                               std::vector<std::string> reasons) const {
    auto const found = store::find_organisation(unit.sql(), id);
    if (!found) return refuse(error_code::not_found);
    TRY(check_commander(unit.actor(), *found, wanted));
    TRY(journal::check_version(found->version, expected_version));
    if (needs_reasons(wanted) && reasons.empty()) {
        return refuse_field("/reasons", "required",
                            "say why, so that the organisation can act on it");
    }
    auto changed = *found;
    TRY(auto status, next_status(found->status, wanted));
    changed.status = status;
    changed.status_reasons = std::move(reasons);
    if (wanted == organisation_command::verify) changed.verified_at = unit.now();
    TRY(journal::save(unit, *found, changed,
                      organisation_change(changed, past_participle(wanted))));
    return changed;
}

result<organisation> identity_service::read(db::session& sql, security::principal const& asker,
                                            uuid const& id) const {
    auto found = store::find_organisation(sql, id);
    if (!found) return refuse(error_code::not_found);
    // A talent's key speaks for one listing of the agency, not for the agency.
    bool const own = is_own(asker, id) && asker.audience != audience::talent;
    if (!own && !administers(asker, found->region)) return refuse(error_code::not_found);
    return *std::move(found);
}

result<std::vector<organisation>> identity_service::list(db::session& sql,
                                                         security::principal const& asker,
                                                         std::optional<organisation_status> status,
                                                         std::string_view after, int limit) const {
    bool const overseer =
        asker.audience == audience::operator_group || asker.audience == audience::supervisor;
    if (!overseer)
        return refuse(error_code::forbidden, "only operators and supervisors list organisations");
    return store::list_organisations(sql, vocabulary::region_prefix(asker.region), status, after,
                                     limit);
}

// -- qualifications --

result<qualification> identity_service::add_qualification(unit_of_work& unit,
                                                          qualification wanted) const {
    TRY(check_consistency(wanted));
    wanted.id = make_uuid(unit.now());
    wanted.organisation_id = unit.actor().organisation;
    journal::create(unit, wanted, qualification_change(wanted, "declared"));
    return wanted;
}

result<qualification> identity_service::edit_qualification(unit_of_work& unit, uuid const& id,
                                                           std::int64_t expected_version,
                                                           json::value const& patch,
                                                           json::code_checker const& codes) const {
    auto const found = store::find_qualification(unit.sql(), id);
    if (!found || !is_own(unit.actor(), found->organisation_id))
        return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    auto changed = *found;
    TRY(json::patch(patch, changed, codes));
    TRY(check_consistency(changed));
    changed.status = qualification_status::declared;
    TRY(journal::save(unit, *found, changed, qualification_change(changed, "edited")));
    return changed;
}

result<qualification> identity_service::review_qualification(unit_of_work& unit, uuid const& id,
                                                             std::int64_t expected_version,
                                                             qualification_status outcome) const {
    auto const found = store::find_qualification(unit.sql(), id);
    if (!found) return refuse(error_code::not_found);
    auto const owner = store::find_organisation(unit.sql(), found->organisation_id);
    if (!owner || !administers(unit.actor(), owner->region)) return refuse(error_code::not_found);
    if (is_own(unit.actor(), owner->id))
        return refuse(error_code::conflict_of_interest, "an operator does not decide on itself");
    TRY(journal::check_version(found->version, expected_version));
    auto changed = *found;
    changed.status = outcome;
    TRY(journal::save(
        unit, *found, changed,
        qualification_change(changed,
                             outcome == qualification_status::verified ? "verified" : "rejected")));
    return changed;
}

// -- members --

result<member> identity_service::add_member(unit_of_work& unit, member wanted,
                                            std::string const& password_hash) const {
    if (wanted.roles.empty())
        return refuse_field("/roles", "required", "a member has at least one role");
    TRY(check_password(wanted.password, "/password",
                       {wanted.email, wanted.name, name_of(unit.actor().organisation)}));
    wanted.email = lower_case(wanted.email);
    if (store::find_member_by_email(unit.sql(), wanted.email)) {
        return refuse(error_code::duplicate,
                      "a member with this e-mail address is registered already");
    }
    wanted.id = make_uuid(unit.now());
    wanted.organisation_id = unit.actor().organisation;
    wanted.password.clear();
    wanted.password_hash = password_hash;
    journal::create(unit, wanted, member_change(unit.actor().region, "added"));
    return wanted;
}

result<member> identity_service::edit_member(unit_of_work& unit, uuid const& id,
                                             std::int64_t expected_version,
                                             json::value const& patch,
                                             std::string const& new_password_hash,
                                             json::code_checker const& codes) const {
    auto const found = store::find_member(unit.sql(), id);
    if (!found || !is_own(unit.actor(), found->organisation_id))
        return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    auto changed = *found;
    TRY(json::patch(patch, changed, codes));
    if (!new_password_hash.empty()) TRY(check_reset(unit.actor(), changed));
    changed.password.clear();
    if (!new_password_hash.empty()) changed.password_hash = new_password_hash;
    if (changed.roles.empty())
        return refuse_field("/roles", "required", "a member has at least one role");
    if (is_administrator(*found) && !is_administrator(changed) &&
        store::lock_administrators(unit.sql(), found->organisation_id).size() <= 1) {
        return refuse(error_code::last_administrator);
    }
    TRY(journal::save(unit, *found, changed, member_change(unit.actor().region, "edited")));
    // Whoever knew the old password is shown out, and so is whoever may not come in any more.
    bool const shut_out =
        changed.status == member_status::disabled && found->status != member_status::disabled;
    if (shut_out || !new_password_hash.empty()) TRY(end_sessions_of(unit, id, uuid{}));
    return changed;
}

// One's own is changed by whoever knows it, not by whoever sits at an open screen.
result<void> identity_service::check_reset(security::principal const& actor,
                                           member const& changed) const {
    if (changed.id == actor.member) {
        return refuse_field("/password", "own_password",
                            "change your own with POST /v1/identity/password");
    }
    return check_password(changed.password, "/password",
                          {changed.email, changed.name, name_of(changed.organisation_id)});
}

std::string identity_service::region_of(uuid const& organisation_id) const {
    auto const owner = known_.find_organisation(organisation_id);
    return owner ? owner->region : std::string();
}

std::string identity_service::name_of(uuid const& organisation_id) const {
    auto const owner = known_.find_organisation(organisation_id);
    return owner ? owner->name : std::string();
}

} // namespace talent::identity
