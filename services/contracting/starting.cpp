// The use cases that start and end a project, and the rules of the start on what is there.
#include <algorithm>
#include <numeric>

#include "common/journal/journal.hpp"
#include "services/contracting/changes.hpp"
#include "services/contracting/downstream.hpp"
#include "services/contracting/service.hpp"
#include "services/exclusions/service.hpp"

namespace talent::contracting {
namespace {

using journal::unit_of_work;

std::optional<date> end_of(std::vector<delivery::milestone> const& plan) {
    std::optional<date> last;
    for (auto const& each : plan)
        last = last ? std::max(*last, each.due_on) : each.due_on;
    return last;
}

} // namespace

// Asked where the package is and where the contract is: naming a far region makes no gap.
market_evidence contracting_service::look(unit_of_work& unit, project const& of,
                                          work_package const& one) const {
    auto found = market_(one.category, one.region, unit.now());
    auto const at_home = market_(one.category, of.region, unit.now());
    if (at_home.offerings > found.offerings) found = at_home;
    found.package_id = one.id;
    found.journal_sequence = journal::read_head(unit.sql()).sequence;
    return found;
}

planned_part contracting_service::part_of(unit_of_work& unit, project const& of,
                                          work_package const& one) const {
    planned_part made{.owner_id = one.owner_id,
                      .own_work = one.sourcing == sourcing_kind::own_work,
                      .price = one.price,
                      .due_on = one.due_on,
                      .has_deliverable = !one.deliverable.empty(),
                      .has_standard = !one.acceptance_standard.empty()};
    if (!one.owner_id || made.own_work) return made;
    auto const owner = known_.find_organisation(*one.owner_id);
    auto const contractor = known_.find_organisation(of.contractor_id);
    made.owner_verified = owner && owner->status == identity::organisation_status::verified;
    made.owner_tied =
        owner && contractor && !procurement::conflicts_between(*owner, *contractor).empty();
    made.owner_excluded =
        !exclusions::check_not_excluded(unit.sql(), *one.owner_id, of.region, unit.now())
             .has_value();
    if (!one.order_id) return made;
    auto const order = offerings::store::find_order(unit.sql(), *one.order_id);
    made.order_pending = !order || order->state == offerings::order_state::placed ||
                         order->state == offerings::order_state::declined;
    return made;
}

contracting_service::judged_plan contracting_service::judge(
    unit_of_work& unit, project const& one, delivery::contract const& contract,
    std::vector<work_package> const& packages, std::optional<uuid> const& changed) const {
    judged_plan made{
        .plan = {.contract_in_force =
                     is_open(contracting_act::start_project,
                             standing_of(contract.state,
                                         delivery_.check_not_held(unit, contract).has_error())),
                 .price = contract.price,
                 .fee = one.fee.value_or(money{}),
                 .margin = one.margin,
                 .agreed_fee_basis_points = contract.fee_basis_points,
                 .fee_cap_basis_points = delivery::fee_cap_of(one.region),
                 .kept_cap_basis_points = delivery::kept_cap_of(one.region)},
        .evidence = {}};
    auto const milestones = delivery_.list_milestones(unit.sql(), unit.actor(), contract.id);
    if (milestones.has_value()) made.plan.contract_end = end_of(milestones.value());
    for (auto const& each : packages) {
        if (each.state == package_state::cancelled) continue;
        auto part = part_of(unit, one, each);
        part.decided_now = !changed || *changed == each.id;
        if (part.own_work && (!changed || *changed == each.id)) {
            made.evidence.push_back(look(unit, one, each));
            part.market_offerings = made.evidence.back().offerings;
        }
        made.plan.parts.push_back(std::move(part));
    }
    // The contract is one, whatever number of projects it takes.
    for (auto const& each : store::list_accepted_before(unit.sql(), one)) {
        made.plan.parts.push_back(part_of(unit, one, each));
        made.plan.parts.back().decided_now = false;
    }
    tie_owners(made.plan.parts, known_);
    return made;
}

result<void> contracting_service::check_still_fit(unit_of_work& unit, project const& of,
                                                  work_package const& changed) const {
    if (of.state != project_state::started) return success();
    TRY(auto const contract, delivery_.lock_as_supplier(unit, of.contract_id));
    auto packages = store::list_packages(unit.sql(), of.id);
    auto const known = std::ranges::find(packages, changed.id, &work_package::id);
    if (known == packages.end()) {
        packages.push_back(changed);
    } else {
        *known = changed;
    }
    return check_running(judge(unit, of, contract, packages, changed.id).plan);
}

result<project> contracting_service::start(unit_of_work& unit, uuid const& id,
                                           std::int64_t expected_version) const {
    TRY(auto const found, lock_own_project(unit, id, expected_version));
    auto changed = found;
    TRY(changed.state,
        next_state(found.state, project_command::start, contracting_party::contractor));
    TRY(auto const contract, delivery_.lock_as_supplier(unit, found.contract_id));
    auto judged = judge(unit, found, contract, store::list_packages(unit.sql(), id), std::nullopt);
    TRY(check_start(judged.plan));
    changed.contract_price = contract.price;
    changed.fee_cap_basis_points = judged.plan.fee_cap_basis_points;
    changed.kept_cap_basis_points = judged.plan.kept_cap_basis_points;
    changed.evidence = std::move(judged.evidence);
    changed.started_at = unit.now();
    TRY(journal::save(unit, found, changed, project_change(changed, "started")));
    return presented(std::move(changed));
}

result<project> contracting_service::complete(unit_of_work& unit, uuid const& id,
                                              std::int64_t expected_version) const {
    TRY(auto const found, lock_own_project(unit, id, expected_version));
    auto changed = found;
    TRY(changed.state,
        next_state(found.state, project_command::complete, contracting_party::contractor));
    TRY(auto const contract, open_contract(unit, found, contracting_act::complete_project));
    for (auto const& each : store::list_packages(unit.sql(), id)) {
        if (each.state == package_state::accepted || each.state == package_state::cancelled)
            continue;
        return refuse(error_code::wrong_state, "Package " + each.number + " is " +
                                                   std::string(json::name_of(each.state)) + ".");
    }
    auto delivered = parts_shown(unit.sql(), known_, contract.id);
    std::erase_if(delivered, [](planned_part const& each) { return !each.delivered; });
    TRY(check_completed(delivered, contract.price, found.kept_cap_basis_points));
    changed.ended_at = unit.now();
    TRY(journal::save(unit, found, changed, project_change(changed, "completed")));
    return presented(std::move(changed));
}

result<project> contracting_service::abandon(unit_of_work& unit, uuid const& id,
                                             std::int64_t expected_version,
                                             std::vector<std::string> reasons) const {
    TRY(auto const found, lock_own_project(unit, id, expected_version));
    auto changed = found;
    TRY(changed.state,
        next_state(found.state, project_command::abandon, contracting_party::contractor));
    if (reasons.empty())
        return refuse_field("/reasons", "required", "say why, since the buyer will ask");
    TRY(open_contract(unit, found, contracting_act::abandon_project));
    for (auto const& each : store::list_packages(unit.sql(), id)) {
        if (each.state == package_state::delivered)
            return refuse(error_code::wrong_state,
                          "Package " + each.number + " was delivered: accept or reject it first.");
        if (each.state == package_state::accepted || each.state == package_state::cancelled)
            continue;
        TRY(let_go_order(unit, each));
        TRY(auto ended, cancelled(each, {"the project was abandoned"}));
        TRY(keep(unit, each, std::move(ended), "cancelled"));
    }
    changed.state_reasons = std::move(reasons);
    changed.live_key.reset();
    changed.ended_at = unit.now();
    TRY(journal::save(unit, found, changed, project_change(changed, "abandoned")));
    return presented(std::move(changed));
}

} // namespace talent::contracting
