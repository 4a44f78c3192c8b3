// Answering and deciding remedies, and what a decision leads to.
#include "services/identity/service.hpp"
#include "services/remedies/changes.hpp"
#include "services/remedies/service.hpp"

namespace talent::remedies {
namespace {

using journal::unit_of_work;

remedy_command command_of(remedy const& one, bool upheld) {
    if (one.kind == remedy_kind::inquiry) return remedy_command::answer;
    return upheld ? remedy_command::uphold : remedy_command::reject;
}

} // namespace

result<remedies_service::remedy_of_tender> remedies_service::lock(
    unit_of_work& unit, uuid const& id, std::int64_t expected_version) const {
    auto const seen = store::find(unit.sql(), id);
    if (!seen) return refuse(error_code::not_found);
    TRY(auto of, procurement_.lock_public_tender(unit, seen->tender_id));
    auto one = store::find(unit.sql(), id);
    if (!one) return refuse(error_code::not_found);
    auto const& actor = unit.actor().organisation;
    bool const party = actor == one->complainant_id || actor == one->buyer_id ||
                       (one->supervisor_id && actor == *one->supervisor_id);
    if (!party) return refuse(error_code::not_found);
    TRY(journal::check_version(one->version, expected_version));
    return remedy_of_tender{*std::move(one), std::move(of)};
}

result<remedies_service::remedy_of_tender> remedies_service::lock_complaint(
    unit_of_work& unit, uuid const& id, std::int64_t expected_version) const {
    TRY(auto found, lock(unit, id, expected_version));
    auto const& actor = unit.actor().organisation;
    if (found.one.supervisor_id != actor) return refuse(error_code::not_found);
    // It may have been named no longer since the complaint was filed.
    if (!identity::supervises(known_, actor, found.of.region))
        return refuse(error_code::forbidden, "This office does not supervise procurement here.");
    return found;
}

result<void> remedies_service::apply_measure(unit_of_work& unit, procurement::tender const& of,
                                             remedy const& decided) const {
    // A filing about a result names its lot where there are several.
    auto const lot = decided.lot.value_or(of.lots.front().number);
    switch (decided.measure) {
        case remedy_measure::none:
        case remedy_measure::amend_documents:
            return success();
        case remedy_measure::choose_again:
            TRY(procurement_.set_aside(unit, decided.tender_id, lot, decided.reasons,
                                       procurement::after_set_aside::choose_again));
            return success();
        case remedy_measure::evaluate_again:
            TRY(procurement_.set_aside(unit, decided.tender_id, lot, decided.reasons,
                                       procurement::after_set_aside::evaluate_again));
            return success();
        case remedy_measure::cancel_procurement:
            TRY(procurement_.cancel_for_remedy(unit, decided.tender_id, decided.reasons));
            return success();
    }
    return success();
}

result<void> remedies_service::conclude(unit_of_work& unit, remedy const& decided) const {
    TRY(auto const of, procurement_.resume(unit, decided.tender_id, decided.id));
    if (decided.state != remedy_state::upheld) return success();
    return apply_measure(unit, of, decided);
}

result<remedy> remedies_service::answer(unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version, remedy_answer given) const {
    TRY(auto const found, lock(unit, id, expected_version));
    if (found.one.buyer_id != unit.actor().organisation) return refuse(error_code::not_found);
    bool const inquiry = found.one.kind == remedy_kind::inquiry;
    auto changed = found.one;
    TRY(auto state,
        next_state(found.one, command_of(found.one, given.upheld), remedy_party::buyer));
    if (!inquiry) TRY(check_decision(found.one, given.upheld, given.measure, given.reasons));
    changed.state = state;
    changed.answer = std::move(given.text);
    if (!inquiry) {
        changed.reasons = std::move(given.reasons);
        changed.measure = given.measure.value_or(remedy_measure::none);
    }
    changed.decided_at = unit.now();
    TRY(journal::save(unit, found.one, changed, remedy_change(changed, json::name_of(state))));
    TRY(conclude(unit, changed));
    return presented(unit.sql(), std::move(changed), unit.now());
}

result<remedy> remedies_service::accept(unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version,
                                        complaint_acceptance how) const {
    TRY(auto const found, lock_complaint(unit, id, expected_version));
    auto changed = found.one;
    TRY(auto state, next_state(found.one, remedy_command::accept, remedy_party::supervisor));
    changed.state = state;
    changed.accepted_at = unit.now();
    if (how.suspends) {
        changed.suspended_until = reckon(calendar::clocks::suspend_for_complaint, unit.now(),
                                         calendar_, known_.divisor_of(found.of.buyer_id))
                                      .due;
        TRY(procurement_.suspend(unit, found.of.id,
                                 {.remedy_id = changed.id,
                                  .lot = changed.lot,
                                  .reason = "Complaint " + changed.number + " is examined.",
                                  .since = unit.now(),
                                  .until = changed.suspended_until}));
    }
    TRY(journal::save(unit, found.one, changed, remedy_change(changed, "accepted")));
    return presented(unit.sql(), std::move(changed), unit.now());
}

result<remedy> remedies_service::return_unexamined(unit_of_work& unit, uuid const& id,
                                                   std::int64_t expected_version,
                                                   std::vector<std::string> reasons) const {
    TRY(auto const found, lock_complaint(unit, id, expected_version));
    if (reasons.empty())
        return refuse_field("/reasons", "required", "say why, so that it can be filed rightly");
    auto changed = found.one;
    TRY(auto state,
        next_state(found.one, remedy_command::return_unexamined, remedy_party::supervisor));
    changed.state = state;
    changed.reasons = std::move(reasons);
    changed.decided_at = unit.now();
    TRY(journal::save(unit, found.one, changed, remedy_change(changed, "returned")));
    return presented(unit.sql(), std::move(changed), unit.now());
}

result<remedy> remedies_service::decide(unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version,
                                        complaint_decision decision) const {
    TRY(auto const found, lock_complaint(unit, id, expected_version));
    auto changed = found.one;
    TRY(auto state,
        next_state(found.one, decision.upheld ? remedy_command::uphold : remedy_command::reject,
                   remedy_party::supervisor));
    TRY(check_decision(found.one, decision.upheld, decision.measure, decision.reasons));
    changed.state = state;
    changed.reasons = std::move(decision.reasons);
    changed.measure = decision.measure.value_or(remedy_measure::none);
    changed.decided_at = unit.now();
    TRY(journal::save(unit, found.one, changed, remedy_change(changed, json::name_of(state))));
    TRY(conclude(unit, changed));
    return presented(unit.sql(), std::move(changed), unit.now());
}

} // namespace talent::remedies
