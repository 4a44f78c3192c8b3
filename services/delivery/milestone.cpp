#include "services/delivery/milestone.hpp"

#include <algorithm>
#include <iterator>

namespace talent::delivery {
namespace {

using enum milestone_state;

constexpr milestone_transition milestone_steps[] = {
    {scheduled, milestone_command::submit, delivery_party::supplier, milestone_state::submitted},
    {milestone_state::submitted, milestone_command::accept, delivery_party::buyer,
     milestone_state::accepted},
    {milestone_state::submitted, milestone_command::accept_partly, delivery_party::buyer,
     partly_accepted},
    {milestone_state::submitted, milestone_command::reject, delivery_party::buyer,
     milestone_state::rejected},
    {milestone_state::submitted, milestone_command::release, delivery_party::buyer,
     milestone_state::submitted},
    {milestone_state::submitted, milestone_command::release, delivery_party::supplier,
     milestone_state::submitted},
    {partly_accepted, milestone_command::submit, delivery_party::supplier,
     milestone_state::submitted},
    {partly_accepted, milestone_command::release, delivery_party::buyer, partly_accepted},
    {partly_accepted, milestone_command::release, delivery_party::supplier, partly_accepted},
    {milestone_state::rejected, milestone_command::submit, delivery_party::supplier,
     milestone_state::submitted},
    {milestone_state::rejected, milestone_command::release, delivery_party::buyer,
     milestone_state::rejected},
    {milestone_state::rejected, milestone_command::release, delivery_party::supplier,
     milestone_state::rejected},
    {milestone_state::accepted, milestone_command::release, delivery_party::buyer,
     milestone_state::accepted},
    {milestone_state::accepted, milestone_command::release, delivery_party::supplier,
     milestone_state::accepted},
};

result<void> check_in_force(contract const& of) {
    if (of.state == contract_state::in_force) return success();
    return refuse(error_code::wrong_state,
                  "The contract is " + std::string(json::name_of(of.state)) + ".");
}

result<void> check_reasons(std::vector<std::string> const& reasons) {
    if (!reasons.empty()) return success();
    return refuse_field("/reasons", "required", "say what is missing");
}

calendar::deadline payment_clock(payment_terms const& terms, instant start,
                                 term_calendar const& calendar) {
    auto rule = calendar::clocks::pay_small_or_medium_enterprise;
    rule.amount = terms.payment_calendar_days;
    return calendar.reckon(rule, start);
}

// A buyer who inspects late does not gain by it: the term of payment runs from the last day of
// inspection.
instant payment_start(milestone const& one, instant now) {
    if (!one.inspection || is_in_time(*one.inspection, now)) return now;
    return one.inspection->due - std::chrono::milliseconds{1};
}

// The retention is reckoned on the milestone's whole accepted amount: parts are cut no differently.
money retained_of(contract const& of, milestone const& one, money accepted_in_all, instant now) {
    auto const& terms = of.payment_terms;
    if (!terms.warranty_until || calendar::day_of(now) >= *terms.warranty_until) return {};
    return part_of(accepted_in_all, terms.retention_basis_points) -
           part_of(one.accepted_amount, terms.retention_basis_points);
}

void end_inspection(milestone& one) {
    one.inspection.reset();
    one.due_on += std::chrono::days{one.paused_days};
    one.paused_days = 0;
}

accepted_milestone with_accepted(contract const& of, milestone one, money accepted_in_all,
                                 std::string note, instant now, term_calendar const& calendar) {
    auto const added = accepted_in_all - one.accepted_amount;
    if (added == money{}) { // a tiny price leaves milestones that are worth nothing
        end_inspection(one);
        return {std::move(one), {}, {}};
    }
    acceptance made{.amount = added,
                    .at = now,
                    .note = std::move(note),
                    .days_late = days_late(one),
                    .payment = payment_clock(of.payment_terms, payment_start(one, now), calendar)};
    made.penalty = penalty_of(added, made.days_late, of.payment_terms);
    made.retained = retained_of(of, one, accepted_in_all, now);
    made.payable = added - made.penalty - made.retained;
    auto const fee = fee_of(accepted_in_all, of.fee_basis_points) -
                     fee_of(one.accepted_amount, of.fee_basis_points);
    one.accepted_amount = accepted_in_all;
    one.penalty_amount = one.penalty_amount + made.penalty;
    one.retained_amount = one.retained_amount + made.retained;
    one.payable_amount = one.payable_amount + made.payable;
    one.acceptances.push_back(made);
    end_inspection(one);
    return {std::move(one), std::move(made), fee};
}

milestone new_milestone(contract const& of, std::size_t before, instant now) {
    return {.id = make_uuid(now),
            .contract_id = of.id,
            .buyer_id = of.buyer_id,
            .supplier_id = of.supplier_id,
            .place = static_cast<std::int64_t>(before) + 1};
}

} // namespace

std::span<milestone_transition const> milestone_transitions() {
    return milestone_steps;
}

result<milestone_state> next_state(milestone_state from, milestone_command command,
                                   delivery_party who) {
    return json::next_state(milestone_transitions(), from, command, who, "milestone");
}

money fee_of(money accepted_in_all, std::int64_t fee_basis_points) {
    return part_of(accepted_in_all, fee_basis_points);
}

std::int64_t days_late(milestone const& one) {
    if (!one.submitted_at) return 0;
    auto const late = (calendar::day_of(*one.submitted_at) - one.due_on).count();
    return std::max<std::int64_t>(late, 0);
}

money penalty_of(money accepted_amount, std::int64_t days, payment_terms const& terms) {
    if (terms.penalty_basis_points_per_day == 0) return {};
    // Beyond the cap more days cost no more, however many there are.
    auto const days_that_count =
        std::min(days, terms.penalty_cap_basis_points / terms.penalty_basis_points_per_day + 1);
    return part_of(accepted_amount, std::min(days_that_count * terms.penalty_basis_points_per_day,
                                             terms.penalty_cap_basis_points));
}

std::vector<calendar::deadline> clocks_of(milestone const& one, term_calendar const& calendar) {
    std::vector<calendar::deadline> running;
    if (one.inspection) running.push_back(renewed(*one.inspection, calendar));
    for (auto const& each : one.acceptances)
        running.push_back(renewed(each.payment, calendar));
    for (auto const& each : one.releases)
        running.push_back(renewed(each.payment, calendar));
    return running;
}

result<void> check_partial_acceptance(milestone const& one, money wanted) {
    if (wanted <= one.accepted_amount) {
        return refuse_field(
            "/accepted_amount", "out_of_range",
            "must be more than the " + format_money(one.accepted_amount) + " accepted before");
    }
    if (wanted >= one.amount) {
        return refuse(error_code::amount_exceeded,
                      "A part is less than the milestone's " + format_money(one.amount) + ".");
    }
    return success();
}

std::vector<milestone> scheduled_milestones(contract const& of, instant now) {
    auto const amounts = milestone_amounts(of.price, of.milestones);
    std::vector<milestone> made;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        made.push_back(new_milestone(of, i, now));
        made.back().title = of.milestones[i].title;
        made.back().amount = amounts[i];
        made.back().due_on = of.milestones[i].due_on;
    }
    return made;
}

