#include "services/delivery/settlement.hpp"

#include <algorithm>
#include <iterator>

namespace talent::delivery {
namespace {

// 10^15 fen at 2,000 millionths a day leave 64 bits after five days.
__extension__ using wide_integer = __int128;

constexpr std::int64_t millionths_of_a_fen = ppm_total;
constexpr std::chrono::hours a_day{24};

using invoice_state::paid;
using invoice_state::partly_paid;

constexpr invoice_transition invoice_steps[] = {
    {invoice_state::issued, invoice_command::pay_part, delivery_party::buyer, partly_paid},
    {invoice_state::issued, invoice_command::pay_rest, delivery_party::buyer, paid},
    {invoice_state::issued, invoice_command::dispute, delivery_party::buyer, invoice_state::issued},
    {invoice_state::issued, invoice_command::withdraw_dispute, delivery_party::buyer,
     invoice_state::issued},
    {invoice_state::issued, invoice_command::concede_part, delivery_party::supplier,
     invoice_state::issued},
    {invoice_state::issued, invoice_command::concede_rest, delivery_party::supplier,
     invoice_state::conceded},
    {partly_paid, invoice_command::pay_part, delivery_party::buyer, partly_paid},
    {partly_paid, invoice_command::pay_rest, delivery_party::buyer, paid},
    {partly_paid, invoice_command::dispute, delivery_party::buyer, partly_paid},
    {partly_paid, invoice_command::withdraw_dispute, delivery_party::buyer, partly_paid},
    {partly_paid, invoice_command::concede_part, delivery_party::supplier, partly_paid},
    {partly_paid, invoice_command::concede_rest, delivery_party::supplier, paid},
    {partly_paid, invoice_command::refund, delivery_party::supplier, partly_paid},
    {paid, invoice_command::refund, delivery_party::supplier, paid},
};

// Of the buyer's periods: every portion has the same.
std::int64_t divisor_of(invoice const& one) {
    return one.portions.empty() ? calendar::divisor_none : one.portions.front().payment.divisor;
}

instant start_of_day(std::int64_t number, std::int64_t divisor) {
    if (divisor == calendar::divisor_none)
        return calendar::start_of(date{std::chrono::days{number}});
    return instant{number * calendar::quickened(a_day, divisor)};
}

money sum_of(std::vector<money> const& amounts) {
    money sum;
    for (auto const each : amounts)
        sum = sum + each;
    return sum;
}

money unpaid_of(invoice const& one) {
    return one.amount - one.paid_amount - one.conceded_amount;
}

// Cuts [from, to) of the invoice's amount by portions.
std::vector<money> slices(invoice const& one, money from, money to) {
    std::vector<money> cut;
    money begin;
    for (auto const& each : one.portions) {
        auto const end = begin + each.amount;
        cut.push_back(std::max(std::min(end, to) - std::max(begin, from), money{}));
        begin = end;
    }
    return cut;
}

// Millionths of a fen on these amounts for the days after `after` and up to `until`.
wide_integer interest_on(invoice const& one, std::vector<money> const& amounts,
                         std::optional<std::int64_t> after, std::int64_t until) {
    wide_integer sum = 0;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        auto first = first_late_day(one, one.portions[i]);
        if (after) first = std::max(first, *after + 1);
        auto const days = until - first + 1;
        if (days <= 0) continue;
        sum += wide_integer{amounts[i].fen} * one.late_interest_ppm_per_day * days;
    }
    return sum;
}

// Posts the interest that has grown by the end of that day, and what is added to it; whole fen.
money accrue(invoice& one, std::int64_t until, wide_integer more = 0) {
    auto const grown = interest_on(one, open_portions(one), one.interest_until, until) + more +
                       one.interest_millionths;
    auto const whole = money{static_cast<std::int64_t>(grown / millionths_of_a_fen)};
    one.interest_millionths = static_cast<std::int64_t>(grown % millionths_of_a_fen);
    one.interest_until = std::max(one.interest_until.value_or(until), until);
    one.posted_interest = one.posted_interest + whole;
    return whole;
}

money unpaid_interest(invoice const& one) {
    return one.posted_interest - one.paid_interest;
}

bool is_settled(invoice const& one) {
    return unpaid_of(one) == money{} && unpaid_interest(one) == money{};
}

// From when the oldest undisputed part is late.
void note_overdue(invoice& one) {
    one.overdue_from.reset();
    auto const open = open_portions(one);
    for (std::size_t i = 0; i < open.size(); ++i) {
        if (open[i] == money{}) continue;
        auto const late = start_of_day(first_late_day(one, one.portions[i]), divisor_of(one));
        if (!one.overdue_from || late < *one.overdue_from) one.overdue_from = late;
    }
}

result<void> check_amount(money amount, money left) {
    if (amount.fen <= 0) return refuse_field("/amount", "out_of_range", "must be above zero");
    if (amount > left)
        return refuse(error_code::amount_exceeded, "At most " + format_money(left) + " is left.");
    return success();
}

// What became payable of a milestone, in that order.
std::vector<invoice_portion> payable_portions(milestone const& one) {
    std::vector<invoice_portion> portions;
    auto release = one.releases.begin();
    for (std::int64_t accepted = 0; accepted <= std::ssize(one.acceptances); ++accepted) {
        for (; release != one.releases.end() && release->acceptances_before == accepted; ++release)
            portions.push_back({release->amount, release->payment});
        if (accepted == std::ssize(one.acceptances)) break;
        auto const& next = one.acceptances[static_cast<std::size_t>(accepted)];
        portions.push_back({next.payable, next.payment});
    }
    return portions;
}

std::vector<invoice_portion> claimed_portions(milestone const& one, money amount) {
    invoice whole;
    whole.portions = payable_portions(one);
    auto const cut = slices(whole, one.invoiced_amount, one.invoiced_amount + amount);
    std::vector<invoice_portion> claimed;
    for (std::size_t i = 0; i < cut.size(); ++i) {
        if (cut[i] == money{}) continue;
        claimed.push_back({cut[i], whole.portions[i].payment});
    }
    return claimed;
}

std::size_t oldest_open(std::vector<money> const& open) {
    auto const found = std::ranges::find_if(open, [](money each) { return each > money{}; });
    auto const place = static_cast<std::size_t>(found - open.begin());
    return std::min(place, open.size() - 1); // where interest alone is left, the last
}

} // namespace

