// The use cases of offerings: the seller's catalogue and the operator's moderation.
#include "services/offerings/service.hpp"

#include "common/calendar/working_days.hpp"
#include "common/journal/change.hpp"
#include "common/journal/numbering.hpp"
#include "services/identity/service.hpp"
#include "services/offerings/category.hpp"

namespace talent::offerings {
namespace {

using journal::change;
using journal::unit_of_work;
using security::audience;

// What was public stays readable as it was, its end included; a draft, and what the seller corrects
// while nobody else sees it, is not.
journal::visibility visibility_of(offering_state before, offering_state after) {
    bool const open = before == offering_state::published || after == offering_state::published;
    return open ? journal::visibility::open : journal::visibility::parties;
}

change offering_change(offering const& one, offering_state before, std::string_view happened,
                       std::string region) {
    return {.table = store::offerings_table,
            .object_type = "offering",
            .happened = happened,
            .visible = visibility_of(before, one.state),
            .parties = {one.organisation_id},
            .region = std::move(region)};
}

std::string_view past_participle(offering_command command) {
    switch (command) {
        case offering_command::publish:
            return "published";
        case offering_command::withdraw:
            return "withdrawn";
        case offering_command::suspend:
            return "suspended";
        case offering_command::reinstate:
            return "reinstated";
    }
    return {};
}

bool leads_to_publication(offering_command command) {
    return command == offering_command::publish || command == offering_command::reinstate;
}

bool is_moderation(offering_command command) {
    return command == offering_command::suspend || command == offering_command::reinstate;
}

bool sells(identity::organisation const& one) {
    return one.kind == identity::organisation_kind::agency ||
           one.kind == identity::organisation_kind::operator_group;
}

// A talent's key is made by its agency, and still is not the agency: the catalogue is none of
// theirs.
bool speaks_for(security::principal const& actor, uuid const& organisation_id) {
    return actor.organisation == organisation_id && actor.audience != audience::talent;
}

std::optional<offering> find(db::session& sql, std::string_view reference) {
    if (auto const id = parse_uuid(reference)) return store::find_offering(sql, *id);
    return store::find_offering_by_number(sql, reference);
}

} // namespace

std::string offerings_service::region_of(uuid const& organisation_id) const {
    auto const found = known_.find_organisation(organisation_id);
    return found ? found->region : std::string();
}

result<std::string> offerings_service::licence_of(uuid const& seller_id, service_category category,
                                                  instant now) const {
    return licence_for(category, known_.qualifications_of(seller_id), calendar::day_of(now));
}

result<void> offerings_service::pass_publication_gate(offering& one, instant now) const {
    auto const seller = known_.find_organisation(one.organisation_id);
    if (!seller || !sells(*seller))
        return refuse(error_code::forbidden, "Only agencies sell services.");
    TRY(check_seller_is_verified(seller->id));
    TRY(check_publication(one));
    TRY(one.licence_number, licence_of(seller->id, one.category, now));
    return success();
}

// Publishing and withdrawing are the seller's own acts, moderation that of the operator of the
// seller's region.
result<void> offerings_service::check_commander(security::principal const& actor,
                                                offering const& target,
                                                offering_command wanted) const {
    bool const own = speaks_for(actor, target.organisation_id);
    if (!is_moderation(wanted))
        return own ? result<void>(success()) : refuse(error_code::not_found);
    if (actor.audience != audience::operator_group) return refuse(error_code::forbidden);
    if (!identity::administers(actor, region_of(target.organisation_id))) {
        return refuse(error_code::not_found);
    }
    if (own)
        return refuse(error_code::conflict_of_interest, "An operator does not decide on itself.");
    return success();
}

result<offering> offerings_service::drafted(unit_of_work const& unit, offering wanted) const {
    TRY(check_consistency(wanted));
    wanted.id = make_uuid(unit.now());
    wanted.organisation_id = unit.actor().organisation;
    wanted.chain_stage = definition_of(wanted.category).stage;
    return wanted;
}

void offerings_service::keep_draft(unit_of_work& unit, offering& draft) const {
    auto const region = region_of(draft.organisation_id);
    draft.number = journal::next_number(unit, "OF", region);
    journal::create(unit, draft, offering_change(draft, draft.state, "drafted", region));
}

result<offering> offerings_service::draft(unit_of_work& unit, offering wanted) const {
    TRY(auto draft, drafted(unit, std::move(wanted)));
    keep_draft(unit, draft);
    return draft;
}

result<offering> offerings_service::draft_published(unit_of_work& unit, offering wanted) const {
    TRY(auto draft, drafted(unit, std::move(wanted)));
    // The publication has its say before anything is written.
    TRY(auto published, after_command(unit, draft, offering_command::publish, {}));
    keep_draft(unit, draft);
    published.number = draft.number;
    published.created_at = draft.created_at;
    return keep_command(unit, draft, std::move(published), offering_command::publish);
}

result<offering> offerings_service::edit(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version, json::value const& patch,
                                         json::code_checker const& codes) const {
    auto const found = store::find_offering(unit.sql(), id);
    if (!found || !speaks_for(unit.actor(), found->organisation_id)) {
        return refuse(error_code::not_found);
    }
    TRY(journal::check_version(found->version, expected_version));
    auto changed = *found;
    TRY(json::patch(patch, changed, codes));
    TRY(check_consistency(changed));
    changed.chain_stage = definition_of(changed.category).stage;
    if (changed.state == offering_state::published) TRY(pass_publication_gate(changed, unit.now()));
    TRY(journal::save(
        unit, *found, changed,
        offering_change(changed, found->state, "edited", region_of(changed.organisation_id))));
    return changed;
}

result<void> offerings_service::discard(unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version) const {
    auto const found = store::find_offering(unit.sql(), id);
    if (!found || !speaks_for(unit.actor(), found->organisation_id)) {
        return refuse(error_code::not_found);
    }
    TRY(journal::check_version(found->version, expected_version));
    if (found->state != offering_state::draft) {
        return refuse(error_code::wrong_state, "Only a draft is deleted; withdraw the offering.");
    }
    return journal::remove(
        unit, *found,
        offering_change(*found, found->state, "discarded", region_of(found->organisation_id)));
}

result<offering> offerings_service::command(unit_of_work& unit, uuid const& id,
                                            std::int64_t expected_version, offering_command wanted,
                                            std::string reason) const {
    auto const found = store::find_offering(unit.sql(), id);
    if (!found) return refuse(error_code::not_found);
    TRY(check_commander(unit.actor(), *found, wanted));
    TRY(journal::check_version(found->version, expected_version));
    if (known_.is_test(found->organisation_id)) unit.keep_apart();
    TRY(auto changed, after_command(unit, *found, wanted, std::move(reason)));
    return keep_command(unit, *found, std::move(changed), wanted);
}

result<offering> offerings_service::after_command(unit_of_work const& unit, offering one,
                                                  offering_command wanted,
                                                  std::string reason) const {
    TRY(one.state, next_state(one.state, wanted));
    one.state_reason = std::move(reason);
    if (leads_to_publication(wanted)) TRY(pass_publication_gate(one, unit.now()));
    if (wanted == offering_command::publish) one.published_at = unit.now();
    return one;
}

result<offering> offerings_service::keep_command(unit_of_work& unit, offering const& before,
                                                 offering after, offering_command wanted) const {
    auto made = offering_change(after, before.state, past_participle(wanted),
                                region_of(after.organisation_id));
    made.reason = after.state_reason;
    TRY(journal::save(unit, before, after, made));
    return after;
}

result<offering> offerings_service::read_offering(db::session& sql,
                                                  security::principal const& asker,
                                                  std::string_view reference) const {
    auto found = find(sql, reference);
    if (!found) return refuse(error_code::not_found);
    bool const is_public =
        found->state == offering_state::published && known_.may_see(asker, found->organisation_id);
    bool const readable = is_public || speaks_for(asker, found->organisation_id) ||
                          identity::administers(asker, region_of(found->organisation_id));
    if (!readable) return refuse(error_code::not_found);
    return *std::move(found);
}

result<std::vector<offering>> offerings_service::list_offerings(db::session& sql,
                                                                security::principal const& asker,
                                                                std::optional<offering_state> state,
                                                                std::string_view after,
                                                                int limit) const {
    if (!speaks_for(asker, asker.organisation)) {
        return refuse(error_code::forbidden, "A talent has no offerings of their own.");
    }
    return store::list_offerings(sql, asker.organisation, state, after, limit);
}

} // namespace talent::offerings
