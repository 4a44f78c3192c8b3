// A small contract with its money, for walking through all that can happen to it: contract ×
// milestone × invoice × payment × dispute × retention, on delivery's own rules. Any of the rules
// can be replaced, so that a broken one can be shown to be found. Values; one thread.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/delivery/ledger.hpp"

namespace talent::test {

inline constexpr std::int64_t money_first_day = 20'545; // 2026-04-02
/// The days that are looked at: between them the work is due, a payment late, and the warranty
/// over.
inline constexpr std::array<std::int64_t, 2> money_days{money_first_day, money_first_day + 80};
inline constexpr std::int64_t money_due_day = money_first_day + 20;
inline constexpr std::int64_t money_warranty_day = money_first_day + 60;
inline constexpr money worth_of_part{20};

/// Delivery's rules, each of which a control may break.
struct money_rules {
    std::function<result<delivery::contract>(delivery::contract, delivery::delivery_party, instant,
                                             std::vector<std::string>)>
        resume = delivery::resumed;
    std::function<result<delivery::accepted_milestone>(
        delivery::contract const&, delivery::milestone, delivery::delivery_party, std::string,
        instant, delivery::term_calendar const&)>
        accept = delivery::accepted;
    std::function<result<delivery::released_milestone>(
        delivery::contract const&, delivery::milestone, delivery::delivery_party, instant,
        delivery::term_calendar const&)>
        release = delivery::released;
    std::function<result<delivery::issued_invoice>(delivery::contract const&, delivery::milestone,
                                                   delivery::invoice, instant)>
        issue = delivery::issued;
    std::function<result<delivery::settled_invoice>(delivery::invoice, delivery::delivery_party,
                                                    money, instant)>
        settle = delivery::settled;
    std::function<result<delivery::changed_invoice>(delivery::invoice, delivery::delivery_party,
                                                    money, instant)>
        concede = delivery::conceded;
    std::function<result<delivery::changed_invoice>(delivery::invoice, delivery::delivery_party,
                                                    instant)>
        withdraw_dispute = delivery::undisputed;
};

struct money_world {
    delivery::contract of;
    std::vector<delivery::milestone> parts;
    std::vector<delivery::invoice> bills;
    std::map<delivery::account_kind, money> buyer;
    std::map<delivery::account_kind, money> supplier;
    money paid = {};     // by the buyer in all, interest included
    std::size_t day = 0; // which of the days that are looked at
};

/// In force on the first day: parts of 20 fen, of which a tenth is held back until the second day,
/// a penalty and interest for what is late.
money_world new_money_world(std::size_t parts);
/// Whoever may do something: the name of each, and what it makes of a world; nothing where the
/// rules refuse it.
struct money_step {
    std::string name;
    std::function<std::optional<money_world>(money_world)> take;
};
std::vector<money_step> steps_from(money_world const& one, money_rules const& rules);

/// All that decides what can follow; what cannot matter any more is left out.
std::string describe(money_world const& one);
/// What is wrong with a state, or with a step to it; empty where nothing is.
std::string fault_of(money_world const& one);
std::string fault_of_step(money_world const& before, money_world const& after);
/// The contract is over, everything owed was invoiced and paid or given up, nothing is held back.
bool is_settled(money_world const& one);

} // namespace talent::test
