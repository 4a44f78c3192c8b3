// The rules of the start against a second reckoning that shares nothing with them, over random
// plans.
#include <catch2/catch.hpp>

#include <map>
#include <random>
#include <set>

#include "services/contracting/project.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::contracting;

namespace {

using faults = std::set<std::string>;

faults found_in(start_plan const& plan) {
    faults found;
    for (auto const& each : find_start_faults(plan))
        found.insert(each.pointer + " " + each.code);
    return found;
}

// Sentence by sentence as docs/contracting.md has them, in floating point over whole fen.
faults expected_of(start_plan const& plan) {
    faults expected;
    auto const price = static_cast<long double>(plan.price.fen);
    auto const fee = static_cast<long double>(plan.fee.fen);
    if (!plan.contract_in_force) expected.insert("/contract_id not_in_force");
    if (plan.parts.empty()) expected.insert("/packages required");
    bool const above_cap =
        fee > price * static_cast<long double>(plan.fee_cap_basis_points) / 10'000;
    bool const above_contract =
        fee > price * static_cast<long double>(plan.agreed_fee_basis_points) / 10'000;
    if (above_cap) expected.insert("/fee exceeds_cap");
    if (!above_cap && above_contract) expected.insert("/fee exceeds_contract");
    std::int64_t all = 0;
    for (auto const& each : plan.parts)
        all += each.price.fen;
    auto const left = plan.price.fen - plan.fee.fen - all;
    if (left < 0) expected.insert("/packages exceeds_price");
    if (left >= 0 && left != plan.margin.fen) expected.insert("/margin does_not_add_up");
    if (plan.margin.fen > 0 &&
        fee + static_cast<long double>(plan.margin.fen) >
            price * static_cast<long double>(plan.kept_cap_basis_points) / 10'000)
        expected.insert("/margin exceeds_cap");
    for (std::size_t i = 0; i < plan.parts.size(); ++i) {
        auto const& one = plan.parts[i];
        auto const place = "/packages/" + std::to_string(i);
        std::int64_t carried = 0; // by the owner of this one, and those tied to it
        for (std::size_t j = 0; j < plan.parts.size(); ++j) {
            auto const& other = plan.parts[j];
            bool const alike =
                one.owner_id && other.owner_id && !other.own_work && one.ring == other.ring;
            if (j == i || alike) carried += other.price.fen;
        }
        if (!one.own_work && carried * 10 >= all * 9) expected.insert("/packages pass_through");
        if (!one.has_deliverable) expected.insert(place + "/deliverable required");
        if (!one.has_standard) expected.insert(place + "/acceptance_standard required");
        if (plan.contract_end && one.due_on > *plan.contract_end)
            expected.insert(place + "/due_on after_contract_end");
        if (!one.owner_id) {
            expected.insert(place + "/owner_id required");
            continue;
        }
        if (one.own_work) {
            if (one.market_offerings > 0) expected.insert(place + "/sourcing on_the_market");
            continue;
        }
        if (one.owner_tied) expected.insert(place + "/owner_id tied_to_contractor");
        if (!one.owner_verified) expected.insert(place + "/owner_id owner_not_verified");
        if (one.owner_excluded) expected.insert(place + "/owner_id owner_excluded");
        if (one.order_pending) expected.insert(place + "/order_id order_not_accepted");
    }
    return expected;
}

class random_plans {
  public:
    explicit random_plans(std::uint64_t seed) : random_(seed) {}

    start_plan next() {
        start_plan plan{.contract_in_force = !seldom(),
                        .price = {number(1, 2'000)},
                        .agreed_fee_basis_points = number(0, 12) * 100,
                        .fee_cap_basis_points = 800,
                        .kept_cap_basis_points = 1'500};
        plan.fee = {number(0, plan.price.fen / 8)};
        if (!seldom()) plan.contract_end = day(number(0, 30));
        auto left = plan.price.fen - plan.fee.fen;
        auto const parts = number(0, 5);
        for (std::int64_t i = 0; i < parts; ++i) {
            auto const price = i + 1 == parts && !seldom()
                                   ? std::max<std::int64_t>(left, 1)
                                   : number(1, std::max<std::int64_t>(left, 1));
            left -= price;
            plan.parts.push_back(part(price));
        }
        plan.margin = {std::max<std::int64_t>(left + (seldom() ? number(-1, 1) : 0), 0)};
        return plan;
    }

  private:
    std::int64_t number(std::int64_t from, std::int64_t to) {
        return std::uniform_int_distribution<std::int64_t>(from, std::max(from, to))(random_);
    }
    bool seldom() { return number(0, 7) == 0; }
    static date day(std::int64_t ahead) {
        return *parse_date("2026-09-01") + std::chrono::days{ahead};
    }
    planned_part part(std::int64_t price) {
        planned_part made{.ring = number(0, 2),
                          .own_work = number(0, 3) == 0,
                          .price = {price},
                          .due_on = day(number(0, 12)),
                          .has_deliverable = !seldom(),
                          .has_standard = !seldom(),
                          .owner_tied = seldom(),
                          .owner_verified = !seldom(),
                          .owner_excluded = seldom(),
                          .order_pending = seldom(),
                          .market_offerings = seldom() ? 3 : 0};
        if (!seldom()) made.owner_id = uuid{};
        return made;
    }

    std::mt19937_64 random_;
};

planned_part owned(std::int64_t ring, std::int64_t price) {
    return {.owner_id = uuid{}, .ring = ring, .price = {price}};
}
planned_part own_staff(std::int64_t price) {
    return {.owner_id = uuid{}, .own_work = true, .price = {price}};
}

} // namespace

TEST_CASE("a random plan is refused for exactly what a second reckoning finds, all at once") {
    auto const seed = new_seed();
    CAPTURE(seed);
    random_plans plans(seed);
    constexpr int rounds = 100'000;
    std::map<std::string, int> seen;
    int fit = 0;
    for (int i = 0; i < rounds; ++i) {
        auto const plan = plans.next();
        auto const expected = expected_of(plan);
        auto const found = found_in(plan);
        if (found != expected) CHECK(found == expected);
        CHECK(check_start(plan).has_value() == expected.empty());
        fit += expected.empty() ? 1 : 0;
        for (auto const& each : expected)
            ++seen[each.substr(each.find(' ') + 1)];
    }
    CHECK(fit > 100); // the plans reach what may start, and every fault
    CHECK(seen.size() == 13);
}

TEST_CASE("owners tied over others have one number, in whatever order their ties are found") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 5'000; ++round) {
        std::size_t const count = 2 + random() % 6;
        std::vector<std::vector<bool>> tied(count, std::vector<bool>(count));
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t j = 0; j < i; ++j)
                tied[i][j] = tied[j][i] = random() % 3 == 0;
        }
        std::vector<planned_part> parts(count);
        number_rings(parts, [&](std::size_t one, std::size_t other) { return tied[one][other]; });
        // Reached by any number of ties: by closing the relation.
        auto reached = tied;
        for (std::size_t over = 0; over < count; ++over) {
            for (std::size_t i = 0; i < count; ++i) {
                for (std::size_t j = 0; j < count; ++j)
                    reached[i][j] = reached[i][j] || (reached[i][over] && reached[over][j]);
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                bool const together = parts[i].ring == parts[j].ring;
                if (together != reached[i][j]) CHECK(together == reached[i][j]);
            }
        }
    }
}

