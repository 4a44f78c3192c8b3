// The rules of questions and frameworks: their tables of steps, the cut-off against a search of
// every minute, members, months, ceilings.
#include "services/procurement/question.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <set>

#include "services/procurement/framework.hpp"
#include "tests/support/every_step.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::procurement;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

instant const noticed = *parse_instant("2026-01-05T10:00:00+08:00");

calendar::working_days const& built_in() {
    static auto const calendar = calendar::working_days::built_in();
    return calendar;
}

framework_agreement agreement(call_off_mode mode) {
    framework_agreement one;
    one.number = "F-1";
    one.terms = {.ceiling = {1'000'00}, .months = 12, .suppliers_max = 2, .call_off = mode};
    one.members = {{make_uuid(noticed), "One", 1}, {make_uuid(noticed), "Two", 2}};
    one.starts_at = noticed;
    one.ends_at = end_of_months(noticed, 12);
    return one;
}

bid ranked(std::int64_t rank, uuid const& organisation) {
    bid one;
    one.id = make_uuid(noticed);
    one.organisation_id = organisation;
    one.rank_in_lot = rank;
    return one;
}

} // namespace

TEST_CASE("a question takes exactly the steps of its table") {
    CHECK(
        test::every_step<question_state, question_command, procurement_party>() ==
        std::set<std::string>{"asked answer buyer answered", "asked leave buyer left_unanswered"});
}

TEST_CASE("a framework takes exactly the steps of its table") {
    CHECK(test::every_step<framework_state, framework_command, procurement_party>() ==
          std::set<std::string>{"active terminate buyer terminated"});
}

TEST_CASE("questions are taken until the last minute whose answer is due by the deadline") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    procurement_rules const rules;
    period_terms const terms{rules, built_in()};
    for (int round = 0; round < 30; ++round) {
        tender one;
        one.published_at = noticed + hours(between(random, 0, 24 * 300));
        one.deadline_at = *one.published_at + hours(between(random, 1, 24 * 25));
        auto const until = questions_until(one, terms);
        // Oracle: three working days after the day of the question have wholly passed by then.
        for (auto asked = *one.published_at; asked < *one.deadline_at; asked += minutes(20)) {
            auto day = calendar::day_of(asked);
            for (int passed = 0; passed < 3;) {
                day += std::chrono::days(1);
                passed += built_in().is_working_day(day) ? 1 : 0;
            }
            bool const in_time = calendar::start_of(day) + hours(24) <= *one.deadline_at;
            CHECK((asked < until) == in_time);
        }
    }
}

TEST_CASE("in quick mode the cut-off is three seconds before the deadline") {
    procurement_rules const rules;
    tender one;
    one.published_at = noticed;
    one.deadline_at = noticed + std::chrono::seconds(20);
    CHECK(questions_until(one, {rules, built_in(), calendar::quick_divisor_default}) ==
          noticed + std::chrono::seconds(17) + std::chrono::milliseconds(1));
}

TEST_CASE("a term of months ends with the same day, or the month's last, at midnight") {
    CHECK(end_of_months(*parse_instant("2026-01-31T10:00:00+08:00"), 1) ==
          *parse_instant("2026-03-01T00:00:00+08:00"));
    CHECK(end_of_months(*parse_instant("2024-02-29T23:59:59+08:00"), 12) ==
          *parse_instant("2025-03-01T00:00:00+08:00"));
    CHECK(end_of_months(*parse_instant("2026-03-05T00:00:00+08:00"), 24) ==
          *parse_instant("2028-03-06T00:00:00+08:00"));
}

TEST_CASE("members are the winner and the next in rank that stand, one bid a supplier") {
    auto const one = make_uuid(noticed);
    auto const two = make_uuid(noticed);
    auto const three = make_uuid(noticed);
    auto out = ranked(1, three);
    out.state = bid_state::disqualified;
    std::vector<bid> const bids{out, ranked(2, two), ranked(3, one), ranked(4, one)};
    auto const members = [&](uuid const& winner, std::int64_t most) {
        std::vector<uuid> found;
        for (auto const& each : members_among(bids, winner, most))
            found.push_back(each.organisation_id);
        return found;
    };
    CHECK(members(bids[1].id, 9) == std::vector{two, one});
    CHECK(members(bids[2].id, 9) == std::vector{one, two});
    CHECK(members(bids[2].id, 1) == std::vector{one});
}

TEST_CASE("a call-off is for members, by the way that the terms have, before the end") {
    auto const either = agreement(call_off_mode::either);
    std::vector const named{either.members[1].supplier_id};
    CHECK(bidders_of_call_off(either, {}, noticed).value().size() == 2);
    CHECK(bidders_of_call_off(either, named, noticed).value() == named);
    CHECK(bidders_of_call_off(either, {make_uuid(noticed)}, noticed).error().errors[0].code ==
          "unknown_value");
    auto const direct = agreement(call_off_mode::direct);
    CHECK(bidders_of_call_off(direct, {}, noticed).error().errors[0].code == "required");
    auto const competition = agreement(call_off_mode::mini_competition);
    CHECK(bidders_of_call_off(competition, {competition.members[0].supplier_id}, noticed)
              .error()
              .errors[0]
              .code == "not_allowed");
    auto const at_its_end = [&](std::chrono::milliseconds after) {
        return bidders_of_call_off(either, {}, either.ends_at + after);
    };
    CHECK(at_its_end(std::chrono::milliseconds{-1}).has_value());
    CHECK(at_its_end(std::chrono::milliseconds{0}).error().code == error_code::wrong_state);
    auto ended = either;
    ended.state = framework_state::terminated;
    CHECK(bidders_of_call_off(ended, {}, noticed).error().code == error_code::wrong_state);
}

TEST_CASE("call-offs reach the ceiling and never pass it") {
    auto const one = agreement(call_off_mode::either);
    CHECK(check_ceiling(one, {999'99}, {1}).has_value());
    CHECK(check_ceiling(one, {999'99}, {2}).error().code == error_code::amount_exceeded);
}
