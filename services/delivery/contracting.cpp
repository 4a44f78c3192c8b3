// The use cases of contracts: made from an award, edited, signed, ended, read.
#include "services/delivery/changes.hpp"
#include "services/delivery/service.hpp"

#include "common/journal/numbering.hpp"
#include "services/identity/service.hpp"

namespace talent::delivery {
namespace {

using journal::unit_of_work;

struct signing_party {
    contract one;
    delivery_party side;
};

// Locked, at the version that the actor decided on; not_found for who is no party to it.
result<signing_party> lock_as_party(unit_of_work& unit, uuid const& id,
                                    std::int64_t expected_version) {
    auto found = store::lock_contract(unit.sql(), id);
    auto const side = found ? side_of(*found, unit.actor().organisation) : std::nullopt;
    if (!side) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    return signing_party{*std::move(found), *side};
}

void schedule_milestones(unit_of_work& unit, contract const& of) {
    auto const amounts = milestone_amounts(of.price, of.milestones);
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        milestone made{.id = make_uuid(unit.now()),
                       .contract_id = of.id,
                       .buyer_id = of.buyer_id,
                       .supplier_id = of.supplier_id,
                       .place = static_cast<std::int64_t>(i) + 1,
                       .title = of.milestones[i].title,
                       .amount = amounts[i],
                       .due_on = of.milestones[i].due_on};
        journal::create(unit, made, milestone_change(of, "scheduled"));
    }
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
            .price = award.price,
            .fee_basis_points = wanted.fee_basis_points,
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

} // namespace

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
    one.clocks = clocks_of(one, calendar_, known_.divisor_of(one.buyer_id));
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
    TRY(journal::save(unit, found.one, changed, contract_change(changed, "edited")));
    return presented(std::move(changed));
}

result<contract> delivery_service::sign(unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version) const {
    TRY(auto const found, lock_as_party(unit, id, expected_version));
    TRY(identity::require_verified(unit.actor()));
    auto changed = found.one;
    TRY(auto state, next_state(found.one.state, contract_command::sign, found.side));
    changed.state = state;
    auto& signed_at = found.side == delivery_party::buyer ? changed.signed_by_buyer_at
                                                          : changed.signed_by_supplier_at;
    signed_at = unit.now();
    bool const complete = state == contract_state::in_force;
    if (complete) changed.in_force_at = unit.now();
    TRY(journal::save(unit, found.one, changed, contract_change(changed, happened_at(state))));
    if (complete) {
        schedule_milestones(unit, changed);
        open_accounts(unit, changed);
    }
    return presented(std::move(changed));
}

result<contract> delivery_service::terminate(unit_of_work& unit, uuid const& id,
                                             std::int64_t expected_version,
                                             std::vector<std::string> reasons) const {
    TRY(auto const found, lock_as_party(unit, id, expected_version));
    if (reasons.empty())
        return refuse_field("/reasons", "required", "say why, so that the other side can answer");
    auto changed = found.one;
    TRY(auto state, next_state(found.one.state, contract_command::terminate, found.side));
    changed.state = state;
    changed.state_reasons = std::move(reasons);
    changed.ended_at = unit.now();
    TRY(journal::save(unit, found.one, changed, contract_change(changed, "terminated")));
    return presented(std::move(changed));
}

result<contract> delivery_service::read_contract(db::session& sql, security::principal const& asker,
                                                 uuid const& id) const {
    TRY(auto found, readable_contract(sql, asker, id));
    return presented(std::move(found));
}

result<std::vector<contract>> delivery_service::list_contracts(db::session& sql,
                                                               security::principal const& asker,
                                                               std::string_view after,
                                                               int limit) const {
    std::vector<contract> found;
    for (auto& each : store::list_contracts(sql, asker.organisation, after, limit))
        found.push_back(presented(std::move(each)));
    return found;
}

} // namespace talent::delivery
