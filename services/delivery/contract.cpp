#include "services/delivery/contract.hpp"

#include "common/vocabulary/region_code.hpp"

namespace talent::delivery {
namespace {

// A price of 10^15 fen times 10,000 basis points leaves 64 bits.
__extension__ using wide_integer = __int128;

namespace clocks = calendar::clocks;

using enum contract_state;

constexpr contract_transition contract_steps[] = {
    {draft, contract_command::edit, delivery_party::buyer, draft},
    {draft, contract_command::sign, delivery_party::buyer, signed_by_buyer},
    {draft, contract_command::sign, delivery_party::supplier, signed_by_supplier},
    {draft, contract_command::terminate, delivery_party::buyer, contract_state::terminated},
    {draft, contract_command::terminate, delivery_party::supplier, contract_state::terminated},
    {signed_by_buyer, contract_command::sign, delivery_party::supplier, in_force},
    {signed_by_buyer, contract_command::terminate, delivery_party::buyer,
     contract_state::terminated},
    {signed_by_buyer, contract_command::terminate, delivery_party::supplier,
     contract_state::terminated},
    {signed_by_supplier, contract_command::sign, delivery_party::buyer, in_force},
    {signed_by_supplier, contract_command::terminate, delivery_party::buyer,
     contract_state::terminated},
    {signed_by_supplier, contract_command::terminate, delivery_party::supplier,
     contract_state::terminated},
    {in_force, contract_command::publish, delivery_party::buyer, in_force},
    {in_force, contract_command::file, delivery_party::buyer, in_force},
    {in_force, contract_command::amend, delivery_party::platform, in_force},
    {in_force, contract_command::suspend, delivery_party::buyer, contract_state::suspended},
    {in_force, contract_command::suspend, delivery_party::supplier, contract_state::suspended},
    {in_force, contract_command::complete, delivery_party::platform, completed},
    {in_force, contract_command::terminate, delivery_party::buyer, contract_state::terminated},
    {contract_state::suspended, contract_command::publish, delivery_party::buyer,
     contract_state::suspended},
    {contract_state::suspended, contract_command::file, delivery_party::buyer,
     contract_state::suspended},
    {contract_state::suspended, contract_command::amend, delivery_party::platform,
     contract_state::suspended},
    {contract_state::suspended, contract_command::resume, delivery_party::buyer, in_force},
    {contract_state::suspended, contract_command::resume, delivery_party::supplier, in_force},
    {contract_state::suspended, contract_command::terminate, delivery_party::buyer,
     contract_state::terminated},
    {contract_state::suspended, contract_command::terminate, delivery_party::supplier,
     contract_state::terminated},
    {completed, contract_command::publish, delivery_party::buyer, completed},
    {completed, contract_command::file, delivery_party::buyer, completed},
    {contract_state::terminated, contract_command::publish, delivery_party::buyer,
     contract_state::terminated},
    {contract_state::terminated, contract_command::file, delivery_party::buyer,
     contract_state::terminated},
};

using enum amendment_state;

constexpr amendment_transition amendment_steps[] = {
    {proposed, amendment_command::agree, amendment_party::counterparty, agreed},
    {proposed, amendment_command::decline, amendment_party::counterparty, declined},
    {proposed, amendment_command::withdraw, amendment_party::proposer, withdrawn},
};

void check_plan(contract const& one, problem& faults) {
    std::int64_t sum = 0;
    for (auto const& each : one.milestones)
        sum += each.percent_basis_points;
    if (sum == basis_points_total) return;
    faults.errors.push_back(
        {"/milestones", "wrong_sum",
         "the percentages sum to " + std::to_string(sum) + " basis points, not to 10000"});
}

void check_fee(contract const& one, supplier_role role, problem& faults) {
    auto const cap = fee_cap_of(one.region);
    if (one.fee_basis_points > 0 && role != supplier_role::general_contractor) {
        faults.errors.push_back({"/fee_basis_points", "not_a_general_contractor",
                                 "only a general contractor has a fee"});
    } else if (one.fee_basis_points > cap) {
        faults.errors.push_back({"/fee_basis_points", "exceeds_cap",
                                 "the region's cap is " + std::to_string(cap) + " basis points"});
    }
}

void check_payment_terms(contract const& one, problem& faults) {
    auto const& agreed_on = one.payment_terms;
    if (agreed_on.penalty_cap_basis_points < agreed_on.penalty_basis_points_per_day) {
        faults.errors.push_back({"/payment_terms/penalty_cap_basis_points", "too_low",
                                 "a penalty needs a cap of at least one day's"});
    }
    if (agreed_on.retention_basis_points == 0) return;
    if (!agreed_on.warranty_until) {
        faults.errors.push_back({"/payment_terms/warranty_until", "required",
                                 "say when what is held back will be released"});
        return;
    }
    for (auto const& each : one.milestones) {
        if (each.due_on <= *agreed_on.warranty_until) continue;
        faults.errors.push_back(
            {"/payment_terms/warranty_until", "out_of_range", "a milestone is due after that day"});
        return;
    }
}

void note_if_late(contract& one, calendar::deadline_rule const& rule, instant start, instant now,
                  term_calendar const& calendar) {
    if (is_in_time(calendar.reckon(rule, start), now)) return;
    one.missed_clocks.emplace_back(rule.name);
}

result<void> check_reasons(std::vector<std::string> const& reasons) {
    if (!reasons.empty()) return success();
    return refuse_field("/reasons", "required", "say why, so that the other side can answer");
}

fee_cap nearest_cap(std::string_view region) {
    fee_cap nearest{};
    std::size_t longest = 0;
    for (auto const& each : fee_caps) {
        auto const prefix = vocabulary::region_prefix(each.region);
        if (!region.starts_with(prefix) || prefix.size() < longest) continue;
        nearest = each;
        longest = prefix.size();
    }
    return nearest;
}

// What was never in force has nothing to publish or file; what was, has it once.
result<void> check_once(contract const& one, std::optional<instant> const& done,
                        std::string_view what) {
    if (!one.in_force_at)
        return refuse(error_code::wrong_state, "The contract was never in force.");
    if (!done) return success();
    return refuse(error_code::wrong_state,
                  "The contract was " + std::string(what) + " at " + format_instant(*done) + ".");
}

} // namespace

std::span<contract_transition const> contract_transitions() {
    return contract_steps;
}
std::span<amendment_transition const> amendment_transitions() {
    return amendment_steps;
}

result<contract_state> next_state(contract_state from, contract_command command,
                                  delivery_party who) {
    return json::next_state(contract_transitions(), from, command, who, "contract");
}
result<amendment_state> next_state(amendment_state from, amendment_command command,
                                   amendment_party who) {
    return json::next_state(amendment_transitions(), from, command, who, "amendment");
}

std::optional<delivery_party> side_of(contract const& one, uuid const& organisation) {
    if (organisation == one.buyer_id) return delivery_party::buyer;
    if (organisation == one.supplier_id) return delivery_party::supplier;
    return std::nullopt;
}

std::int64_t fee_cap_of(std::string_view region) {
    return nearest_cap(region).basis_points;
}

std::int64_t kept_cap_of(std::string_view region) {
    return nearest_cap(region).kept_basis_points;
}

result<void> check_consistency(contract const& one, supplier_role role) {
    auto faults = refuse(error_code::invalid_fields);
    check_plan(one, faults);
    check_fee(one, role, faults);
    check_payment_terms(one, faults);
    if (faults.errors.empty()) return success();
    return faults;
}

result<void> check_due(date due_on, instant now, std::string const& pointer) {
    auto const latest = calendar::day_of(now) + due_time_max;
    if (due_on <= latest) return success();
    return refuse_field(pointer, "out_of_range", "is " + format_date(latest) + " at the latest");
}

result<void> check_days(contract const& one, instant now) {
    for (std::size_t i = 0; i < one.milestones.size(); ++i) {
        TRY(check_due(one.milestones[i].due_on, now,
                      "/milestones/" + std::to_string(i) + "/due_on"));
    }
    auto const& until = one.payment_terms.warranty_until;
    return until ? check_due(*until, now, "/payment_terms/warranty_until") : success();
}

result<void> check_days(amendment const& wanted, instant now) {
    for (std::size_t i = 0; i < wanted.added_milestones.size(); ++i) {
        TRY(check_due(wanted.added_milestones[i].due_on, now,
                      "/added_milestones/" + std::to_string(i) + "/due_on"));
    }
    for (std::size_t i = 0; i < wanted.moved_milestones.size(); ++i) {
        TRY(check_due(wanted.moved_milestones[i].due_on, now,
                      "/moved_milestones/" + std::to_string(i) + "/due_on"));
    }
    return success();
}

money part_of(money whole, std::int64_t basis_points) {
    return {static_cast<std::int64_t>(wide_integer{whole.fen} * basis_points / basis_points_total)};
}

std::vector<money> milestone_amounts(money price, std::span<planned_milestone const> plan) {
    std::vector<money> amounts;
    money left = price;
    for (auto const& each : plan) {
        amounts.push_back(part_of(price, each.percent_basis_points));
        left = left - amounts.back();
    }
    if (!amounts.empty()) amounts.back() = amounts.back() + left;
    return amounts;
}

std::vector<calendar::deadline> clocks_of(contract const& one, term_calendar const& calendar) {
    if (one.in_force_at) {
        std::vector<calendar::deadline> running;
        if (!one.published_at)
            running.push_back(calendar.reckon(clocks::publish_contract, *one.in_force_at));
        if (!one.filed_at)
            running.push_back(calendar.reckon(clocks::file_contract, *one.in_force_at));
        return running;
    }
    if (one.state == contract_state::terminated) return {};
    return {calendar.reckon(clocks::sign_contract, one.awarded_at)};
}

calendar::deadline moved(calendar::deadline const& clock, instant start,
                         term_calendar const& calendar) {
    return calendar::reckon({.name = clock.rule,
                             .start_event = clock.start_event,
                             .amount = clock.amount,
                             .unit = clock.unit,
                             .source = {}},
                            start, calendar.days, clock.divisor);
}

calendar::deadline renewed(calendar::deadline const& clock, term_calendar const& calendar) {
    return is_outdated(clock, calendar.days) ? moved(clock, clock.start, calendar) : clock;
}

result<contract> signed_by(contract one, delivery_party who, instant now,
                           term_calendar const& calendar) {
    TRY(one.state, next_state(one.state, contract_command::sign, who));
    auto& signed_at =
        who == delivery_party::buyer ? one.signed_by_buyer_at : one.signed_by_supplier_at;
    signed_at = now;
    if (one.state != in_force) return one;
    one.in_force_at = now;
    note_if_late(one, clocks::sign_contract, one.awarded_at, now, calendar);
    return one;
}

result<contract> published(contract one, delivery_party who, instant now,
                           term_calendar const& calendar) {
    TRY(one.state, next_state(one.state, contract_command::publish, who));
    TRY(check_once(one, one.published_at, "published"));
    one.published_at = now;
    note_if_late(one, clocks::publish_contract, *one.in_force_at, now, calendar);
    return one;
}

result<contract> filed(contract one, delivery_party who, instant now,
                       term_calendar const& calendar) {
    TRY(one.state, next_state(one.state, contract_command::file, who));
    TRY(check_once(one, one.filed_at, "filed"));
    one.filed_at = now;
    note_if_late(one, clocks::file_contract, *one.in_force_at, now, calendar);
    return one;
}

result<contract> suspended(contract one, delivery_party who, instant now,
                           std::vector<std::string> reasons) {
    TRY(check_reasons(reasons));
    TRY(one.state, next_state(one.state, contract_command::suspend, who));
    one.state_reasons = std::move(reasons);
    one.suspended_at = now;
    one.suspended_by = who;
    return one;
}

result<contract> resumed(contract one, delivery_party who, instant now,
                         std::vector<std::string> reasons) {
    TRY(check_reasons(reasons));
    TRY(one.state, next_state(one.state, contract_command::resume, who));
    if (one.suspended_by != who)
        return refuse(error_code::forbidden, "The other side suspended the contract.");
    one.suspended_days += days_between(one.suspended_at.value_or(now), now);
    one.state_reasons = std::move(reasons);
    one.suspended_at.reset();
    one.suspended_by.reset();
    return one;
}

result<contract> terminated(contract one, delivery_party who, instant now,
                            std::vector<std::string> reasons) {
    TRY(check_reasons(reasons));
    TRY(one.state, next_state(one.state, contract_command::terminate, who));
    one.state_reasons = std::move(reasons);
    one.suspended_at.reset();
    one.suspended_by.reset();
    one.ended_at = now;
    return one;
}

std::int64_t days_between(instant from, instant until) {
    return (calendar::day_of(until) - calendar::day_of(from)).count();
}

result<void> check_amendment(contract const& one, amendment const& wanted) {
    if (!wanted.terms && wanted.added_milestones.empty() && wanted.moved_milestones.empty())
        return refuse_field("/terms", "required", "an amendment changes something");
    money added;
    for (auto const& each : wanted.added_milestones)
        added = added + each.amount;
    auto const left = part_of(one.original_price, additional_purchase_basis_points) -
                      (one.price - one.original_price);
    if (added <= left) return success();
    return refuse(error_code::amount_exceeded,
                  "At most " + format_money(left) +
                      " may be added: ten percent of the original price in all (Government "
                      "Procurement Law, art. 49).");
}

result<contract> amended(contract one, amendment const& by) {
    TRY(check_amendment(one, by));
    TRY(one.state, next_state(one.state, contract_command::amend, delivery_party::platform));
    if (by.terms) one.terms = *by.terms;
    for (auto const& each : by.added_milestones)
        one.price = one.price + each.amount;
    ++one.text_version;
    return one;
}

} // namespace talent::delivery
