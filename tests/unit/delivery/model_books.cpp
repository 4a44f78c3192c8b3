#include "tests/unit/delivery/model_books.hpp"

#include <catch2/catch.hpp>

namespace talent::test {

using namespace delivery;

payment_terms terms_of(agreed_terms const& agreed) {
    payment_terms terms{.payment_calendar_days = agreed.pay_days,
                        .late_interest_ppm_per_day = agreed.interest_ppm,
                        .inspection_calendar_days = agreed.inspect_days,
                        .penalty_basis_points_per_day = agreed.penalty_a_day,
                        .penalty_cap_basis_points = agreed.penalty_cap,
                        .retention_basis_points = agreed.retention};
    if (agreed.retention > 0) terms.warranty_until = date{std::chrono::days{agreed.warranty}};
    return terms;
}

balances in_order(std::map<account_kind, money> const& buyer,
                  std::map<account_kind, money> const& supplier) {
    using enum account_kind;
    balances found{};
    std::size_t place = 0;
    auto const add = [&](auto const& book, account_kind kind) {
        auto const one = book.find(kind);
        found[place++] = one == book.end() ? 0 : one->second.fen;
    };
    for (auto const kind : {expense, payable, cash, retention, penalty, interest})
        add(buyer, kind);
    for (auto const kind : {receivable, revenue, fee, cash, retention, penalty, interest})
        add(supplier, kind);
    return found;
}

pure_books::pure_books(agreed_terms const& agreed, std::int64_t today,
                       calendar::working_days const& calendar)
    : calendar_(calendar), today_(today) {
    contract_.id = make_uuid(now());
    contract_.buyer_id = make_uuid(now());
    contract_.supplier_id = make_uuid(now());
    contract_.original_price = contract_.price = {agreed.price};
    contract_.fee_basis_points = agreed.fee;
    contract_.payment_terms = terms_of(agreed);
    contract_.awarded_at = now();
    contract_ = signed_by(contract_, delivery_party::buyer, now(), calendar).value();
    contract_ = signed_by(contract_, delivery_party::supplier, now(), calendar).value();
    for (std::size_t i = 0; i < agreed.parts.size(); ++i) {
        milestone one;
        one.id = make_uuid(now());
        one.amount = {agreed.parts[i]};
        one.due_on = date{std::chrono::days{agreed.due[i]}};
        parts_.push_back(std::move(one));
    }
}

void pure_books::post(std::vector<ledger_line> const& lines) {
    REQUIRE(is_balanced(lines));
    for (auto const& each : lines) {
        auto& book = each.organisation_id == contract_.buyer_id ? buyer_ : supplier_;
        book[each.kind] = book[each.kind] + each.amount;
    }
}

template <class T>
bool pure_books::keep(result<T> outcome, T& to) {
    if (!outcome.has_value()) return false;
    to = std::move(outcome).value();
    return true;
}

bool pure_books::apply(operation const& wanted) {
    if (wanted.what == act::wait) {
        today_ += wanted.days;
        return true;
    }
    if (wanted.what <= act::terminate) return contract_step(wanted);
    if (wanted.what <= act::invoice) return milestone_step(wanted);
    return invoice_step(wanted);
}

void pure_books::resume_milestones(std::int64_t days) {
    for (auto& each : parts_)
        each = delayed(std::move(each), days, calendar_);
}

bool pure_books::contract_step(operation const& wanted) {
    auto const who = wanted.by_buyer ? delivery_party::buyer : delivery_party::supplier;
    auto const before = contract_.suspended_days;
    switch (wanted.what) {
        case act::publish:
            return keep(published(contract_, who, now(), calendar_), contract_);
        case act::file:
            return keep(filed(contract_, who, now(), calendar_), contract_);
        case act::suspend:
            return keep(suspended(contract_, who, now(), {"flood"}), contract_);
        case act::resume:
            if (!keep(resumed(contract_, who, now(), {"dry"}), contract_)) return false;
            resume_milestones(contract_.suspended_days - before);
            return true;
        case act::terminate:
            return keep(terminated(contract_, who, now(), {"no use"}), contract_);
        default:
            return amend(wanted);
    }
}

bool pure_books::amend(operation const& wanted) {
    amendment const by{
        .added_milestones = {{"more", {wanted.amount}, date{std::chrono::days{today_ + 20}}}}};
    // The field's own minimum, and the use case's limit.
    if (wanted.amount < 1 || parts_.size() >= milestones_in_all_max) return false;
    if (!keep(amended(contract_, by), contract_)) return false;
    for (auto& each : added_milestones(contract_, by, parts_.size(), now()))
        parts_.push_back(std::move(each));
    return true;
}

bool pure_books::keep_accepted(result<accepted_milestone> outcome, milestone& to) {
    if (!outcome.has_value()) return false;
    auto done = std::move(outcome).value();
    post(lines_of_acceptance(contract_, done.made, done.fee));
    to = std::move(done.after);
    for (auto const& each : parts_) {
        if (each.state != milestone_state::accepted) return true;
    }
    contract_.state =
        next_state(contract_.state, contract_command::complete, delivery_party::platform).value();
    return true;
}

bool pure_books::milestone_step(operation const& wanted) {
    if (wanted.which >= parts_.size()) return false;
    auto& one = parts_[wanted.which];
    auto const who = wanted.by_buyer ? delivery_party::buyer : delivery_party::supplier;
    switch (wanted.what) {
        case act::submit:
            return keep(submitted(contract_, one, who, {{"report", {}}}, now(), calendar_), one);
        case act::accept:
            return keep_accepted(accepted(contract_, one, who, {}, now(), calendar_), one);
        case act::accept_partly:
            return keep_accepted(
                accepted_partly(contract_, one, who, {{wanted.amount}, {"part"}}, now(), calendar_),
                one);
        case act::reject:
            return keep(rejected(contract_, one, who, {"all"}), one);
        case act::release: {
            auto done = released(contract_, one, who, now(), calendar_);
            if (!done.has_value()) return false;
            post(lines_of_release(contract_, done.value().made.amount));
            one = std::move(done).value().after;
            return true;
        }
        default: {
            if (who != delivery_party::supplier) return false; // the use case's own check
            auto done = issued(contract_, one, {.amount = {wanted.amount}}, now());
            if (!done.has_value()) return false;
            one = std::move(done.value().after);
            invoices_.push_back(std::move(done.value().made));
            return true;
        }
    }
}

bool pure_books::keep_changed(result<changed_invoice> outcome, invoice& to,
                              std::vector<ledger_line> lines) {
    if (!outcome.has_value()) return false;
    auto done = std::move(outcome).value();
    post(lines_of_interest(contract_, done.interest));
    post(lines);
    to = std::move(done.after);
    return true;
}

bool pure_books::invoice_step(operation const& wanted) {
    if (wanted.which >= invoices_.size()) return false;
    auto& one = invoices_[wanted.which];
    auto const who = wanted.by_buyer ? delivery_party::buyer : delivery_party::supplier;
    money const amount{wanted.amount};
    switch (wanted.what) {
        case act::pay: {
            auto done = settled(one, who, amount, now());
            if (!done.has_value()) return false;
            post(lines_of_interest(contract_, done.value().interest));
            post(lines_of_payment(contract_, done.value().made.amount));
            one = std::move(done).value().after;
            return true;
        }
        case act::dispute:
            return keep_changed(disputed(one, who, {amount, {"half"}}, now()), one);
        case act::withdraw_dispute:
            return keep_changed(undisputed(one, who, now()), one);
        case act::concede:
            return keep_changed(conceded(one, who, amount, now()), one,
                                lines_of_concession(contract_, amount));
        default:
            return keep_changed(refunded(one, who, amount, now()), one,
                                lines_of_refund(contract_, amount));
    }
}

std::int64_t pure_books::outstanding(std::size_t invoice) const {
    return outstanding_of(invoices_[invoice], now()).fen;
}
std::string pure_books::state_of_invoice(std::size_t which) const {
    return std::string(json::name_of(invoices_[which].state));
}
std::string pure_books::state_of_part(std::size_t which) const {
    return std::string(json::name_of(parts_[which].state));
}
std::string pure_books::state() const {
    return std::string(json::name_of(contract_.state));
}

} // namespace talent::test
