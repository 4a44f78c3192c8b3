#include "tests/unit/delivery/reference_model.hpp"

#include <algorithm>

namespace talent::test {
namespace {

std::int64_t basis_points(std::int64_t whole, std::int64_t points) {
    return static_cast<std::int64_t>(wide{whole} * points / 10'000);
}

bool one_of(std::string const& state, std::initializer_list<char const*> states) {
    return std::any_of(states.begin(), states.end(),
                       [&](char const* each) { return state == each; });
}

} // namespace

reference_model::reference_model(agreed_terms terms, std::int64_t today,
                                 calendar::working_days const& calendar)
    : terms_(std::move(terms)), calendar_(calendar), today_(today) {
    for (std::size_t i = 0; i < terms_.parts.size(); ++i)
        parts_.push_back({.amount = terms_.parts[i], .due = terms_.due[i]});
}

std::int64_t reference_model::part::sum_payable() const {
    std::int64_t sum = 0;
    for (auto const& each : payable)
        sum += each.amount;
    return sum;
}

// Calendar days, moved on to the next working day.
std::int64_t reference_model::last_day(std::int64_t start, std::int64_t days) const {
    auto day = start + days;
    while (!calendar_.is_working_day(date{std::chrono::days{day}}))
        ++day;
    return day;
}

bool reference_model::apply(operation const& wanted) {
    if (wanted.what == act::wait) {
        wait(wanted.days);
        return true;
    }
    if (wanted.what <= act::terminate) return contract_step(wanted);
    if (wanted.what <= act::invoice) return milestone_step(wanted);
    return invoice_step(wanted);
}

bool reference_model::contract_step(operation const& wanted) {
    switch (wanted.what) {
        case act::publish:
            if (!wanted.by_buyer || published_) return false;
            return published_ = true;
        case act::file:
            if (!wanted.by_buyer || filed_) return false;
            return filed_ = true;
        case act::suspend:
            if (state_ != "in_force") return false;
            state_ = "suspended";
            suspended_by_buyer_ = wanted.by_buyer;
            suspended_on_ = today_;
            return true;
        case act::resume:
            if (state_ != "suspended" || suspended_by_buyer_ != wanted.by_buyer) return false;
            state_ = "in_force";
            for (auto& each : parts_) {
                if (each.state == "accepted") continue;
                auto const days = today_ - suspended_on_;
                (each.state == "submitted" ? each.paused : each.due) += days;
                each.inspection_start += days;
            }
            return true;
        case act::terminate:
            if (!(state_ == "suspended" || (state_ == "in_force" && wanted.by_buyer))) return false;
            state_ = "terminated";
            return true;
        default:
            return amend(wanted);
    }
}

bool reference_model::amend(operation const& wanted) {
    if (!one_of(state_, {"in_force", "suspended"}) || wanted.amount < 1) return false;
    if (added_ + wanted.amount > basis_points(terms_.price, 1'000)) return false;
    if (parts_.size() >= 100) return false;
    added_ += wanted.amount;
    parts_.push_back({.amount = wanted.amount, .due = today_ + 20});
    return true;
}

bool reference_model::milestone_step(operation const& wanted) {
    if (wanted.which >= parts_.size()) return false;
    auto& one = parts_[wanted.which];
    bool const in_force = state_ == "in_force";
    switch (wanted.what) {
        case act::submit:
            if (!in_force || wanted.by_buyer ||
                !one_of(one.state, {"scheduled", "partly_accepted", "rejected"}))
                return false;
            one.state = "submitted";
            one.submitted = one.inspection_start = today_;
            return true;
        case act::accept:
            if (!in_force || !wanted.by_buyer || one.state != "submitted") return false;
            accept(one, one.amount);
            one.state = "accepted";
            if (std::all_of(parts_.begin(), parts_.end(),
                            [](part const& each) { return each.state == "accepted"; }))
                state_ = "completed";
            return true;
        case act::accept_partly:
            if (!in_force || !wanted.by_buyer || one.state != "submitted") return false;
            if (wanted.amount <= one.accepted || wanted.amount >= one.amount) return false;
            accept(one, wanted.amount);
            one.state = "partly_accepted";
            return true;
        case act::reject:
            if (!in_force || !wanted.by_buyer || one.state != "submitted") return false;
            one.state = "rejected";
            one.due += one.paused;
            one.paused = 0;
            return true;
        case act::release:
            if (one.state == "scheduled" || one.held == 0 || today_ < terms_.warranty) return false;
            one.payable.push_back({one.held, last_day(today_, terms_.pay_days)});
            one.held = 0;
            return true;
        default:
            return issue(wanted);
    }
}

bool reference_model::accept(part& one, std::int64_t accepted_in_all) {
    auto const amount = accepted_in_all - one.accepted;
    if (amount > 0) {
        auto const late = std::max<std::int64_t>(one.submitted - one.due, 0);
        std::int64_t points = 0;
        for (std::int64_t day = 0; day < late && points < terms_.penalty_cap; ++day)
            points = std::min(points + terms_.penalty_a_day, terms_.penalty_cap);
        auto const penalty = basis_points(amount, points);
        std::int64_t held = 0;
        if (today_ < terms_.warranty)
            held = basis_points(accepted_in_all, terms_.retention) -
                   basis_points(one.accepted, terms_.retention);
        auto const inspected = last_day(one.inspection_start, terms_.inspect_days);
        auto const start = std::min(today_, inspected);
        one.payable.push_back({amount - penalty - held, last_day(start, terms_.pay_days)});
        one.penalty += penalty;
        one.held += held;
        one.accepted = accepted_in_all;
    }
    one.due += one.paused;
    one.paused = 0;
    return true;
}

bool reference_model::issue(operation const& wanted) {
    auto& one = parts_[wanted.which];
    auto left = one.sum_payable() - one.invoiced;
    if (wanted.by_buyer || wanted.amount < 1 || wanted.amount > left) return false;
    bill made{.of = wanted.which, .parts = {}, .issued = today_, .amount = wanted.amount};
    auto skip = one.invoiced;
    auto take = wanted.amount;
    for (auto const& each : one.payable) {
        auto const skipped = std::min(skip, each.amount);
        skip -= skipped;
        auto const taken = std::min(take, each.amount - skipped);
        take -= taken;
        if (taken > 0) made.parts.push_back({taken, each.last_day});
    }
    one.invoiced += wanted.amount;
    bills_.push_back(std::move(made));
    return true;
}

std::int64_t reference_model::first_late_day(bill const& one, due_part const& each) const {
    return std::max(each.last_day, one.issued) + 1;
}

// On fen from…to of the bill, by part.
wide reference_model::interest_of_a_day(bill const& one, std::int64_t from, std::int64_t to,
                                        std::int64_t day) const {
    wide sum = 0;
    std::int64_t begin = 0;
    for (auto const& each : one.parts) {
        auto const low = std::max(begin, from);
        auto const high = std::min(begin + each.amount, to);
        if (high > low && day >= first_late_day(one, each))
            sum += wide{high - low} * terms_.interest_ppm;
        begin += each.amount;
    }
    return sum;
}

// A day's interest is on what is open when it begins.
void reference_model::wait(std::int64_t days) {
    for (std::int64_t i = 0; i < days; ++i) {
        ++today_;
        for (auto& each : bills_)
            each.millionths += interest_of_a_day(
                each, each.paid, each.amount - each.conceded - each.disputed, today_);
    }
}

std::int64_t reference_model::unposted(bill const& one) const {
    return static_cast<std::int64_t>(one.millionths / 1'000'000) - one.interest_posted;
}
void reference_model::post_interest(bill& one) {
    one.interest_posted += unposted(one);
}
std::int64_t reference_model::owed_interest(std::size_t invoice) const {
    auto const& one = bills_[invoice];
    return one.interest_posted + unposted(one) - one.interest_paid;
}
std::int64_t reference_model::outstanding(std::size_t invoice) const {
    return bills_[invoice].left() - bills_[invoice].disputed + owed_interest(invoice);
}

bool reference_model::pay(bill& one, operation const& wanted) {
    if (!wanted.by_buyer || wanted.amount < 1 || wanted.amount > outstanding(wanted.which))
        return false;
    auto const interest = std::min(wanted.amount, owed_interest(wanted.which));
    post_interest(one);
    one.interest_paid += interest;
    one.paid += wanted.amount - interest;
    paid_in_all_ += wanted.amount;
    bool const settled = one.left() == 0 && one.interest_posted == one.interest_paid;
    one.state = settled ? "paid" : "partly_paid";
    return true;
}

bool reference_model::invoice_step(operation const& wanted) {
    if (wanted.which >= bills_.size()) return false;
    auto& one = bills_[wanted.which];
    bool const open = one_of(one.state, {"issued", "partly_paid"});
    auto const amount = wanted.amount;
    switch (wanted.what) {
        case act::pay:
            return open && pay(one, wanted);
        case act::dispute:
            if (!open || !wanted.by_buyer || one.disputed > 0 || amount < 1 || amount > one.left())
                return false;
            post_interest(one);
            one.disputed = amount;
            one.disputed_on = today_;
            return true;
        case act::withdraw_dispute: {
            if (!open || !wanted.by_buyer || one.disputed == 0) return false;
            auto const end = one.amount - one.conceded;
            for (auto day = one.disputed_on + 1; day <= today_; ++day)
                one.millionths += interest_of_a_day(one, end - one.disputed, end, day);
            one.disputed = 0;
            post_interest(one);
            return true;
        }
        case act::concede:
            if (!open || wanted.by_buyer || amount < 1 || amount > one.disputed) return false;
            post_interest(one);
            one.disputed -= amount;
            one.conceded += amount;
            if (one.left() == 0 && one.interest_posted == one.interest_paid)
                one.state = one.state == "issued" ? "conceded" : "paid";
            return true;
        default: // refund
            if (wanted.by_buyer || !one_of(one.state, {"partly_paid", "paid"})) return false;
            if (amount < 1 || amount > one.paid - one.refunded) return false;
            post_interest(one);
            one.refunded += amount;
            return true;
    }
}

balances reference_model::reckon() const {
    std::int64_t accepted = 0, fees = 0, penalty = 0, held = 0;
    for (auto const& each : parts_) {
        accepted += each.accepted;
        fees += basis_points(each.accepted, terms_.fee);
        penalty += each.penalty;
        held += each.held;
    }
    std::int64_t interest = 0, conceded = 0, refunded = 0;
    for (auto const& each : bills_) {
        interest += each.interest_posted;
        conceded += each.conceded;
        refunded += each.refunded;
    }
    auto const owed = accepted - penalty - held - conceded + interest - paid_in_all_;
    auto const cost = accepted - conceded - refunded;
    auto const moved = paid_in_all_ - refunded;
    return {cost,        -owed, -moved, -held, -penalty, interest, owed,
            fees - cost, -fees, moved,  held,  penalty,  -interest};
}

bool reference_model::is_over() const {
    if (!one_of(state_, {"completed", "terminated"})) return false;
    bool const settled = std::all_of(bills_.begin(), bills_.end(), [](bill const& each) {
        return one_of(each.state, {"paid", "conceded"});
    });
    bool const claimed = std::all_of(parts_.begin(), parts_.end(), [](part const& each) {
        return each.held == 0 && each.invoiced == each.sum_payable();
    });
    return settled && claimed;
}

} // namespace talent::test
