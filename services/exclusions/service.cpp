#include "services/exclusions/service.hpp"

#include "common/journal/change.hpp"
#include "common/journal/numbering.hpp"
#include "common/vocabulary/region_code.hpp"
#include "services/exclusions/store.hpp"
#include "services/identity/service.hpp"

namespace talent::exclusions {
namespace {

using journal::unit_of_work;

journal::change exclusion_change(exclusion const& one, std::string_view happened) {
    return {.table = store::exclusions_table,
            .object_type = "exclusion",
            .happened = happened,
            .visible = is_public(one) ? journal::visibility::open : journal::visibility::parties,
            .parties = {one.supplier_id, one.supervisor_id},
            .region = one.region};
}

bool may_be_excluded(identity::organisation const& one) {
    return one.kind == identity::organisation_kind::agency ||
           one.kind == identity::organisation_kind::operator_group;
}

} // namespace

exclusion exclusions_service::presented(exclusion one) const {
    one.clocks = clocks_of(one, calendar_, known_.divisor_of(one.supplier_id));
    return one;
}

calendar::deadline exclusions_service::defence_of(exclusion const& one) const {
    return defence_clock(one, calendar_, known_.divisor_of(one.supplier_id));
}

std::vector<exclusion> exclusions_service::presented(std::vector<exclusion> found) const {
    for (auto& each : found)
        each = presented(std::move(each));
    return found;
}

result<exclusion> exclusions_service::propose(unit_of_work& unit, exclusion wanted) const {
    auto const supervisor = known_.find_organisation(unit.actor().organisation);
    if (!supervisor || !identity::supervises(known_, supervisor->id, supervisor->region)) {
        return refuse(error_code::forbidden,
                      "Suppliers are excluded by the office that supervises procurement.");
    }
    auto const supplier = known_.find_organisation(wanted.supplier_id);
    if (!supplier || !may_be_excluded(*supplier) || supplier->test != supervisor->test)
        return refuse_field("/supplier_id", "unknown_value", "is not a supplier");
    wanted.id = make_uuid(unit.now());
    wanted.test = supplier->test;
    wanted.supplier_name = supplier->name;
    wanted.supervisor_id = supervisor->id;
    wanted.region = supervisor->region;
    wanted.number = journal::next_number(unit, "X", wanted.region);
    journal::create(unit, wanted, exclusion_change(wanted, "proposed"));
    return presented(std::move(wanted));
}

result<exclusion> exclusions_service::defend(unit_of_work& unit, uuid const& id,
                                             std::int64_t expected_version,
                                             exclusion_defence given) const {
    auto const found = store::lock(unit.sql(), id);
    if (!found || found->supplier_id != unit.actor().organisation)
        return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    TRY(next_state(found->state, exclusion_command::defend, exclusion_party::supplier));
    if (found->defended_at) return refuse(error_code::duplicate, "The defence was given already.");
    if (!is_in_time(defence_of(*found), unit.now())) return refuse(error_code::remedy_out_of_time);
    auto changed = *found;
    changed.defence = std::move(given.text);
    changed.defended_at = unit.now();
    TRY(journal::save(unit, *found, changed, exclusion_change(changed, "defended")));
    return presented(std::move(changed));
}

// Whoever supervises the region decides, also where another office began it.
result<exclusion> exclusions_service::lock_for_supervisor(unit_of_work& unit, uuid const& id,
                                                          std::int64_t expected_version) const {
    auto found = store::lock(unit.sql(), id);
    if (!found || !identity::supervises(known_, unit.actor().organisation, found->region))
        return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    return *std::move(found);
}

result<exclusion> exclusions_service::decide(unit_of_work& unit, uuid const& id,
                                             std::int64_t expected_version,
                                             exclusion_decision decision) const {
    TRY(auto const found, lock_for_supervisor(unit, id, expected_version));
    auto const command = decision.excluded ? exclusion_command::exclude : exclusion_command::drop;
    auto changed = found;
    TRY(auto state, next_state(found.state, command, exclusion_party::supervisor));
    TRY(check_heard(found, defence_of(found), unit.now()));
    if (decision.reasons.empty())
        return refuse_field("/reasons", "required", "a decision says why");
    changed.state = state;
    changed.reasons = std::move(decision.reasons);
    changed.decided_at = unit.now();
    if (decision.excluded) changed.excluded_until = end_of_exclusion(unit.now(), found.months);
    TRY(journal::save(unit, found, changed,
                      exclusion_change(changed, json::name_of(changed.state))));
    return presented(std::move(changed));
}

result<exclusion> exclusions_service::lift(unit_of_work& unit, uuid const& id,
                                           std::int64_t expected_version,
                                           std::vector<std::string> reasons) const {
    TRY(auto const found, lock_for_supervisor(unit, id, expected_version));
    auto changed = found;
    TRY(auto state, next_state(found.state, exclusion_command::lift, exclusion_party::supervisor));
    if (reasons.empty()) return refuse_field("/reasons", "required", "a decision says why");
    changed.state = state;
    changed.lifted_at = unit.now();
    std::ranges::move(reasons, std::back_inserter(changed.reasons));
    TRY(journal::save(unit, found, changed, exclusion_change(changed, "lifted")));
    return presented(std::move(changed));
}

std::optional<exclusion> exclusions_service::read_running(db::session& sql, uuid const& id) const {
    auto found = store::find(sql, id);
    if (!found) return std::nullopt;
    return presented(*std::move(found));
}

result<exclusion> exclusions_service::read(db::session& sql, security::principal const& asker,
                                           uuid const& id) const {
    auto found = store::find(sql, id);
    if (!found) return refuse(error_code::not_found);
    bool const party =
        asker.organisation == found->supplier_id || asker.organisation == found->supervisor_id;
    if (!is_public(*found) && !party &&
        !identity::supervises(known_, asker.organisation, found->region))
        return refuse(error_code::not_found);
    return presented(*std::move(found));
}

std::vector<exclusion> exclusions_service::list_public(db::session& sql, std::string_view after,
                                                       int limit) const {
    return presented(store::page_public(sql, after, limit));
}

std::vector<exclusion> exclusions_service::list_own(db::session& sql,
                                                    security::principal const& asker,
                                                    std::string_view after, int limit) const {
    bool const proposes = asker.audience == security::audience::government_office;
    return presented(proposes ? store::page_of_supervisor(sql, asker.organisation, after, limit)
                              : store::page_of_supplier(sql, asker.organisation, after, limit));
}

result<void> check_not_excluded(db::session& sql, uuid const& supplier_id, std::string_view region,
                                instant now) {
    for (auto const& each : store::list_decided_of(sql, supplier_id)) {
        if (!is_effective(each, now) || !vocabulary::is_region_within(region, each.region))
            continue;
        return refuse(error_code::supplier_excluded,
                      each.number + ", until " + format_instant(*each.excluded_until) + ".");
    }
    return success();
}

} // namespace talent::exclusions
