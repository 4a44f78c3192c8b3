// The use cases of contracts: made from an award, edited, signed, ended, read.
#include "services/delivery/changes.hpp"
#include "services/delivery/service.hpp"

#include "common/journal/numbering.hpp"
#include "services/identity/service.hpp"

namespace talent::delivery {
namespace {

using journal::unit_of_work;

void keep_milestones(unit_of_work& unit, contract const& of, std::vector<milestone> made,
                     std::string_view happened) {
    for (auto& each : made)
        journal::create(unit, each, milestone_change(of, happened));
}

contract contract_of(procurement::procurement_service::conclusion const& from,
                     contract_request wanted) {
    auto const& [tender, award] = from;
    return {.tender_id = tender.id,
            .award_id = award.id,
            .buyer_id = tender.buyer_id,
            .supplier_id = award.supplier_id,
            .region = tender.region,
            .title = wanted.title.empty() ? tender.title : std::move(wanted.title),
            .terms = std::move(wanted.terms),
            .original_price = award.price,
            .price = award.price,
            .fee_basis_points = wanted.fee_basis_points,
            .payment_terms = wanted.payment_terms,
            .milestones = std::move(wanted.milestones),
            .awarded_at = award.created_at};
}

std::string_view happened_at(contract_state state) {
    switch (state) {
        case contract_state::signed_by_buyer:
            return "signed_by_buyer";
        case contract_state::signed_by_supplier:
            return "signed_by_supplier";
        default:
            return "in_force";
    }
}

// The days of a suspension did not run for what is not accepted yet.
result<void> delay_milestones(unit_of_work& unit, contract const& of, std::int64_t days,
                              term_calendar const& calendar) {
    if (days == 0) return success();
    for (auto const& each : store::lock_milestones(unit.sql(), of.id)) {
        if (each.state == milestone_state::accepted) continue;
        auto changed = delayed(each, days, calendar);
        TRY(journal::save(unit, each, changed, milestone_change(of, "delayed")));
    }
    return success();
}

} // namespace

result<contract_of_party> lock_as_party(unit_of_work& unit, uuid const& id) {
    auto found = store::lock_contract(unit.sql(), id);
    auto const side = found ? side_of(*found, unit.actor().organisation) : std::nullopt;
    if (!side) return refuse(error_code::not_found);
    return contract_of_party{*std::move(found), *side};
}

result<contract_of_party> lock_as_party(unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version) {
    TRY(auto found, lock_as_party(unit, id));
    TRY(journal::check_version(found.one.version, expected_version));
    return found;
}

result<contract> readable_contract(db::session& sql, security::principal const& asker,
                                   uuid const& id) {
    auto found = store::find_contract(sql, id);
    if (!found) return refuse(error_code::not_found);
    bool const party = side_of(*found, asker.organisation).has_value();
    if (!party && !identity::administers(asker, found->region))
        return refuse(error_code::not_found);
    return *std::move(found);
}

contract delivery_service::presented(contract one) const {
    one.clocks = clocks_of(one, terms_of(one.buyer_id));
    return one;
}

supplier_role delivery_service::role_of(uuid const& supplier_id) const {
    auto const supplier = known_.find_organisation(supplier_id);
    bool const contractor =
        supplier && supplier->kind == identity::organisation_kind::operator_group;
    return contractor ? supplier_role::general_contractor : supplier_role::market;
}

result<contract> delivery_service::make_contract(unit_of_work& unit, uuid const& award_id,
                                                 std::int64_t expected_version,
                                                 contract_request wanted) const {
    TRY(auto const from, procurement_.conclude(unit, award_id, expected_version));
    auto made = contract_of(from, std::move(wanted));
    TRY(check_consistency(made, role_of(made.supplier_id)));
    TRY(check_days(made, unit.now()));
    made.id = make_uuid(unit.now());
    made.number = journal::next_number(unit, "C", made.region);
    journal::create(unit, made, contract_change(made, "drafted"));
    return presented(std::move(made));
}

result<contract> delivery_service::edit(unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version, json::value const& patch,
                                        json::code_checker const& codes) const {
    TRY(auto const found, lock_as_party(unit, id, expected_version));
    TRY(next_state(found.one.state, contract_command::edit, found.side));
    auto changed = found.one;
    TRY(json::patch(patch, changed, codes));
    TRY(check_consistency(changed, role_of(changed.supplier_id)));
    TRY(check_days(changed, unit.now()));
    TRY(journal::save(unit, found.one, changed, contract_change(changed, "edited")));
    return presented(std::move(changed));
}

result<contract> delivery_service::keep(unit_of_work& unit, contract const& before,
                                        contract changed, journal::change const& made) const {
    TRY(journal::save(unit, before, changed, made));
    return presented(std::move(changed));
}

result<contract> delivery_service::sign(unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version) const {
    TRY(auto const found, lock_as_party(unit, id, expected_version));
    TRY(identity::require_verified(unit.actor()));
    TRY(check_not_held(unit, found.one));
    TRY(auto changed, signed_by(found.one, found.side, unit.now(), terms_of(found.one.buyer_id)));
    TRY(journal::save(unit, found.one, changed,
                      contract_change(changed, happened_at(changed.state))));
    if (changed.state == contract_state::in_force) {
        keep_milestones(unit, changed, scheduled_milestones(changed, unit.now()), "scheduled");
        open_accounts(unit, changed);
    }
    return presented(std::move(changed));
}

// What was published is everybody's to read from here on; what happens to it later is not.
result<contract> delivery_service::publish(unit_of_work& unit, uuid const& id,
                                           std::int64_t expected_version) const {
    TRY(auto const found, lock_as_party(unit, id, expected_version));
    TRY(auto changed, published(found.one, found.side, unit.now(), terms_of(found.one.buyer_id)));
    auto made = contract_change(changed, "published");
    made.visible = journal::visibility::open;
    return keep(unit, found.one, std::move(changed), made);
}

result<contract> delivery_service::file(unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version) const {
    TRY(auto const found, lock_as_party(unit, id, expected_version));
    TRY(auto changed, filed(found.one, found.side, unit.now(), terms_of(found.one.buyer_id)));
    auto const made = contract_change(changed, "filed");
    return keep(unit, found.one, std::move(changed), made);
}

result<contract> delivery_service::suspend(unit_of_work& unit, uuid const& id,
                                           std::int64_t expected_version,
                                           std::vector<std::string> reasons) const {
    TRY(auto const found, lock_as_party(unit, id, expected_version));
    TRY(auto changed, suspended(found.one, found.side, unit.now(), std::move(reasons)));
    auto const made = contract_change(changed, "suspended");
    return keep(unit, found.one, std::move(changed), made);
}

result<contract> delivery_service::resume(unit_of_work& unit, uuid const& id,
                                          std::int64_t expected_version,
                                          std::vector<std::string> reasons) const {
    TRY(auto const found, lock_as_party(unit, id, expected_version));
    TRY(auto changed, resumed(found.one, found.side, unit.now(), std::move(reasons)));
    auto const rested = changed.suspended_days - found.one.suspended_days;
    TRY(delay_milestones(unit, changed, rested, terms_of(changed.buyer_id)));
    if (below_.delay && rested > 0)
        TRY(below_.delay(unit, changed, rested, terms_of(changed.buyer_id)));
    auto const made = contract_change(changed, "resumed");
    return keep(unit, found.one, std::move(changed), made);
}

result<contract> delivery_service::terminate(unit_of_work& unit, uuid const& id,
                                             std::int64_t expected_version,
                                             std::vector<std::string> reasons) const {
    TRY(auto const found, lock_as_party(unit, id, expected_version));
    TRY(auto changed, terminated(found.one, found.side, unit.now(), std::move(reasons)));
    auto const made = contract_change(changed, "terminated");
    return keep(unit, found.one, std::move(changed), made);
}

result<contract> delivery_service::lock_as_supplier(unit_of_work& unit, uuid const& id) const {
    TRY(auto found, lock_as_party(unit, id));
    if (found.side != delivery_party::supplier) return refuse(error_code::not_found);
    return std::move(found.one);
}

result<contract> delivery_service::lock_above(unit_of_work& unit, uuid const& id) const {
    auto found = store::lock_contract(unit.sql(), id);
    if (!found) return refuse(error_code::not_found);
    return *std::move(found);
}

result<contract> delivery_service::read_contract(db::session& sql, security::principal const& asker,
                                                 uuid const& id) const {
    TRY(auto found, readable_contract(sql, asker, id));
    return presented(std::move(found));
}

result<std::vector<contract>> delivery_service::list_contracts(db::session& sql,
                                                               security::principal const& asker,
                                                               std::optional<contract_state> state,
                                                               std::string_view after,
                                                               int limit) const {
    std::vector<contract> found;
    for (auto& each : store::list_contracts(sql, asker.organisation, state, after, limit))
        found.push_back(presented(std::move(each)));
    return found;
}

} // namespace talent::delivery