std::vector<milestone> added_milestones(contract const& of, amendment const& by,
                                        std::size_t existing, instant now) {
    std::vector<milestone> made;
    for (auto const& each : by.added_milestones) {
        made.push_back(new_milestone(of, existing + made.size(), now));
        made.back().title = each.title;
        made.back().amount = each.amount;
        made.back().due_on = each.due_on;
    }
    return made;
}

result<milestone> submitted(contract const& of, milestone one, delivery_party who,
                            std::vector<evidence> evidences, instant now,
                            term_calendar const& calendar) {
    TRY(check_in_force(of));
    TRY(one.state, next_state(one.state, milestone_command::submit, who));
    if (evidences.empty()) return refuse_field("/evidence", "required", "show what was delivered");
    auto rule = inspect_delivery;
    rule.amount = of.payment_terms.inspection_calendar_days;
    one.state_reasons.clear();
    one.evidences = std::move(evidences);
    one.submitted_at = now;
    one.inspection = calendar.reckon(rule, now);
    return one;
}

result<milestone> rejected(contract const& of, milestone one, delivery_party who,
                           std::vector<std::string> reasons) {
    TRY(check_in_force(of));
    TRY(one.state, next_state(one.state, milestone_command::reject, who));
    TRY(check_reasons(reasons));
    one.state_reasons = std::move(reasons);
    end_inspection(one);
    return one;
}

result<accepted_milestone> accepted(contract const& of, milestone one, delivery_party who,
                                    std::string note, instant now, term_calendar const& calendar) {
    TRY(check_in_force(of));
    TRY(one.state, next_state(one.state, milestone_command::accept, who));
    one.state_reasons.clear();
    auto const all = one.amount;
    return with_accepted(of, std::move(one), all, std::move(note), now, calendar);
}

result<accepted_milestone> accepted_partly(contract const& of, milestone one, delivery_party who,
                                           partial_acceptance const& decision, instant now,
                                           term_calendar const& calendar) {
    TRY(check_in_force(of));
    TRY(one.state, next_state(one.state, milestone_command::accept_partly, who));
    TRY(check_reasons(decision.reasons));
    TRY(check_partial_acceptance(one, decision.accepted_amount));
    one.state_reasons = decision.reasons;
    return with_accepted(of, std::move(one), decision.accepted_amount, {}, now, calendar);
}

result<released_milestone> released(contract const& of, milestone one, delivery_party who,
                                    instant now, term_calendar const& calendar) {
    TRY(one.state, next_state(one.state, milestone_command::release, who));
    if (one.retained_amount == money{})
        return refuse(error_code::wrong_state, "Nothing of the milestone is held back.");
    auto const& until = of.payment_terms.warranty_until;
    if (until && calendar::day_of(now) < *until)
        return refuse(error_code::wrong_state,
                      "The warranty runs until " + format_date(*until) + ".");
    retention_release const made{.amount = one.retained_amount,
                                 .at = now,
                                 .acceptances_before = std::ssize(one.acceptances),
                                 .payment = payment_clock(of.payment_terms, now, calendar)};
    one.payable_amount = one.payable_amount + one.retained_amount;
    one.retained_amount = {};
    one.releases.push_back(made);
    return released_milestone{std::move(one), made};
}

result<void> check_may_be_moved(milestone const& one) {
    if (one.state != milestone_state::submitted && one.state != milestone_state::accepted)
        return success();
    return refuse(error_code::wrong_state, "Milestone " + std::to_string(one.place) + " is " +
                                               std::string(json::name_of(one.state)) + ".");
}

milestone delayed(milestone one, std::int64_t suspended_days, term_calendar const& calendar) {
    if (one.state == milestone_state::accepted) return one;
    if (one.state != milestone_state::submitted) {
        one.due_on += std::chrono::days{suspended_days};
        return one;
    }
    // What was submitted in time stays so; what is left of it after the inspection has the days.
    one.paused_days += suspended_days;
    if (one.inspection)
        one.inspection = moved(*one.inspection,
                               one.inspection->start + std::chrono::days{suspended_days}, calendar);
    return one;
}

} // namespace talent::delivery
