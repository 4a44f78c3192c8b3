// Every state that a small contract and its money can reach, breadth first, on the rules
// themselves: in none is more paid than was accepted, and each has a way to its end. Broken rules
// show that the exploration would find them.
#include <catch2/catch.hpp>

#include <deque>
#include <iostream>

#include "tests/support/state_graph.hpp"
#include "tests/unit/delivery/money_world.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::delivery;

namespace {

constexpr std::size_t states_max = 400'000; // beyond it the bounds do not bound

struct exploration {
    state_graph seen;
    std::string fault; // the first, with how it came about; empty: none
};

// A state that waits for its steps, and how it was reached first.
struct waiting {
    money_world one;
    std::size_t number;
    std::shared_ptr<std::string const> way;
};

exploration explore(std::size_t parts, money_rules const& rules) {
    exploration made;
    std::deque<waiting> open;
    auto const meet = [&](money_world one, std::shared_ptr<std::string const> way) {
        auto const place = made.seen.visit(describe(one));
        // Also of a state that is known, since its sums may have come about otherwise.
        if (auto fault = fault_of(one); made.fault.empty() && !fault.empty())
            made.fault = fault + *way;
        if (!place.is_new) return place.number;
        if (is_settled(one)) made.seen.mark_end(place.number);
        open.push_back({std::move(one), place.number, std::move(way)});
        return place.number;
    };
    meet(new_money_world(parts), std::make_shared<std::string const>());
    while (!open.empty() && made.fault.empty()) {
        auto const from = std::move(open.front());
        open.pop_front();
        if (made.seen.states() > states_max) FAIL("The bounds do not bound.");
        for (auto const& step : steps_from(from.one, rules)) {
            auto after = step.take(from.one);
            if (!after) continue;
            auto way = std::make_shared<std::string const>(*from.way + "\n  " + step.name);
            if (auto fault = fault_of_step(from.one, *after); !fault.empty())
                made.fault = fault + *way;
            made.seen.add_step(from.number, meet(*std::move(after), std::move(way)));
        }
    }
    return made;
}

// What the exploration finds wrong; empty: nothing.
std::string finding_of(exploration const& made) {
    if (!made.fault.empty()) return made.fault;
    auto const stuck = made.seen.without_way_out();
    if (stuck.empty()) return {};
    return std::to_string(stuck.size()) + " states have no way out: " + stuck.front();
}

std::string found_with(money_rules const& rules) {
    auto found = finding_of(explore(1, rules));
    std::cout << found << "\n";
    return found;
}

problem refusal() {
    return refuse(error_code::wrong_state, "Never.");
}

} // namespace

TEST_CASE("no state of a contract's money pays beyond what was accepted or has no way out") {
    auto const made = explore(1, {});
    std::cout << made.seen.states() << " states of one milestone, " << made.seen.steps()
              << " steps, " << made.seen.ends() << " ends.\n";
    CHECK(finding_of(made).empty());
    CHECK(made.seen.ends() > 0);
    CHECK(made.seen.states() > 1'000);
}

TEST_CASE("the exploration of money finds a payment that forgets the ones before") {
    money_rules broken;
    broken.settle = [](invoice one, delivery_party who, money amount, instant now) {
        auto const before = one.paid_amount;
        one.paid_amount = {};
        auto done = settled(std::move(one), who, amount, now);
        if (done.has_value())
            done.value().after.paid_amount = done.value().after.paid_amount + before;
        return done;
    };
    CHECK(found_with(broken).find("invoice") != std::string::npos);
}

TEST_CASE("the exploration of money finds an invoice for what was invoiced") {
    money_rules broken;
    broken.issue = [](contract const& of, milestone claimed, invoice wanted, instant now) {
        claimed.invoiced_amount = {};
        return issued(of, std::move(claimed), std::move(wanted), now);
    };
    CHECK(found_with(broken).find("invoice") != std::string::npos);
}

TEST_CASE("the exploration of money finds a retention that is released and kept") {
    money_rules broken;
    broken.release = [](contract const& of, milestone one, delivery_party who, instant now,
                        term_calendar const& calendar) {
        auto const held = one.retained_amount;
        auto done = released(of, std::move(one), who, now, calendar);
        if (done.has_value()) done.value().after.retained_amount = held;
        return done;
    };
    CHECK(found_with(broken).find("penalty, retention") != std::string::npos);
}

TEST_CASE("the exploration of money finds work that is accepted while the contract rests") {
    money_rules broken;
    broken.accept = [](contract of, milestone one, delivery_party who, std::string note,
                       instant now, term_calendar const& calendar) {
        of.state = contract_state::in_force;
        return accepted(of, std::move(one), who, std::move(note), now, calendar);
    };
    // Completing a suspended contract is refused by another rule: two parts, so that one is left.
    CHECK(finding_of(explore(2, broken)).find("not in force") != std::string::npos);
}

TEST_CASE("the exploration of money finds a retention that nobody can release") {
    money_rules broken;
    broken.release = [](auto&&...) { return result<released_milestone>(refusal()); };
    CHECK(found_with(broken).find("no way out") != std::string::npos);
}

TEST_CASE("the exploration of money finds a dispute that nobody can end") {
    money_rules broken;
    broken.concede = [](auto&&...) { return result<changed_invoice>(refusal()); };
    broken.withdraw_dispute = [](auto&&...) { return result<changed_invoice>(refusal()); };
    CHECK(found_with(broken).find("no way out") != std::string::npos);
}
