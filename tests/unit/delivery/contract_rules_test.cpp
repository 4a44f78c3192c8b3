// The rules of contracts and their money: plans, fees, amounts.
#include <catch2/catch.hpp>

#include <algorithm>

#include "services/delivery/model.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::delivery;

namespace {

constexpr int random_rounds = 20'000;

__extension__ using wide_integer = __int128;

std::vector<planned_milestone> plan_of(std::vector<std::int64_t> const& basis_points) {
    std::vector<planned_milestone> plan;
    for (auto const each : basis_points)
        plan.push_back({"part", each, {}});
    return plan;
}

// Cuts basis_points_total at random places into parts of at least one.
std::vector<planned_milestone> random_plan(std::mt19937_64& random) {
    std::vector<std::int64_t> cuts = {0, basis_points_total};
    auto const parts = between(random, 1, static_cast<std::int64_t>(milestones_max));
    while (static_cast<std::int64_t>(cuts.size()) <= parts) {
        auto const cut = between(random, 1, basis_points_total - 1);
        if (std::ranges::find(cuts, cut) == cuts.end()) cuts.push_back(cut);
    }
    std::ranges::sort(cuts);
    std::vector<std::int64_t> sizes;
    for (std::size_t i = 1; i < cuts.size(); ++i)
        sizes.push_back(cuts[i] - cuts[i - 1]);
    return plan_of(sizes);
}

std::int64_t random_price(std::mt19937_64& random) {
    std::int64_t limit = 1;
    for (auto digits = between(random, 0, 15); digits > 0; --digits)
        limit *= 10;
    return between(random, 1, limit);
}

contract with_plan(std::vector<std::int64_t> const& basis_points) {
    contract one;
    one.region = "330100";
    one.original_price = one.price = {100};
    one.milestones = plan_of(basis_points);
    return one;
}

} // namespace

TEST_CASE("milestone amounts sum to the price exactly, and none is negative") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < random_rounds; ++i) {
        auto const plan = random_plan(random);
        auto const price = money{random_price(random)};
        auto const amounts = milestone_amounts(price, plan);
        money sum;
        bool right = amounts.size() == plan.size();
        for (std::size_t k = 0; k < amounts.size(); ++k) {
            sum = sum + amounts[k];
            auto const exact = wide_integer{price.fen} * plan[k].percent_basis_points;
            auto const off = wide_integer{amounts[k].fen} * basis_points_total - exact;
            bool const last = k + 1 == amounts.size();
            right = right && amounts[k].fen >= 0 &&
                    (last ? off >= 0 : off <= 0 && -off < basis_points_total);
        }
        if (!right || sum != price)
            FAIL("price " << price.fen << " in " << plan.size() << " parts");
    }
}

