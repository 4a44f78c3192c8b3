// The use cases of milestones: submitted with evidence, accepted whole or in part, rejected.
#include <algorithm>

#include "services/delivery/changes.hpp"
#include "services/delivery/service.hpp"

namespace talent::delivery {
namespace {

using journal::unit_of_work;

struct milestone_of_contract {
    milestone one;
    contract of;
};

// The contract's row is locked before the milestone's: so the last two acceptances cannot both miss
// that the contract is complete.
result<milestone_of_contract> lock_both(unit_of_work& unit, uuid const& id) {
    auto const seen = store::find_milestone(unit.sql(), id);
    if (!seen) return refuse(error_code::not_found);
    auto of = store::lock_contract(unit.sql(), seen->contract_id);
    auto one = store::lock_milestone(unit.sql(), id);
    if (!of || !one) return refuse(error_code::not_found);
    return milestone_of_contract{*std::move(one), *std::move(of)};
}

struct milestone_step {
    milestone before;
    milestone after; // in its new state
    contract of;
};

result<milestone_step> begin(unit_of_work& unit, uuid const& id, std::int64_t expected_version,
                             milestone_command command) {
    TRY(auto found, lock_both(unit, id));
    auto const side = side_of(found.of, unit.actor().organisation);
    if (!side) return refuse(error_code::not_found);
    TRY(journal::check_version(found.one.version, expected_version));
    if (found.of.state != contract_state::in_force) {
        return refuse(error_code::wrong_state,
                      "The contract is " + std::string(json::name_of(found.of.state)) + ".");
    }
    TRY(auto state, next_state(found.one.state, command, *side));
    milestone_step begun{.before = found.one, .after = found.one, .of = std::move(found.of)};
    begun.after.state = state;
    begun.after.state_reasons.clear();
    return begun;
}

result<milestone> keep(unit_of_work& unit, milestone_step& step, std::string_view happened) {
    TRY(journal::save(unit, step.before, step.after, milestone_change(step.of, happened)));
    step.after.clocks = clocks_of(step.after);
    return step.after;
}

result<void> complete_if_done(unit_of_work& unit, contract const& of) {
    auto const all = store::list_milestones(unit.sql(), of.id);
    bool const done = std::ranges::all_of(
        all, [](milestone const& one) { return one.state == milestone_state::accepted; });
    if (!done) return success();
    auto changed = of;
    TRY(auto state, next_state(of.state, contract_command::complete, delivery_party::platform));
    changed.state = state;
    changed.ended_at = unit.now();
    return journal::save(unit, of, changed, contract_change(changed, "completed"));
}

} // namespace

// The fee is reckoned on the milestone's whole accepted amount: parts are cut no differently.
void delivery_service::accept_amount(unit_of_work& unit, contract const& of, milestone& changed,
                                     money delta, std::string const& note) const {
    if (delta == money{}) return; // a tiny price leaves milestones that are worth nothing
    auto const before = changed.accepted_amount;
    changed.accepted_amount = before + delta;
    auto const& rule = calendar::clocks::pay_small_or_medium_enterprise;
    changed.acceptances.push_back(
        {.amount = delta,
         .at = unit.now(),
         .note = note,
         .payment = reckon(rule, unit.now(), calendar_, known_.divisor_of(of.buyer_id))});
    auto const fee =
        fee_of(changed.accepted_amount, of.fee_basis_points) - fee_of(before, of.fee_basis_points);
    post_transaction(unit, of, lines_of_acceptance(of, delta, fee), {"milestone", changed.id});
}

result<milestone> delivery_service::submit(unit_of_work& unit, uuid const& id,
                                           std::int64_t expected_version,
                                           milestone_submission const& sent) const {
    TRY(auto step, begin(unit, id, expected_version, milestone_command::submit));
    if (sent.evidences.empty())
        return refuse_field("/evidence", "required", "show what was delivered");
    step.after.evidences = sent.evidences;
    step.after.submitted_at = unit.now();
    return keep(unit, step, "submitted");
}

result<milestone> delivery_service::accept(unit_of_work& unit, uuid const& id,
                                           std::int64_t expected_version,
                                           full_acceptance const& decision) const {
    TRY(auto step, begin(unit, id, expected_version, milestone_command::accept));
    accept_amount(unit, step.of, step.after, step.before.amount - step.before.accepted_amount,
                  decision.note);
    TRY(auto kept, keep(unit, step, "accepted"));
    TRY(complete_if_done(unit, step.of));
    return kept;
}

result<milestone> delivery_service::accept_partly(unit_of_work& unit, uuid const& id,
                                                  std::int64_t expected_version,
                                                  partial_acceptance const& decision) const {
    TRY(auto step, begin(unit, id, expected_version, milestone_command::accept_partly));
    if (decision.reasons.empty())
        return refuse_field("/reasons", "required", "say what is missing");
    TRY(check_partial_acceptance(step.before, decision.accepted_amount));
    accept_amount(unit, step.of, step.after, decision.accepted_amount - step.before.accepted_amount,
                  {});
    step.after.state_reasons = decision.reasons;
    return keep(unit, step, "partly_accepted");
}

result<milestone> delivery_service::reject(unit_of_work& unit, uuid const& id,
                                           std::int64_t expected_version,
                                           std::vector<std::string> reasons) const {
    TRY(auto step, begin(unit, id, expected_version, milestone_command::reject));
    if (reasons.empty()) return refuse_field("/reasons", "required", "say what is missing");
    step.after.state_reasons = std::move(reasons);
    return keep(unit, step, "rejected");
}

result<milestone> delivery_service::read_milestone(db::session& sql,
                                                   security::principal const& asker,
                                                   uuid const& id) const {
    auto found = store::find_milestone(sql, id);
    if (!found) return refuse(error_code::not_found);
    TRY(readable_contract(sql, asker, found->contract_id));
    found->clocks = clocks_of(*found);
    return *std::move(found);
}

result<std::vector<milestone>> delivery_service::list_milestones(db::session& sql,
                                                                 security::principal const& asker,
                                                                 uuid const& contract_id) const {
    TRY(readable_contract(sql, asker, contract_id));
    auto found = store::list_milestones(sql, contract_id);
    for (auto& each : found)
        each.clocks = clocks_of(each);
    return found;
}

} // namespace talent::delivery