std::span<invoice_transition const> invoice_transitions() {
    return invoice_steps;
}

result<invoice_state> next_state(invoice_state from, invoice_command command, delivery_party who) {
    return json::next_state(invoice_transitions(), from, command, who, "invoice");
}

std::vector<money> open_portions(invoice const& one) {
    return slices(one, one.paid_amount, one.amount - one.conceded_amount - one.disputed_amount);
}

std::vector<money> disputed_portions(invoice const& one) {
    auto const end = one.amount - one.conceded_amount;
    return slices(one, end - one.disputed_amount, end);
}

std::int64_t day_number(instant at, std::int64_t divisor) {
    if (divisor == calendar::divisor_none) return calendar::day_of(at).time_since_epoch().count();
    return at.time_since_epoch() / calendar::quickened(a_day, divisor);
}

// A quick term ends within a day; the next one is the first that is late.
std::int64_t first_late_day(invoice const& one, invoice_portion const& part) {
    auto const divisor = part.payment.divisor;
    auto const due = day_number(part.payment.due - std::chrono::milliseconds{1}, divisor) + 1;
    return std::max(due, day_number(one.created_at, divisor) + 1);
}

money interest_owed(invoice const& one, instant now) {
    auto then = one;
    accrue(then, day_number(now, divisor_of(one)));
    return unpaid_interest(then);
}

money outstanding_of(invoice const& one, instant now) {
    return sum_of(open_portions(one)) + interest_owed(one, now);
}

invoice as_of(invoice one, instant now, term_calendar const& calendar) {
    for (auto& each : one.portions)
        each.payment = renewed(each.payment, calendar);
    one.interest = interest_owed(one, now);
    one.outstanding = outstanding_of(one, now);
    auto const open = open_portions(one);
    for (std::size_t i = 0; i < open.size(); ++i) {
        if (open[i] > money{}) one.clocks.push_back(one.portions[i].payment);
    }
    return one;
}

