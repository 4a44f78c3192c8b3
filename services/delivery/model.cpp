#include "services/delivery/model.hpp"

#include "common/vocabulary/region_code.hpp"

namespace talent::delivery {
namespace {

// A price of 10^15 fen times 10,000 basis points leaves 64 bits.
__extension__ using wide_integer = __int128;

using enum contract_state;
using enum milestone_state;

constexpr contract_transition contract_steps[] = {
    {draft, contract_command::edit, delivery_party::buyer, draft},
    {draft, contract_command::sign, delivery_party::buyer, signed_by_buyer},
    {draft, contract_command::sign, delivery_party::supplier, signed_by_supplier},
    {draft, contract_command::terminate, delivery_party::buyer, terminated},
    {draft, contract_command::terminate, delivery_party::supplier, terminated},
    {signed_by_buyer, contract_command::sign, delivery_party::supplier, in_force},
    {signed_by_buyer, contract_command::terminate, delivery_party::buyer, terminated},
    {signed_by_buyer, contract_command::terminate, delivery_party::supplier, terminated},
    {signed_by_supplier, contract_command::sign, delivery_party::buyer, in_force},
    {signed_by_supplier, contract_command::terminate, delivery_party::buyer, terminated},
    {signed_by_supplier, contract_command::terminate, delivery_party::supplier, terminated},
    {in_force, contract_command::complete, delivery_party::platform, completed},
    {in_force, contract_command::terminate, delivery_party::buyer, terminated},
};

constexpr milestone_transition milestone_steps[] = {
    {scheduled, milestone_command::submit, delivery_party::supplier, submitted},
    {submitted, milestone_command::accept, delivery_party::buyer, accepted},
    {submitted, milestone_command::accept_partly, delivery_party::buyer, partly_accepted},
    {submitted, milestone_command::reject, delivery_party::buyer, rejected},
    {partly_accepted, milestone_command::submit, delivery_party::supplier, submitted},
    {rejected, milestone_command::submit, delivery_party::supplier, submitted},
};

template <class State, class Command, class Steps>
result<State> step(State from, Command command, delivery_party who, Steps const& steps,
                   std::string_view what) {
    bool others = false;
    for (auto const& one : steps) {
        if (one.from != from || one.command != command) continue;
        if (one.who == who) return one.to;
        others = true;
    }
    if (others)
        return refuse(error_code::forbidden,
                      "This step is not the " + std::string(json::name_of(who)) + "'s now.");
    return refuse(error_code::wrong_state,
                  "The " + std::string(what) + " is " + std::string(json::name_of(from)) + ".");
}

money cut_part(money whole, std::int64_t basis_points) {
    return {static_cast<std::int64_t>(wide_integer{whole.fen} * basis_points / basis_points_total)};
}

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

result<void> check_amount(money amount, money left) {
    if (amount.fen <= 0) return refuse_field("/amount", "out_of_range", "must be above zero");
    if (amount > left)
        return refuse(error_code::amount_exceeded, "At most " + format_money(left) + " is left.");
    return success();
}

} // namespace

std::span<contract_transition const> contract_transitions() {
    return contract_steps;
}
std::span<milestone_transition const> milestone_transitions() {
    return milestone_steps;
}

result<contract_state> next_state(contract_state from, contract_command command,
                                  delivery_party who) {
    return step(from, command, who, contract_steps, "contract");
}

result<milestone_state> next_state(milestone_state from, milestone_command command,
                                   delivery_party who) {
    return step(from, command, who, milestone_steps, "milestone");
}

std::optional<delivery_party> side_of(contract const& one, uuid const& organisation) {
    if (organisation == one.buyer_id) return delivery_party::buyer;
    if (organisation == one.supplier_id) return delivery_party::supplier;
    return std::nullopt;
}

std::int64_t fee_cap_of(std::string_view region) {
    std::int64_t cap = 0;
    std::size_t longest = 0;
    for (auto const& each : fee_caps) {
        auto const prefix = vocabulary::region_prefix(each.region);
        if (!region.starts_with(prefix) || prefix.size() < longest) continue;
        cap = each.basis_points;
        longest = prefix.size();
    }
    return cap;
}

result<void> check_consistency(contract const& one, supplier_role role) {
    auto faults = refuse(error_code::invalid_fields);
    check_plan(one, faults);
    check_fee(one, role, faults);
    if (faults.errors.empty()) return success();
    return faults;
}

std::vector<money> milestone_amounts(money price, std::span<planned_milestone const> plan) {
    std::vector<money> amounts;
    money left = price;
    for (auto const& each : plan) {
        amounts.push_back(cut_part(price, each.percent_basis_points));
        left = left - amounts.back();
    }
    if (!amounts.empty()) amounts.back() = amounts.back() + left;
    return amounts;
}

money fee_of(money accepted_in_all, std::int64_t fee_basis_points) {
    return cut_part(accepted_in_all, fee_basis_points);
}

std::vector<calendar::deadline> clocks_of(contract const& one,
                                          calendar::working_days const& calendar,
                                          std::int64_t divisor) {
    namespace clocks = calendar::clocks;
    switch (one.state) {
        case draft:
        case signed_by_buyer:
        case signed_by_supplier:
            return {reckon(clocks::sign_contract, one.awarded_at, calendar, divisor)};
        case in_force:
            return {reckon(clocks::publish_contract, one.in_force_at.value_or(one.updated_at),
                           calendar, divisor),
                    reckon(clocks::file_contract, one.in_force_at.value_or(one.updated_at),
                           calendar, divisor)};
        case completed:
        case terminated:
            break;
    }
    return {};
}

std::vector<calendar::deadline> clocks_of(milestone const& one) {
    std::vector<calendar::deadline> running;
    for (auto const& each : one.acceptances)
        running.push_back(each.payment);
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

result<void> check_invoice(milestone const& one, money amount) {
    return check_amount(amount, one.accepted_amount - one.invoiced_amount);
}

result<void> check_payment(invoice const& one, money amount) {
    return check_amount(amount, one.amount - one.paid_amount);
}

invoice_state state_of(invoice const& one) {
    if (one.paid_amount == one.amount) return invoice_state::paid;
    return one.paid_amount.fen > 0 ? invoice_state::partly_paid : invoice_state::issued;
}

} // namespace talent::delivery
