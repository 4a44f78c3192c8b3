// The rules of work packages: their states, explored over every command; what an acceptance makes
// due and a payment settles, held against delivery's reckoning of an invoice.
#include <catch2/catch.hpp>

#include <random>
#include <set>

#include "services/contracting/work_package.hpp"
#include "tests/support/every_step.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::contracting;

namespace {

std::set<std::string> const package_steps = {
    "planned edit contractor planned",      "planned source contractor sourced",
    "planned cancel contractor cancelled",  "sourced edit contractor sourced",
    "sourced reassign contractor sourced",  "sourced deliver owner delivered",
    "sourced cancel contractor cancelled",  "delivered accept contractor accepted",
    "delivered reject contractor rejected", "rejected deliver owner delivered",
    "rejected reassign contractor sourced", "rejected cancel contractor cancelled",
    "accepted pay contractor accepted",     "delivered claim owner accepted",
};
std::set<std::string> const project_steps = {
    "draft edit contractor draft",          "draft start contractor started",
    "draft abandon contractor abandoned",   "started complete contractor completed",
    "started abandon contractor abandoned",
};

instant const beginning = *parse_instant("2026-04-10T10:00:00+08:00");
calendar::working_days const days = calendar::working_days::built_in();
delivery::term_calendar const terms{days};

uuid numbered(std::uint8_t number) {
    uuid made;
    made.bytes[15] = number;
    return made;
}

work_package planned_package(money price) {
    work_package one;
    one.id = numbered(1);
    one.contractor_id = numbered(2);
    one.price = price;
    one.due_on = *parse_date("2026-06-30");
    one.created_at = beginning;
    return one;
}

work_package accepted_package_of(money price, instant now = beginning) {
    auto one = sourced(planned_package(price), package_command::source, sourcing_kind::order,
                       {.owner_id = numbered(3)}, {}, std::nullopt, now)
                   .value();
    one = delivered(std::move(one), {{"report", std::string(64, 'a')}}, now, terms).value();
    return accepted(std::move(one), "", "", now, terms).value();
}

// A command on a package of any state, by whoever may give it; what it makes, or nothing.
std::optional<work_package> give(work_package const& one, package_command command, instant now) {
    auto const taken = [](auto outcome) -> std::optional<work_package> {
        if (!outcome.has_value()) return std::nullopt;
        return std::move(outcome).value();
    };
    switch (command) {
        case package_command::edit:
            if (!next_state(one.state, command, contracting_party::contractor).has_value())
                return std::nullopt;
            return one;
        case package_command::source:
        case package_command::reassign:
            return taken(sourced(
                one, command, sourcing_kind::order,
                {.owner_id = numbered(static_cast<std::uint8_t>(3 + one.owner_changes.size() % 3))},
                {"the first is ill"}, std::nullopt, now));
        case package_command::deliver:
            return taken(delivered(one, {{"report", std::string(64, 'a')}}, now, terms));
        case package_command::accept:
            return taken(accepted(one, "", "", now, terms));
        case package_command::claim: // as if the term of inspection were over
            return taken(claimed(one, "", now + std::chrono::hours{24 * 30}, terms));
        case package_command::reject:
            return taken(rejected(one, {"a chapter is missing"}, now, terms));
        case package_command::cancel:
            return taken(cancelled(one, {"not needed"}));
        case package_command::pay: {
            auto done = paid(one, {1}, now);
            if (!done.has_value()) return std::nullopt;
            return done.value().after;
        }
    }
    return std::nullopt;
}

void check_what_always_holds(work_package const& before, work_package const& one) {
    using enum package_state;
    bool const decided = one.state == package_state::accepted;
    CHECK(one.accepted_at.has_value() == decided);
    CHECK(one.payment_clock.has_value() == decided);
    CHECK(one.inspection.has_value() == (one.state == package_state::delivered));
    CHECK(one.paid_amount <= one.price);
    CHECK((decided || one.paid_amount == money{}));
    CHECK(one.owner_id.has_value() == !one.owner_changes.empty());
    // The record of owners only grows, and ends with the owner.
    CHECK(one.owner_changes.size() >= before.owner_changes.size());
    if (one.owner_id) CHECK(one.owner_changes.back().to == *one.owner_id);
    for (std::size_t i = 1; i < one.owner_changes.size(); ++i) {
        CHECK(one.owner_changes[i].from == one.owner_changes[i - 1].to);
        CHECK_FALSE(one.owner_changes[i].reasons.empty());
    }
    bool const shown = one.state == package_state::delivered ||
                       one.state == package_state::accepted || one.state == package_state::rejected;
    if (shown) CHECK_FALSE(one.delivered.empty());
}

} // namespace

