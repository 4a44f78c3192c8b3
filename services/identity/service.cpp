#include "services/identity/service.hpp"

#include "common/journal/change.hpp"
#include "common/journal/numbering.hpp"
#include "common/vocabulary/region_code.hpp"
#include "services/identity/password_policy.hpp"
#include "services/identity/sealing.hpp"
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
        return refuse(error_code::conflict_of_interest, "An operator does not decide on itself.");
    return success();
}

bool needs_reasons(organisation_command command) {
    return command == organisation_command::reject || command == organisation_command::suspend;
}

// What was verified is looked at again once it changes. An operator would have nobody to look: its
// facts are changed by whoever set it up. A suspended organisation answers for what it was.
result<organisation_status> status_after_amendment(organisation const& one) {
    using enum organisation_status;
    if (one.kind == organisation_kind::operator_group) {
        return refuse(error_code::forbidden,
                      "An operator's registered facts are not changed here.");
    }
    if (one.status != verified && one.status != suspended) return one.status;
    return next_status(one.status, organisation_command::amend);
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

bool supervises(directory const& known, uuid const& organisation_id, std::string_view region) {
    auto const found = known.find_organisation(organisation_id);
    return found && found->supervises_procurement &&
           found->status == organisation_status::verified &&
           vocabulary::is_region_within(region, found->region);
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
    if (store::find_organisation_by_credit_code(unit.sql(), made.credit_code, made.test)) {
        return refuse(error_code::duplicate,
                      "An organisation with this credit code is registered already.");
    }
    TRY(check_login_name_is_free(unit.sql(), vault_, request.administrator.email));
    made.id = make_uuid(unit.now());
    made.number = journal::next_number(unit, "O", made.region);
    seal(unit, vault_, made);
    journal::create(unit, made, organisation_change(made, "registered"));
    auto person = first_administrator(request.administrator, made.id, password_hash, unit.now());
    seal(unit, vault_, person);
    journal::create(unit, person, member_change(made.region, "added"));
    return made;
}

result<organisation> identity_service::edit(unit_of_work& unit, uuid const& id,
                                            std::int64_t expected_version, json::value const& patch,
                                            json::code_checker const& codes) const {
    auto found = store::find_organisation(unit.sql(), id);
    if (!found || !is_own(unit.actor(), id)) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    vault_.unseal(unit.sql(), *found);
    auto changed = *found;
    TRY(json::patch(patch, changed, codes));
    TRY(check_consistency(changed));
    if (tells_of_other_people(*found, changed)) seal(unit, vault_, changed);
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
    auto found = store::find_organisation(unit.sql(), id);
    if (!found) return refuse(error_code::not_found);
    vault_.unseal(unit.sql(), *found);
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

result<organisation> identity_service::set_supervision(
    unit_of_work& unit, uuid const& id, std::int64_t expected_version, bool supervises,
    std::vector<std::string> const& reasons) const {
    auto found = store::find_organisation(unit.sql(), id);
    if (!found || !administers(unit.actor(), found->region)) return refuse(error_code::not_found);
    vault_.unseal(unit.sql(), *found);
    TRY(journal::check_version(found->version, expected_version));
    if (reasons.empty())
        return refuse_field("/reasons", "required", "say by which decision of the government");
    bool const fit = found->kind == organisation_kind::government_office &&
                     found->status == organisation_status::verified;
    if (supervises && !fit)
        return refuse(error_code::wrong_state, "Only a verified office supervises procurement.");
    if (found->supervises_procurement == supervises)
        return refuse(error_code::wrong_state, "That is so already.");
    auto changed = *found;
    changed.supervises_procurement = supervises;
    auto change =
        organisation_change(changed, supervises ? "named_supervisor" : "supervision_ended");
    change.reason = reasons.front();
    TRY(journal::save(unit, *found, changed, change));
    return changed;
}

result<organisation> identity_service::read(db::session& sql, security::principal const& asker,
                                            uuid const& id) const {
    auto found = store::find_organisation(sql, id);
    if (!found) return refuse(error_code::not_found);
    // A talent's key speaks for one listing of the agency, not for the agency.
    bool const own = is_own(asker, id) && asker.audience != audience::talent;
    if (!own && !administers(asker, found->region)) return refuse(error_code::not_found);
    vault_.unseal(sql, *found);
    return *std::move(found);
}

result<std::vector<organisation>> identity_service::list(db::session& sql,
                                                         security::principal const& asker,
                                                         std::optional<organisation_status> status,
                                                         std::string_view after, int limit) const {
    bool const overseer =
        asker.audience == audience::operator_group || asker.audience == audience::supervisor;
    if (!overseer)
        return refuse(error_code::forbidden, "Only operators and supervisors list organisations.");
    auto found = store::list_organisations(sql, vocabulary::region_prefix(asker.region), status,
                                           after, limit);
    for (auto& one : found)
        vault_.unseal(sql, one);
    return found;
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
        return refuse(error_code::conflict_of_interest, "An operator does not decide on itself.");
    TRY(journal::check_version(found->version, expected_version));
    if (owner->test) unit.keep_apart();
    auto changed = *found;
    changed.status = outcome;
    TRY(journal::save(
        unit, *found, changed,
        qualification_change(changed,
                             outcome == qualification_status::verified ? "verified" : "rejected")));
    return changed;
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
