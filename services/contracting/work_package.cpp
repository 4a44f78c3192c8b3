#include "services/contracting/work_package.hpp"

#include <algorithm>

namespace talent::contracting {
namespace {

using enum package_state;
using enum contracting_party;
using command = package_command;

constexpr package_transition package_steps[] = {
    {planned, command::edit, contractor, planned},
    {planned, command::source, contractor, package_state::sourced},
    {planned, command::cancel, contractor, package_state::cancelled},
    {package_state::sourced, command::edit, contractor, package_state::sourced},
    {package_state::sourced, command::reassign, contractor, package_state::sourced},
    {package_state::sourced, command::deliver, owner, package_state::delivered},
    {package_state::sourced, command::cancel, contractor, package_state::cancelled},
    {package_state::delivered, command::accept, contractor, package_state::accepted},
    {package_state::delivered, command::claim, owner, package_state::accepted},
    {package_state::delivered, command::reject, contractor, package_state::rejected},
    {package_state::rejected, command::deliver, owner, package_state::delivered},
    {package_state::rejected, command::reassign, contractor, package_state::sourced},
    {package_state::rejected, command::cancel, contractor, package_state::cancelled},
    {package_state::accepted, command::pay, contractor, package_state::accepted},
};

result<void> check_reasons(std::vector<std::string> const& reasons) {
    if (!reasons.empty()) return success();
    return refuse_field("/reasons", "required", "say why, so that the other side can answer");
}

// What was accepted is owed like an invoice over its price that arrived with the acceptance.
delivery::invoice as_invoice(work_package const& one) {
    return {.id = one.id,
            .contract_id = one.contract_id,
            .buyer_id = one.contractor_id,
            .supplier_id = one.owner_id.value_or(uuid{}),
            .state = one.paid_amount == money{} ? delivery::invoice_state::issued
                                                : delivery::invoice_state::partly_paid,
            .amount = one.price,
            .paid_amount = one.paid_amount,
            .posted_interest = one.posted_interest,
            .paid_interest = one.paid_interest,
            .interest_millionths = one.interest_millionths,
            .interest_until = one.interest_until,
            .portions = {{one.price, one.payment_clock.value()}},
            .created_at = one.accepted_at.value()};
}

void take_over(work_package& one, delivery::invoice const& from) {
    one.paid_amount = from.paid_amount;
    one.posted_interest = from.posted_interest;
    one.paid_interest = from.paid_interest;
    one.interest_millionths = from.interest_millionths;
    one.interest_until = from.interest_until;
}

bool is_owed(work_package const& one) {
    return one.state == package_state::accepted && one.payment_clock && one.accepted_at &&
           one.sourcing != sourcing_kind::own_work;
}

// The day on which it is due, as a clock from its sourcing.
calendar::deadline due_clock(work_package const& one) {
    auto const start = one.sourced_at.value_or(one.created_at);
    return {.rule = "deliver_package",
            .start_event = "package_sourced",
            .start = start,
            .due = calendar::start_of(one.due_on + std::chrono::days{1}),
            .amount = std::max<std::int64_t>((one.due_on - calendar::day_of(start)).count(), 1),
            .unit = calendar::deadline_unit::calendar_days};
}

// A contractor who inspects late does not gain by it.
instant payment_start(work_package const& one, instant now) {
    if (!one.inspection || is_in_time(*one.inspection, now)) return now;
    return one.inspection->due - std::chrono::milliseconds{1};
}

bool is_inspection_over(work_package const& one, instant now,
                        delivery::term_calendar const& calendar) {
    return one.inspection && !is_in_time(delivery::renewed(*one.inspection, calendar), now);
}

work_package with_acceptance(work_package one, std::string licence_number, instant now,
                             delivery::term_calendar const& calendar) {
    auto rule = calendar::clocks::pay_small_or_medium_enterprise;
    rule.amount = one.payment_calendar_days;
    if (one.sourcing != sourcing_kind::own_work)
        one.payment_clock = calendar.reckon(rule, payment_start(one, now));
    one.inspection.reset();
    one.licence_number = std::move(licence_number);
    one.accepted_at = now;
    return one;
}

struct sourcing_member {
    std::string_view name;
    bool given;
    bool needed;
    bool allowed;
};

} // namespace

std::span<package_transition const> package_transitions() {
    return package_steps;
}

result<package_state> next_state(package_state from, package_command command,
                                 contracting_party who) {
    return json::next_state(package_transitions(), from, command, who, "work package");
}

result<void> check_sourcing(package_sourcing const& wanted, std::string const& pointer) {
    bool const ordering = wanted.kind == sourcing_kind::order;
    bool const placing = ordering && !wanted.order_id;
    bool const tendering = wanted.kind == sourcing_kind::mini_tender;
    bool const own = wanted.kind == sourcing_kind::own_work;
    sourcing_member const members[] = {
        {"offering_id", wanted.offering_id.has_value(), placing, placing},
        {"offering_version", wanted.offering_version.has_value(), placing, placing},
        {"quantity", wanted.quantity.has_value(), false, placing},
        {"salary_base", wanted.salary_base.has_value(), false, placing},
        {"order_id", wanted.order_id.has_value(), false, ordering},
        {"award_id", wanted.award_id.has_value(), tendering, tendering},
        {"award_version", wanted.award_version.has_value(), tendering, tendering},
        {"justification", !wanted.justification.empty(), own, own},
    };
    auto faults = refuse(error_code::invalid_fields);
    for (auto const& each : members) {
        auto const place = pointer + "/" + std::string(each.name);
        if (each.needed && !each.given)
            faults.errors.push_back({place, "required", "this kind of sourcing needs it"});
        if (each.given && !each.allowed)
            faults.errors.push_back({place, "not_applicable", "this kind of sourcing has none"});
    }
    if (faults.errors.empty()) return success();
    return faults;
}

result<work_package> sourced(work_package one, package_command given, sourcing_kind kind,
                             sourced_from from, std::vector<std::string> reasons,
                             std::optional<uuid> const& member, instant now) {
    TRY(one.state, next_state(one.state, given, contractor));
    if (given == command::reassign) {
        TRY(check_reasons(reasons));
    }
    if (one.owner_changes.size() >= owner_changes_max)
        return refuse(error_code::conflict, "The package has changed its owner " +
                                                std::to_string(owner_changes_max) + " times.");
    one.owner_changes.push_back({.from = one.owner_id,
                                 .to = from.owner_id,
                                 .by_member = member,
                                 .at = now,
                                 .sourcing = kind,
                                 .reasons = std::move(reasons)});
    one.owner_id = from.owner_id;
    one.sourcing = kind;
    if (from.price) one.price = *from.price;
    one.offering_id = from.offering_id;
    one.order_id = from.order_id;
    one.tender_id = from.tender_id;
    one.award_id = from.award_id;
    one.evidence = std::move(from.evidence);
    one.justification = std::move(from.justification);
    one.state_reasons.clear();
    one.delivered.clear();
    one.delivered_at.reset();
    one.inspection.reset();
    one.sourced_at = now;
    return one;
}

result<work_package> delivered(work_package one, std::vector<delivery::evidence> evidences,
                               instant now, delivery::term_calendar const& calendar) {
    TRY(one.state, next_state(one.state, command::deliver, owner));
    if (evidences.empty()) return refuse_field("/evidence", "required", "show what was delivered");
    one.delivered = std::move(evidences);
    one.delivered_at = now;
    one.state_reasons.clear();
    one.inspection = calendar.reckon(inspect_package, now);
    return one;
}

result<work_package> accepted(work_package one, std::string note, std::string licence_number,
                              instant now, delivery::term_calendar const& calendar) {
    TRY(one.state, next_state(one.state, command::accept, contractor));
    one.note = std::move(note);
    return with_acceptance(std::move(one), std::move(licence_number), now, calendar);
}

result<work_package> claimed(work_package one, std::string licence_number, instant now,
                             delivery::term_calendar const& calendar) {
    TRY(one.state, next_state(one.state, command::claim, owner));
    if (!is_inspection_over(one, now, calendar))
        return refuse(error_code::wrong_state,
                      "The contractor inspects until " +
                          format_instant(delivery::renewed(*one.inspection, calendar).due) + ".");
    one.accepted_by_silence = true;
    return with_acceptance(std::move(one), std::move(licence_number), now, calendar);
}

result<work_package> rejected(work_package one, std::vector<std::string> reasons, instant now,
                              delivery::term_calendar const& calendar) {
    TRY(one.state, next_state(one.state, command::reject, contractor));
    TRY(check_reasons(reasons));
    if (is_inspection_over(one, now, calendar))
        return refuse(error_code::wrong_state,
                      "The inspection ended at " +
                          format_instant(delivery::renewed(*one.inspection, calendar).due) +
                          ": what was delivered counts as in order.");
    one.state_reasons = std::move(reasons);
    one.inspection.reset();
    return one;
}

result<work_package> cancelled(work_package one, std::vector<std::string> reasons) {
    TRY(one.state, next_state(one.state, command::cancel, contractor));
    TRY(check_reasons(reasons));
    one.state_reasons = std::move(reasons);
    return one;
}

work_package delayed(work_package one, std::int64_t days, delivery::term_calendar const& calendar) {
    one.due_on += std::chrono::days{days};
    if (one.inspection)
        one.inspection = delivery::moved(*one.inspection,
                                         one.inspection->start + std::chrono::days{days}, calendar);
    return one;
}

result<paid_package> paid(work_package one, money amount, instant now) {
    TRY(next_state(one.state, command::pay, contractor));
    if (!is_owed(one))
        return refuse(error_code::wrong_state, "The contractor does not pay its own work.");
    TRY(auto done,
        delivery::settled(as_invoice(one), delivery::delivery_party::buyer, amount, now));
    package_payment made{.package_id = one.id,
                         .project_id = one.project_id,
                         .contract_id = one.contract_id,
                         .payer_id = one.contractor_id,
                         .payee_id = *one.owner_id,
                         .amount = done.made.amount,
                         .interest_amount = done.made.interest_amount,
                         .principal_amount = done.made.principal_amount,
                         .days_to_pay = done.made.days_to_pay,
                         .days_late = done.made.days_late};
    take_over(one, done.after);
    return paid_package{std::move(one), std::move(made), done.interest};
}

work_package as_of(work_package one, instant now, delivery::term_calendar const& calendar) {
    if (one.state == package_state::sourced || one.state == package_state::rejected)
        one.clocks.push_back(due_clock(one));
    if (one.state == package_state::delivered && one.inspection)
        one.clocks.push_back(delivery::renewed(*one.inspection, calendar));
    if (!is_owed(one)) return one;
    auto const owed = as_invoice(one);
    one.interest = delivery::interest_owed(owed, now);
    one.outstanding = delivery::outstanding_of(owed, now);
    if (one.paid_amount < one.price)
        one.clocks.push_back(delivery::renewed(*one.payment_clock, calendar));
    return one;
}

delivery::contract downstream_of(work_package const& one) {
    delivery::contract made;
    made.id = one.contract_id;
    made.buyer_id = one.contractor_id;
    made.supplier_id = one.owner_id.value_or(uuid{});
    made.region = one.region;
    return made;
}

} // namespace talent::contracting