TEST_CASE("a work package and a project take exactly the steps of their tables") {
    CHECK(test::every_step<package_state, package_command, contracting_party>() == package_steps);
    CHECK(package_transitions().size() == package_steps.size());
    CHECK(test::every_step<project_state, project_command, contracting_party>() == project_steps);
    CHECK(project_transitions().size() == project_steps.size());
}

TEST_CASE("every way of five commands from a planned package keeps what always holds") {
    constexpr int depth = 5;
    std::vector<work_package> level{planned_package({3})};
    std::set<package_state> reached;
    std::size_t tried = 0;
    for (int step = 0; step < depth; ++step) {
        std::vector<work_package> next;
        for (auto const& one : level) {
            for (auto const command :
                 {package_command::edit, package_command::source, package_command::reassign,
                  package_command::deliver, package_command::accept, package_command::claim,
                  package_command::reject, package_command::cancel, package_command::pay}) {
                ++tried;
                auto const now = beginning + std::chrono::hours{step};
                auto const made = give(one, command, now);
                auto const who =
                    command == package_command::deliver || command == package_command::claim
                        ? contracting_party::owner
                        : contracting_party::contractor;
                auto const allowed = next_state(one.state, command, who);
                INFO(json::name_of(one.state) << " " << json::name_of(command));
                REQUIRE(made.has_value() == allowed.has_value());
                if (!made) continue;
                CHECK(made->state == allowed.value());
                check_what_always_holds(one, *made);
                reached.insert(made->state);
                next.push_back(*made);
            }
        }
        level = std::move(next);
    }
    CHECK(reached.size() == 6);
    CHECK(tried > 500);
}

TEST_CASE("a change of owner needs reasons, and what the earlier one delivered does not count") {
    auto one = sourced(planned_package({100}), package_command::source, sourcing_kind::order,
                       {.owner_id = numbered(3), .price = money{80}}, {}, numbered(9), beginning)
                   .value();
    CHECK(one.price == money{80});
    CHECK(one.owner_changes.front().by_member == numbered(9));
    one = delivered(std::move(one), {{"report", std::string(64, 'a')}}, beginning, terms).value();
    one = rejected(std::move(one), {"a chapter is missing"}, beginning, terms).value();
    CHECK(sourced(one, package_command::reassign, sourcing_kind::own_work,
                  {.owner_id = numbered(2)}, {}, std::nullopt, beginning)
              .error()
              .code == error_code::invalid_fields);
    auto const other =
        sourced(one, package_command::reassign, sourcing_kind::own_work, {.owner_id = numbered(2)},
                {"went out of business"}, std::nullopt, beginning)
            .value();
    CHECK(other.delivered.empty());
    CHECK(other.state_reasons.empty());
    CHECK(other.owner_changes.size() == 2);
    CHECK(other.owner_changes[1].from == numbered(3));
    auto const own =
        accepted(delivered(other, {{"report", std::string(64, 'a')}}, beginning, terms).value(), "",
                 "", beginning, terms)
            .value();
    CHECK_FALSE(own.payment_clock);
    CHECK(paid(own, {1}, beginning).error().code == error_code::wrong_state);
}