TEST_CASE("what befalls a package's owner later does not forbid a decision on another package") {
    start_plan plan{.price = {100}, .parts = {owned(0, 50), owned(1, 50)}};
    plan.parts[0].owner_excluded = true;
    CHECK_FALSE(check_running(plan).has_value());
    plan.parts[0].decided_now = false;
    CHECK(check_running(plan).has_value());
    plan.parts[1].owner_verified = false;
    CHECK_FALSE(check_running(plan).has_value());
}

TEST_CASE("one owner with nine tenths of the work is a pass-through, however it is cut") {
    CHECK(is_pass_through(std::vector{owned(0, 95)}));
    CHECK(is_pass_through(std::vector{owned(0, 90), owned(1, 10)}));
    CHECK(is_pass_through(std::vector{owned(0, 50), owned(0, 45), owned(1, 5)}));
    CHECK(is_pass_through(std::vector{owned(0, 90), own_staff(10)}));
    CHECK_FALSE(is_pass_through(std::vector{owned(0, 89), owned(1, 11)}));
    CHECK_FALSE(is_pass_through(std::vector{owned(0, 89), own_staff(11)}));
    CHECK_FALSE(is_pass_through(std::vector{own_staff(100)}));
    CHECK_FALSE(is_pass_through({}));
    // As large as amounts can be.
    CHECK(is_pass_through(std::vector{owned(0, money_fen_max), owned(1, 1)}));
}