TEST_CASE("the last milestone takes the remainder") {
    CHECK(milestone_amounts({100}, plan_of({3333, 3333, 3334})) ==
          std::vector<money>{{33}, {33}, {34}});
    CHECK(milestone_amounts({2}, plan_of({2500, 2500, 2500, 2500})) ==
          std::vector<money>{{0}, {0}, {0}, {2}});
    CHECK(milestone_amounts({money_fen_max}, plan_of({10'000})) ==
          std::vector<money>{{money_fen_max}});
}

TEST_CASE("percentages sum to exactly ten thousand basis points") {
    auto const fits = [](std::vector<std::int64_t> const& parts) {
        return check_consistency(with_plan(parts), supplier_role::market).has_value();
    };
    CHECK(fits({10'000}));
    CHECK(fits({4000, 6000}));
    CHECK_FALSE(fits({3333, 3333, 3333})); // 99.99 percent
    CHECK_FALSE(fits({4000, 5999}));
    CHECK_FALSE(fits({4000, 6001}));
    CHECK_FALSE(fits({}));
}

TEST_CASE("a fee is a general contractor's, up to the region's cap") {
    auto one = with_plan({10'000});
    auto const code = [&](supplier_role role) {
        auto const outcome = check_consistency(one, role);
        return outcome.has_value() ? std::string() : outcome.error().errors.front().code;
    };
    one.fee_basis_points = fee_cap_of("330100");
    CHECK(code(supplier_role::general_contractor).empty());
    CHECK(code(supplier_role::market) == "not_a_general_contractor");
    one.fee_basis_points += 1;
    CHECK(code(supplier_role::general_contractor) == "exceeds_cap");
    one.fee_basis_points = 0;
    CHECK(code(supplier_role::market).empty());
}

TEST_CASE("a partial acceptance adds something and leaves something") {
    milestone one;
    one.amount = {100};
    one.accepted_amount = {40};
    CHECK(check_partial_acceptance(one, {40}).error().code == error_code::invalid_fields);
    CHECK(check_partial_acceptance(one, {41}).has_value());
    CHECK(check_partial_acceptance(one, {99}).has_value());
    CHECK(check_partial_acceptance(one, {100}).error().code == error_code::amount_exceeded);
}

TEST_CASE("nothing is invoiced beyond what was accepted, nor paid beyond what was invoiced") {
    milestone accepted;
    accepted.amount = {100};
    accepted.accepted_amount = accepted.payable_amount = {60};
    accepted.invoiced_amount = {20};
    accepted.acceptances = {{.amount = {60}, .payable = {60}}};
    auto const claim = [&](money amount) { return issued({}, accepted, {.amount = amount}, {}); };
    CHECK(claim({40}).has_value());
    CHECK(claim({41}).error().code == error_code::amount_exceeded);
    CHECK(claim({0}).error().code == error_code::invalid_fields);
    auto one = claim({40}).value().made;
    one.paid_amount = {39};
    one.state = invoice_state::partly_paid;
    auto const pay = [&](money amount) { return settled(one, delivery_party::buyer, amount, {}); };
    CHECK(pay({1}).value().after.state == invoice_state::paid);
    CHECK(pay({2}).error().code == error_code::amount_exceeded);
}

TEST_CASE("a contract runs the clocks of signing, then of publishing and filing") {
    auto const calendar = calendar::working_days::built_in();
    contract one;
    one.awarded_at = *parse_instant("2026-03-23T10:00:00+08:00");
    REQUIRE(clocks_of(one, calendar).size() == 1);
    CHECK(clocks_of(one, calendar)[0].due == *parse_instant("2026-04-23T00:00:00+08:00"));
    one.state = contract_state::in_force;
    one.in_force_at = one.awarded_at;
    auto const clocks = clocks_of(one, calendar);
    REQUIRE(clocks.size() == 2);
    CHECK(clocks[0].rule == "publish_contract");
    CHECK(clocks[1].rule == "file_contract");
    one.published_at = one.filed_at = one.awarded_at;
    CHECK(clocks_of(one, calendar).empty());
    contract given_up;
    given_up.state = contract_state::terminated;
    CHECK(clocks_of(given_up, calendar).empty());
}

TEST_CASE("a day lies ten years ahead at most, wherever a contract or an amendment names it") {
    auto const now = *parse_instant("2026-03-02T10:00:00+08:00");
    date const latest = calendar::day_of(now) + std::chrono::days{3'653};
    auto const place_of = [](result<void> const& outcome) {
        return outcome.has_value() ? std::string() : outcome.error().errors.front().pointer;
    };
    auto const at_each_place = [&](date day) {
        std::vector<std::string> places;
        auto one = with_plan({4000, 6000});
        one.milestones[1].due_on = day;
        places.push_back(place_of(check_days(one, now)));
        one = with_plan({10'000});
        one.payment_terms.warranty_until = day;
        places.push_back(place_of(check_days(one, now)));
        amendment wanted;
        wanted.added_milestones.push_back({"more", {1}, day});
        places.push_back(place_of(check_days(wanted, now)));
        wanted = {};
        wanted.moved_milestones.push_back({{}, day});
        places.push_back(place_of(check_days(wanted, now)));
        return places;
    };
    CHECK(at_each_place(latest) == std::vector<std::string>(4));
    CHECK(at_each_place(latest + std::chrono::days{1}) ==
          std::vector<std::string>{"/milestones/1/due_on", "/payment_terms/warranty_until",
                                   "/added_milestones/0/due_on", "/moved_milestones/0/due_on"});
}