TEST_CASE("who inspects late pays as if it had been in time, and interest is by day") {
    auto one = sourced(planned_package({1'000'000'00}), package_command::source,
                       sourcing_kind::order, {.owner_id = numbered(3)}, {}, std::nullopt, beginning)
                   .value();
    one = delivered(std::move(one), {{"report", std::string(64, 'a')}}, beginning, terms).value();
    auto const inspected_until = one.inspection->due; // 21 April, 00:00
    CHECK(inspected_until == parse_instant("2026-04-21T00:00:00+08:00"));
    auto const late =
        accepted(one, "", "", inspected_until + std::chrono::hours{24 * 9}, terms).value();
    CHECK(late.payment_clock->due == parse_instant("2026-05-21T00:00:00+08:00"));
    // The thirtieth day of the term is 20 May; from the 21st on 500 yuan a day.
    auto const owed_on = [&](char const* day) {
        return as_of(late, *parse_instant(std::string(day) + "T12:00:00+08:00"), terms).interest;
    };
    CHECK(owed_on("2026-05-20") == money{});
    CHECK(owed_on("2026-05-21") == money{500'00});
    CHECK(owed_on("2026-05-30") == money{5'000'00});
}

TEST_CASE("payments of a package settle what delivery reckons for an invoice of the same price") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 2'000; ++round) {
        auto one = accepted_package_of({between(random, 1, 5'000'000)});
        delivery::invoice model{.amount = one.price,
                                .portions = {{one.price, *one.payment_clock}},
                                .created_at = *one.accepted_at};
        auto now = beginning;
        money paid_in_all;
        money posted;
        while (model.state != delivery::invoice_state::paid) {
            now += std::chrono::hours{between(random, 1, 24 * 40)};
            auto const outstanding = delivery::outstanding_of(model, now);
            CHECK(as_of(one, now, terms).outstanding == outstanding);
            auto const amount = money{between(random, 1, outstanding.fen + 1)};
            auto const theirs =
                delivery::settled(model, delivery::delivery_party::buyer, amount, now);
            auto const ours = paid(one, amount, now);
            REQUIRE(ours.has_value() == theirs.has_value());
            CHECK(ours.has_value() == (amount <= outstanding));
            if (!ours.has_value()) {
                CHECK(ours.error().code == error_code::amount_exceeded);
                continue;
            }
            CHECK(ours.value().made.interest_amount == theirs.value().made.interest_amount);
            CHECK(ours.value().made.days_late == theirs.value().made.days_late);
            CHECK(ours.value().interest == theirs.value().interest);
            model = theirs.value().after;
            one = ours.value().after;
            paid_in_all = paid_in_all + amount;
            posted = posted + ours.value().interest;
        }
        CHECK(paid_in_all == one.price + posted);
        CHECK(one.paid_amount == one.price);
        CHECK(paid(one, {1}, now).error().code == error_code::amount_exceeded);
    }
}

TEST_CASE("each kind of sourcing has its own members, and no others") {
    auto const faults = [](package_sourcing const& wanted) {
        std::set<std::string> found;
        auto const outcome = check_sourcing(wanted, "/sourcing");
        if (outcome.has_value()) return found;
        for (auto const& each : outcome.error().errors)
            found.insert(each.pointer + " " + each.code);
        return found;
    };
    using found = std::set<std::string>;
    CHECK(faults({}) ==
          found{"/sourcing/offering_id required", "/sourcing/offering_version required"});
    CHECK(faults({.offering_id = numbered(1), .offering_version = 1, .quantity = 2}).empty());
    CHECK(faults({.order_id = numbered(1)}).empty());
    CHECK(faults({.offering_id = numbered(1), .order_id = numbered(1)}) ==
          found{"/sourcing/offering_id not_applicable"});
    CHECK(faults({.kind = sourcing_kind::mini_tender}) ==
          found{"/sourcing/award_id required", "/sourcing/award_version required"});
    CHECK(faults({.kind = sourcing_kind::own_work, .award_id = numbered(1)}) ==
          found{"/sourcing/justification required", "/sourcing/award_id not_applicable"});
}
