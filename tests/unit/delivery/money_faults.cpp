// What is asserted of every state of the small contract's money, and how a state is told from
// others.
#include <sstream>

#include "tests/unit/delivery/money_world.hpp"

namespace talent::test {
namespace {

using namespace delivery;

money sum_of(std::map<account_kind, money> const& book) {
    money sum;
    for (auto const& each : book)
        sum = sum + each.second;
    return sum;
}

money balance_of(std::map<account_kind, money> const& book, account_kind kind) {
    auto const found = book.find(kind);
    return found == book.end() ? money{} : found->second;
}

struct totals {
    money accepted, penalty, retained, payable, invoiced;         // of milestones
    money billed, paid, conceded, interest_posted, interest_paid; // of invoices
};

totals totals_of(money_world const& one) {
    totals sum;
    for (auto const& each : one.parts) {
        sum.accepted = sum.accepted + each.accepted_amount;
        sum.penalty = sum.penalty + each.penalty_amount;
        sum.retained = sum.retained + each.retained_amount;
        sum.payable = sum.payable + each.payable_amount;
        sum.invoiced = sum.invoiced + each.invoiced_amount;
    }
    for (auto const& each : one.bills) {
        sum.billed = sum.billed + each.amount;
        sum.paid = sum.paid + each.paid_amount;
        sum.conceded = sum.conceded + each.conceded_amount;
        sum.interest_posted = sum.interest_posted + each.posted_interest;
        sum.interest_paid = sum.interest_paid + each.paid_interest;
    }
    return sum;
}

std::string fault_of_bill(invoice const& one) {
    if (one.paid_amount + one.conceded_amount + one.disputed_amount > one.amount)
        return "more of an invoice is paid, conceded and disputed than it is for";
    if (one.paid_interest > one.posted_interest) return "more interest is paid than was posted";
    if (one.refunded_amount > one.paid_amount) return "more is refunded than was paid";
    return {};
}

std::string fault_of_part(money_world const& in, milestone const& one) {
    if (one.accepted_amount > one.amount) return "more is accepted than the milestone is worth";
    if (one.accepted_amount != one.penalty_amount + one.retained_amount + one.payable_amount)
        return "penalty, retention and what is payable are not what was accepted";
    if (one.invoiced_amount > one.payable_amount) return "more is invoiced than is payable";
    if (!one.releases.empty() && money_days.at(in.day) < money_warranty_day)
        return "what is held back was released within the warranty";
    return {};
}

// -- what can still matter of each --

std::int64_t day_of(std::optional<instant> const& at) {
    return at ? calendar::day_of(*at).time_since_epoch().count() - money_first_day : -1;
}

void describe_part(milestone const& one, std::ostream& to) {
    to << "; part " << json::name_of(one.state) << " accepted " << one.accepted_amount.fen
       << " held " << one.retained_amount.fen;
    if (one.state != milestone_state::accepted)
        to << " due " << one.due_on.time_since_epoch().count() - money_first_day;
    if (one.state == milestone_state::submitted) {
        to << " submitted " << day_of(one.submitted_at) << " paused " << one.paused_days;
        if (one.inspection) to << " inspected by " << day_of(one.inspection->due);
    }
    if (one.invoiced_amount == one.payable_amount) return;
    to << " invoiced " << one.invoiced_amount.fen;
    for (auto const& made : one.acceptances)
        to << " +" << made.payable.fen << " by " << day_of(made.payment.due);
    for (auto const& made : one.releases)
        to << " released " << made.amount.fen << " after " << made.acceptances_before << " by "
           << day_of(made.payment.due);
}

std::string description_of(invoice const& one) {
    std::ostringstream to;
    bool const over = one.state == invoice_state::paid || one.state == invoice_state::conceded;
    bool const refundable = one.refunded_amount < one.paid_amount;
    if (over) return refundable ? "; settled invoice" : "; settled invoice, nothing to refund";
    to << "; invoice of " << day_of(one.created_at) << " " << json::name_of(one.state) << " "
       << one.amount.fen << " paid " << one.paid_amount.fen << " disputed "
       << one.disputed_amount.fen << " since " << day_of(one.disputed_at) << " conceded "
       << one.conceded_amount.fen << " refunded " << one.refunded_amount.fen << " interest "
       << (one.posted_interest - one.paid_interest).fen << "." << one.interest_millionths
       << " until " << one.interest_until.value_or(0);
    for (auto const& portion : one.portions)
        to << " =" << portion.amount.fen << " by " << day_of(portion.payment.due);
    return std::move(to).str();
}

} // namespace

std::string describe(money_world const& one) {
    std::ostringstream to;
    to << "day " << money_days.at(one.day) - money_first_day << ", contract "
       << json::name_of(one.of.state);
    if (one.of.suspended_by)
        to << " by " << json::name_of(*one.of.suspended_by) << " since "
           << day_of(one.of.suspended_at);
    for (auto const& each : one.parts)
        describe_part(each, to);
    for (auto const& each : one.bills)
        to << description_of(each);
    return std::move(to).str();
}

std::string fault_of(money_world const& one) {
    for (auto const& each : one.parts) {
        if (auto found = fault_of_part(one, each); !found.empty()) return found;
    }
    for (auto const& each : one.bills) {
        if (auto found = fault_of_bill(each); !found.empty()) return found;
    }
    auto const sum = totals_of(one);
    auto const due = sum.accepted - sum.penalty - sum.retained;
    if (sum.accepted > one.of.price) return "more is accepted than the contract is worth";
    if (sum.billed != sum.invoiced) return "the invoices are not what the milestones were invoiced";
    if (sum.paid + sum.conceded > due) return "more is paid than was accepted";
    if (one.paid > due + sum.interest_posted) return "more money moved than is owed";
    if (one.paid != sum.paid + sum.interest_paid) return "payments are not what the invoices say";
    if (sum_of(one.buyer) != money{} || sum_of(one.supplier) != money{})
        return "a book does not sum to zero";
    auto const owed = sum.payable + sum.interest_posted - one.paid - sum.conceded;
    if (balance_of(one.buyer, account_kind::payable) != money{} - owed ||
        balance_of(one.supplier, account_kind::receivable) != owed)
        return "the books do not say what is owed";
    return {};
}

std::string fault_of_step(money_world const& before, money_world const& after) {
    bool const worked = before.of.state == contract_state::in_force;
    for (std::size_t i = 0; i < before.parts.size(); ++i) {
        bool const moved = before.parts[i].accepted_amount != after.parts[i].accepted_amount ||
                           before.parts[i].state != after.parts[i].state;
        if (moved && !worked) return "something was delivered that is not in force";
        if (after.parts[i].accepted_amount < before.parts[i].accepted_amount)
            return "what was accepted became less";
    }
    return {};
}

bool is_settled(money_world const& one) {
    using enum contract_state;
    if (one.of.state != completed && one.of.state != contract_state::terminated) return false;
    for (auto const& each : one.parts) {
        if (each.retained_amount != money{} || each.invoiced_amount != each.payable_amount)
            return false;
    }
    for (auto const& each : one.bills) {
        if (each.state != invoice_state::paid && each.state != invoice_state::conceded)
            return false;
    }
    return true;
}

} // namespace talent::test
