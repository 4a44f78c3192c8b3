// A second, small reckoning of one contract and its books, for the model test: whole numbers, days
// counted one by one, nothing shared with the service but the calendar of working days. A value;
// one thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/calendar/working_days.hpp"

namespace talent::test {

__extension__ using wide = __int128;

/// What the model test does to a contract. Amounts are fen, days are counted from 1970-01-01.
enum class act {
    publish,
    file,
    suspend,
    resume,
    amend, // proposed by the side, agreed to by the other
    terminate,
    submit,
    accept,
    accept_partly,
    reject,
    release,
    invoice,
    pay,
    dispute,
    withdraw_dispute,
    concede,
    refund,
    wait
};
inline constexpr int acts = static_cast<int>(act::wait) + 1;

struct operation {
    act what = act::wait;
    bool by_buyer = true;
    std::size_t which = 0; // milestone or invoice, by place from 0
    std::int64_t amount = 0;
    std::int64_t days = 0; // of waiting
};

struct agreed_terms {
    std::int64_t price = 0;
    std::vector<std::int64_t> parts; // what each milestone is worth
    std::vector<std::int64_t> due;   // days
    std::int64_t fee = 0;            // basis points
    std::int64_t pay_days = 30;
    std::int64_t inspect_days = 10;
    std::int64_t interest_ppm = 500;
    std::int64_t penalty_a_day = 0;
    std::int64_t penalty_cap = 0;
    std::int64_t retention = 0;
    std::int64_t warranty = 0; // the day from which it is released
};

/// Balances in the order: the buyer's expense, payable, cash, retention, penalty, interest; the
/// supplier's receivable, revenue, fee, cash, retention, penalty, interest.
using balances = std::array<std::int64_t, 13>;

class reference_model {
  public:
    reference_model(agreed_terms terms, std::int64_t today, calendar::working_days const& calendar);

    /// Whether the operation is allowed; where it is, it is done.
    bool apply(operation const& wanted);

    balances reckon() const;
    std::int64_t today() const { return today_; }
    std::int64_t owed_interest(std::size_t invoice) const;
    std::int64_t outstanding(std::size_t invoice) const;

    struct due_part {
        std::int64_t amount;
        std::int64_t last_day; // on which it is paid in time
    };
    struct part {
        std::int64_t amount;
        std::int64_t due;
        std::string state = "scheduled";
        std::int64_t accepted = 0;
        std::int64_t penalty = 0;
        std::int64_t held = 0;
        std::int64_t invoiced = 0;
        std::int64_t submitted = 0;
        std::int64_t paused = 0;
        std::int64_t inspection_start = 0;
        std::vector<due_part> payable = {};
        std::int64_t sum_payable() const;
    };
    struct bill {
        std::size_t of;
        std::vector<due_part> parts;
        std::int64_t issued;
        std::string state = "issued";
        std::int64_t amount = 0;
        std::int64_t paid = 0;
        std::int64_t disputed = 0;
        std::int64_t conceded = 0;
        std::int64_t refunded = 0;
        std::int64_t interest_paid = 0;
        std::int64_t interest_posted = 0;
        std::int64_t disputed_on = 0;
        wide millionths = 0;
        std::int64_t left() const { return amount - paid - conceded; }
    };
    std::vector<part> const& parts() const { return parts_; }
    std::vector<bill> const& bills() const { return bills_; }
    std::string const& state() const { return state_; }
    agreed_terms const& terms() const { return terms_; }
    /// Whether nothing but waiting is left to be done.
    bool is_over() const;

  private:
    bool contract_step(operation const& wanted);
    bool milestone_step(operation const& wanted);
    bool invoice_step(operation const& wanted);
    bool amend(operation const& wanted);
    bool accept(part& one, std::int64_t accepted_in_all);
    bool issue(operation const& wanted);
    bool pay(bill& one, operation const& wanted);
    void wait(std::int64_t days);
    std::int64_t last_day(std::int64_t start, std::int64_t days) const;
    std::int64_t first_late_day(bill const& one, due_part const& each) const;
    wide interest_of_a_day(bill const& one, std::int64_t from, std::int64_t to,
                           std::int64_t day) const;
    void post_interest(bill& one);
    std::int64_t unposted(bill const& one) const;

    agreed_terms terms_;
    calendar::working_days const& calendar_;
    std::int64_t today_;
    std::string state_ = "in_force";
    bool published_ = false;
    bool filed_ = false;
    bool suspended_by_buyer_ = false;
    std::int64_t suspended_on_ = 0;
    std::int64_t added_ = 0;
    std::vector<part> parts_;
    std::vector<bill> bills_;
    std::int64_t paid_in_all_ = 0;
};

} // namespace talent::test