result<issued_invoice> issued(contract const& of, milestone claimed, invoice wanted, instant now) {
    TRY(check_amount(wanted.amount, claimed.payable_amount - claimed.invoiced_amount));
    wanted.contract_id = of.id;
    wanted.milestone_id = claimed.id;
    wanted.buyer_id = of.buyer_id;
    wanted.supplier_id = of.supplier_id;
    wanted.late_interest_ppm_per_day = of.payment_terms.late_interest_ppm_per_day;
    wanted.portions = claimed_portions(claimed, wanted.amount);
    wanted.created_at = now;
    note_overdue(wanted);
    claimed.invoiced_amount = claimed.invoiced_amount + wanted.amount;
    return issued_invoice{std::move(wanted), std::move(claimed)};
}

result<settled_invoice> settled(invoice one, delivery_party who, money amount, instant now) {
    auto const today = day_number(now, divisor_of(one));
    auto const interest = accrue(one, today);
    auto const open = open_portions(one);
    auto const owed = unpaid_interest(one);
    TRY(check_amount(amount, sum_of(open) + owed));
    auto const& oldest = one.portions[oldest_open(open)];
    auto const since = day_number(std::max(oldest.payment.start, one.created_at), divisor_of(one));
    auto const late = today - first_late_day(one, oldest) + 1;
    payment made{.amount = amount,
                 .interest_amount = std::min(amount, owed),
                 .days_to_pay = std::max<std::int64_t>(today - since, 0),
                 .days_late = std::max<std::int64_t>(late, 0)};
    made.principal_amount = amount - made.interest_amount;
    one.paid_interest = one.paid_interest + made.interest_amount;
    one.paid_amount = one.paid_amount + made.principal_amount;
    auto const command = is_settled(one) ? invoice_command::pay_rest : invoice_command::pay_part;
    TRY(one.state, next_state(one.state, command, who));
    note_overdue(one);
    return settled_invoice{std::move(one), std::move(made), interest};
}

result<changed_invoice> disputed(invoice one, delivery_party who, dispute const& claim,
                                 instant now) {
    TRY(one.state, next_state(one.state, invoice_command::dispute, who));
    if (claim.reasons.empty())
        return refuse_field("/reasons", "required", "say what is wrong with it");
    if (one.disputed_amount != money{})
        return refuse(error_code::conflict, "A part of the invoice is disputed already.");
    TRY(check_amount(claim.amount, unpaid_of(one)));
    auto const interest = accrue(one, day_number(now, divisor_of(one)));
    one.disputed_amount = claim.amount;
    one.dispute_reasons = claim.reasons;
    one.disputed_at = now;
    note_overdue(one);
    return changed_invoice{std::move(one), interest};
}

result<changed_invoice> undisputed(invoice one, delivery_party who, instant now) {
    TRY(one.state, next_state(one.state, invoice_command::withdraw_dispute, who));
    if (one.disputed_amount == money{})
        return refuse(error_code::wrong_state, "No part of the invoice is disputed.");
    auto const today = day_number(now, divisor_of(one));
    auto const since = day_number(one.disputed_at.value_or(now), divisor_of(one));
    auto const interest =
        accrue(one, today, interest_on(one, disputed_portions(one), since, today));
    one.disputed_amount = {};
    one.dispute_reasons.clear();
    one.disputed_at.reset();
    note_overdue(one);
    return changed_invoice{std::move(one), interest};
}

result<changed_invoice> conceded(invoice one, delivery_party who, money amount, instant now) {
    TRY(next_state(one.state, invoice_command::concede_part, who));
    TRY(check_amount(amount, one.disputed_amount));
    auto const interest = accrue(one, day_number(now, divisor_of(one)));
    one.conceded_amount = one.conceded_amount + amount;
    one.disputed_amount = one.disputed_amount - amount;
    if (one.disputed_amount == money{}) {
        one.dispute_reasons.clear();
        one.disputed_at.reset();
    }
    auto const command =
        is_settled(one) ? invoice_command::concede_rest : invoice_command::concede_part;
    TRY(one.state, next_state(one.state, command, who));
    note_overdue(one);
    return changed_invoice{std::move(one), interest};
}

result<changed_invoice> refunded(invoice one, delivery_party who, money amount, instant now) {
    TRY(one.state, next_state(one.state, invoice_command::refund, who));
    TRY(check_amount(amount, one.paid_amount - one.refunded_amount));
    auto const interest = accrue(one, day_number(now, divisor_of(one)));
    one.refunded_amount = one.refunded_amount + amount;
    return changed_invoice{std::move(one), interest};
}

} // namespace talent::delivery