TEST_CASE("a margin beyond the region's cap makes no fee cap toothless") {
    start_plan plan{.price = {100},
                    .fee = {8},
                    .margin = {7},
                    .agreed_fee_basis_points = 800,
                    .fee_cap_basis_points = 800,
                    .kept_cap_basis_points = 1'500,
                    .parts = {owned(0, 45), owned(1, 40)}};
    CHECK(found_in(plan).empty());
    plan.parts[1].price = {39};
    plan.margin = {8}; // declared, and still too much
    CHECK(found_in(plan) == faults{"/margin exceeds_cap"});
}

TEST_CASE("what the packages show of a delivery agrees with a second reckoning") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    auto const number = [&](std::int64_t from, std::int64_t to) {
        return std::uniform_int_distribution<std::int64_t>(from, to)(random);
    };
    std::map<std::string, int> seen;
    for (int round = 0; round < 100'000; ++round) {
        std::vector<planned_part> parts(static_cast<std::size_t>(number(0, 5)));
        for (auto& each : parts) {
            each.owner_id = uuid{};
            each.ring = number(0, 2);
            each.own_work = number(0, 4) == 0;
            each.price = {number(1, 60)};
            each.delivered = number(0, 1) == 0;
        }
        std::int64_t const price = 100;
        std::int64_t const accepted = number(0, price);
        faults expected;
        std::int64_t delivered = 0;
        for (auto const& each : parts)
            delivered += each.delivered ? each.price.fen : 0;
        for (auto const& one : parts) {
            if (one.own_work || !one.delivered) continue;
            std::int64_t carried = 0;
            std::int64_t pending = 0; // of everybody else
            for (auto const& other : parts) {
                bool const same = !other.own_work && other.ring == one.ring;
                if (same && other.delivered) carried += other.price.fen;
                if (!same && !other.delivered) pending += other.price.fen;
            }
            // Out of what was delivered and what the money that is left can still pay for.
            auto const whole = delivered + std::min(pending, price - accepted);
            if (carried * 10 >= whole * 9) expected.insert("/packages pass_through");
        }
        if (accepted - delivered > 15) expected.insert("/packages not_delivered");
        faults found;
        for (auto const& each : find_shown(parts, {price}, {accepted}, 1'500).faults)
            found.insert(each.pointer + " " + each.code);
        if (found != expected) CHECK(found == expected);
        for (auto const& each : expected)
            ++seen[each];
        seen["none"] += expected.empty() ? 1 : 0;
    }
    CHECK(seen.size() == 3); // the rounds reach both, and neither
}

TEST_CASE("what was accepted before a project is abandoned is what counts for the contract") {
    auto done = owned(0, 86);
    done.delivered = true;
    std::vector parts{done, own_staff(10)};
    // While the rest is planned, the buyer may accept what is left over for it.
    CHECK(find_shown(parts, {100}, {90}, 1'500).faults.empty());
    CHECK(find_shown(parts, {100}, {91}, 1'500).faults.front().code == "pass_through");
    parts.pop_back(); // abandoned: all that was delivered is one owner's
    auto const alone = find_shown(parts, {100}, {1}, 1'500);
    CHECK(alone.faults.front().code == "pass_through");
    CHECK(alone.shown.share_basis_points == 10'000);
    CHECK(alone.shown.carried == money{86});
    CHECK_FALSE(check_completed(parts, {100}, 1'500).has_value());
    // Without any package nothing shows who did the work.
    CHECK(find_shown({}, {100}, {15}, 1'500).faults.empty());
    CHECK(find_shown({}, {100}, {16}, 1'500).faults.front().code == "not_delivered");
}

TEST_CASE("what runs may be planned further, and not become what could not have started") {
    start_plan plan{.price = {100}, .fee = {5}, .fee_cap_basis_points = 0};
    plan.parts = {owned(0, 40), owned(1, 40)};
    CHECK(check_running(plan).has_value()); // money is left, and the fee was judged at the start
    plan.parts.push_back({.price = {15}});
    CHECK(check_running(plan).has_value()); // nobody has it yet
    plan.parts.push_back(owned(1, 1));
    CHECK(check_running(plan).error().code == error_code::project_refused);
    plan.parts = {owned(0, 40), owned(0, 40)};
    CHECK(check_running(plan).error().code == error_code::project_refused);
}
