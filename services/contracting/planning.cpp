// The use cases of planning: a project for a contract, and the packages that divide it.
#include "common/journal/numbering.hpp"
#include "services/contracting/changes.hpp"
#include "services/contracting/service.hpp"

namespace talent::contracting {

using journal::unit_of_work;

result<project> lock_own_project(unit_of_work& unit, uuid const& id) {
    auto found = store::lock_project(unit.sql(), id);
    if (!found || found->contractor_id != unit.actor().organisation)
        return refuse(error_code::not_found);
    return *std::move(found);
}

result<project> lock_own_project(unit_of_work& unit, uuid const& id,
                                 std::int64_t expected_version) {
    TRY(auto found, lock_own_project(unit, id));
    TRY(journal::check_version(found.version, expected_version));
    return found;
}

namespace {

bool is_party(work_package const& one, contracting_party who, uuid const& organisation) {
    if (who == contracting_party::contractor) return one.contractor_id == organisation;
    return one.owner_id == organisation;
}

// Its deliverable and terms may be mended until the start; who has it, where and at what price of
// the market's are settled with its owner.
result<void> check_edit_of_sourced(work_package const& before, work_package const& after,
                                   project const& of) {
    if (before.state == package_state::planned) return success();
    if (of.state != project_state::draft)
        return refuse(error_code::wrong_state, "The package has an owner, and the project runs.");
    auto faults = refuse(error_code::invalid_fields);
    auto const fixed = [&](bool same, std::string pointer) {
        if (!same)
            faults.errors.push_back({std::move(pointer), "fixed", "its sourcing settled it"});
    };
    fixed(before.category == after.category, "/category");
    fixed(before.region == after.region, "/region");
    fixed(before.price == after.price || before.sourcing == sourcing_kind::own_work, "/price");
    if (faults.errors.empty()) return success();
    return faults;
}

} // namespace

result<delivery::contract> contracting_service::open_contract(unit_of_work& unit, project const& of,
                                                              contracting_act act) const {
    if (!is_open(act, of.state))
        return refuse(error_code::wrong_state,
                      "The project is " + std::string(json::name_of(of.state)) + ".");
    TRY(auto contract, delivery_.lock_above(unit, of.contract_id));
    auto const held = delivery_.check_not_held(unit, contract);
    if (is_open(act, standing_of(contract.state, held.has_error()))) return contract;
    if (contract.state == delivery::contract_state::in_force) return held.error();
    return refuse(error_code::wrong_state,
                  "The contract is " + std::string(json::name_of(contract.state)) + ".");
}

result<contracting_service::package_of_project> contracting_service::lock_package(
    unit_of_work& unit, uuid const& id, contracting_act act, contracting_party who) const {
    auto const seen = store::find_package(unit.sql(), id);
    if (!seen || !is_party(*seen, who, unit.actor().organisation))
        return refuse(error_code::not_found);
    auto of = store::lock_project(unit.sql(), seen->project_id);
    if (!of) return refuse(error_code::not_found);
    TRY(open_contract(unit, *of, act));
    auto one = store::find_package(unit.sql(), id);
    if (!one || !is_party(*one, who, unit.actor().organisation))
        return refuse(error_code::not_found);
    return package_of_project{*std::move(one), *std::move(of)};
}

result<contracting_service::package_of_project> contracting_service::lock_package(
    unit_of_work& unit, uuid const& id, std::int64_t expected_version, contracting_act act,
    contracting_party who) const {
    TRY(auto found, lock_package(unit, id, act, who));
    TRY(journal::check_version(found.one.version, expected_version));
    return found;
}

result<work_package> contracting_service::keep(unit_of_work& unit, work_package const& before,
                                               work_package changed,
                                               std::string_view happened) const {
    auto made = package_change(changed, happened);
    // Who had it until now is told as well.
    if (before.owner_id && before.owner_id != changed.owner_id)
        made.parties.push_back(*before.owner_id);
    TRY(journal::save(unit, before, changed, made));
    auto const terms = terms_of(changed);
    return as_of(std::move(changed), unit.now(), terms);
}

result<void> contracting_service::check_user(security::principal const& actor,
                                             uuid const& id) const {
    auto const user = known_.find_organisation(id);
    bool const verified = user && user->status == identity::organisation_status::verified;
    if (verified && known_.may_deal(actor, id)) return success();
    return refuse_field("/user_organisation_id", "unknown_value", "is not a verified organisation");
}

result<project> contracting_service::plan_project(unit_of_work& unit, uuid const& contract_id,
                                                  project wanted) const {
    TRY(auto const contract, delivery_.lock_as_supplier(unit, contract_id));
    TRY(open_contract(unit, {.contract_id = contract_id}, contracting_act::plan_project));
    if (auto const live = store::find_live_project(unit.sql(), contract_id))
        return refuse(error_code::conflict, "The contract has project " + live->number + ".");
    wanted.id = make_uuid(unit.now());
    wanted.number = journal::next_number(unit, "PR", contract.region);
    wanted.contract_id = contract_id;
    wanted.live_key = to_string(contract_id);
    wanted.contractor_id = contract.supplier_id;
    wanted.buyer_id = contract.buyer_id;
    wanted.region = contract.region;
    if (wanted.title.empty()) wanted.title = contract.title;
    wanted.contract_price = contract.price;
    if (!wanted.fee) wanted.fee = delivery::part_of(contract.price, contract.fee_basis_points);
    wanted.fee_cap_basis_points = delivery::fee_cap_of(contract.region);
    wanted.kept_cap_basis_points = delivery::kept_cap_of(contract.region);
    journal::create(unit, wanted, project_change(wanted, "planned"));
    return presented(std::move(wanted));
}

result<project> contracting_service::edit_project(unit_of_work& unit, uuid const& id,
                                                  std::int64_t expected_version,
                                                  json::value const& patch,
                                                  json::code_checker const& codes) const {
    TRY(auto const found, lock_own_project(unit, id, expected_version));
    TRY(next_state(found.state, project_command::edit, contracting_party::contractor));
    TRY(auto const contract, open_contract(unit, found, contracting_act::edit_project));
    auto changed = found;
    TRY(json::patch(patch, changed, codes));
    if (changed.title.empty()) changed.title = contract.title;
    changed.contract_price = contract.price;
    if (!changed.fee) changed.fee = delivery::part_of(contract.price, contract.fee_basis_points);
    TRY(journal::save(unit, found, changed, project_change(changed, "edited")));
    return presented(std::move(changed));
}

result<work_package> contracting_service::plan_package(unit_of_work& unit, uuid const& project_id,
                                                       work_package wanted) const {
    TRY(auto const of, lock_own_project(unit, project_id));
    TRY(open_contract(unit, of, contracting_act::plan_package));
    auto const others = store::list_packages(unit.sql(), project_id);
    if (others.size() >= packages_max)
        return refuse(error_code::conflict,
                      "The project has " + std::to_string(packages_max) + " packages already.");
    wanted.id = make_uuid(unit.now());
    wanted.project_id = of.id;
    wanted.contract_id = of.contract_id;
    wanted.contractor_id = of.contractor_id;
    wanted.buyer_id = of.buyer_id;
    TRY(delivery::check_due(wanted.due_on, unit.now(), "/due_on"));
    if (!wanted.user_organisation_id) wanted.user_organisation_id = of.buyer_id;
    TRY(check_user(unit.actor(), *wanted.user_organisation_id));
    TRY(check_still_fit(unit, of, wanted));
    wanted.number = journal::next_number(unit, "WP", of.region);
    journal::create(unit, wanted, package_change(wanted, "planned"));
    return as_of(wanted, unit.now(), terms_of(wanted));
}

result<work_package> contracting_service::edit_package(unit_of_work& unit, uuid const& id,
                                                       std::int64_t expected_version,
                                                       json::value const& patch,
                                                       json::code_checker const& codes) const {
    TRY(auto const found, lock_package(unit, id, expected_version, contracting_act::edit_package,
                                       contracting_party::contractor));
    TRY(next_state(found.one.state, package_command::edit, contracting_party::contractor));
    auto changed = found.one;
    TRY(json::patch(patch, changed, codes));
    if (changed.due_on != found.one.due_on)
        TRY(delivery::check_due(changed.due_on, unit.now(), "/due_on"));
    if (!changed.user_organisation_id) changed.user_organisation_id = found.of.buyer_id;
    TRY(check_edit_of_sourced(found.one, changed, found.of));
    TRY(check_user(unit.actor(), *changed.user_organisation_id));
    TRY(check_still_fit(unit, found.of, changed));
    return keep(unit, found.one, std::move(changed), "edited");
}

result<void> contracting_service::discard_package(unit_of_work& unit, uuid const& id,
                                                  std::int64_t expected_version) const {
    TRY(auto const found, lock_package(unit, id, expected_version, contracting_act::discard_package,
                                       contracting_party::contractor));
    if (found.one.state != package_state::planned)
        return refuse(error_code::wrong_state, "The package is " +
                                                   std::string(json::name_of(found.one.state)) +
                                                   ": cancel it with reasons.");
    auto without = found.one;
    without.state = package_state::cancelled;
    TRY(check_still_fit(unit, found.of, without));
    return journal::remove(unit, found.one, package_change(found.one, "discarded"));
}

} // namespace talent::contracting
