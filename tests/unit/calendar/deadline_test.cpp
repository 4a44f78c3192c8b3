// Deadlines as data: how terms are counted, and what a client can read.
#include "common/calendar/deadline.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <stdexcept>

using namespace talent;
using namespace talent::calendar;
using namespace std::chrono;

namespace {

working_days const& built_in() {
    static working_days const days = working_days::built_in();
    return days;
}

instant at(char const* text) {
    return parse_instant(text).value();
}

deadline from(deadline_rule const& rule, char const* start) {
    return reckon(rule, at(start), built_in());
}

} // namespace

TEST_CASE("the day of the start does not count and the last day runs to its end in Shanghai") {
    // Monday; Thursday is the third working day after it, so it is due when Friday begins.
    CHECK(from(clocks::answer_inquiry, "2025-06-09T09:30:00+08:00").due ==
          at("2025-06-13T00:00:00+08:00"));
    CHECK(from(clocks::answer_inquiry, "2025-06-09T00:00:00+08:00").due ==
          at("2025-06-13T00:00:00+08:00"));
    CHECK(from(clocks::answer_inquiry, "2025-06-09T23:59:59.999+08:00").due ==
          at("2025-06-13T00:00:00+08:00"));
    CHECK(from(clocks::answer_inquiry, "2025-06-10T00:00:00+08:00").due ==
          at("2025-06-14T00:00:00+08:00"));
}

TEST_CASE(
    "a term of working days passes over the National Day holiday and counts make-up workdays") {
    // 30 September is a Tuesday; then 9 and 10 October, and Saturday the 11th makes up.
    CHECK(from(clocks::answer_inquiry, "2025-09-30T10:00:00+08:00").due ==
          at("2025-10-12T00:00:00+08:00"));
}

TEST_CASE("the last of calendar days moves to the next working day") {
    // 1 + 30 days is Wednesday 1 October 2025: the next working day is Thursday 9 October.
    CHECK(from(clocks::sign_contract, "2025-09-01T10:00:00+08:00").due ==
          at("2025-10-10T00:00:00+08:00"));
    // 30 days after 29 August is Sunday 28 September, a make-up workday: it stays.
    CHECK(from(clocks::sign_contract, "2025-08-29T10:00:00+08:00").due ==
          at("2025-09-29T00:00:00+08:00"));
    // An ordinary end on a Thursday stays too.
    CHECK(from(clocks::sign_contract, "2025-06-10T10:00:00+08:00").due ==
          at("2025-07-11T00:00:00+08:00"));
}

TEST_CASE("hours run to the millisecond, on holidays too, and need no calendar") {
    auto const clock = from(clocks::answer_urgent_demand, "2026-12-31T23:00:00.123+08:00");
    CHECK(clock.due == at("2027-01-02T23:00:00.123+08:00"));
    CHECK(clock.calendar_version.empty());
    CHECK_FALSE(clock.provisional);
}

TEST_CASE("every clock ends at the start of a day that follows a working day, for random starts") {
    auto const seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    std::uniform_int_distribution<std::int64_t> any(to_milliseconds(at("2020-01-01T00:00:00Z")),
                                                    to_milliseconds(at("2028-01-01T00:00:00Z")));
    for (int i = 0; i < 2'000; ++i) {
        auto const start = from_milliseconds(any(random));
        for (auto const& rule : clocks::all) {
            if (rule.unit == deadline_unit::hours) continue;
            auto const clock = reckon(rule, start, built_in());
            auto const last = day_of(clock.due) - days{1};
            CAPTURE(rule.name, format_instant(start), format_instant(clock.due));
            REQUIRE(clock.due == start_of(day_of(clock.due)));
            REQUIRE(built_in().is_working_day(last));
            // The oracle goes day by day from the day after the start.
            auto day = day_of(start);
            if (rule.unit == deadline_unit::working_days) {
                for (std::int64_t left = rule.amount; left > 0;) {
                    day += days{1};
                    if (built_in().is_working_day(day)) --left;
                }
            } else {
                for (day += days{rule.amount}; !built_in().is_working_day(day);) {
                    day += days{1};
                }
            }
            REQUIRE(last == day);
            REQUIRE(clock.provisional == !built_in().covers(last));
        }
    }
}

TEST_CASE(
    "a deadline is provisional once it was reckoned past the calendar, until the calendar grows") {
    CHECK_FALSE(from(clocks::answer_inquiry, "2026-12-22T10:00:00+08:00").provisional);
    CHECK_FALSE(from(clocks::answer_inquiry, "2026-12-23T10:00:00+08:00").provisional);
    auto const late = from(clocks::answer_inquiry, "2026-12-24T10:00:00+08:00");
    CHECK(late.provisional);
    CHECK(late.calendar_version == "chinese-days 1.5.7 (2004-2026)");
    CHECK_FALSE(is_outdated(late, built_in()));

    auto const grown =
        working_days::read("date\tkind\n2026-12-29\tholiday\n2027-10-01\tholiday\n", "test");
    REQUIRE(grown.has_value());
    CHECK(is_outdated(late, grown.value()));
    auto const settled = reckon(clocks::answer_inquiry, late.start, grown.value());
    CHECK_FALSE(settled.provisional);
    CHECK(settled.due == late.due + days{1});
}

TEST_CASE(
    "a calendar day that the calendar does not know makes a term of calendar days provisional") {
    CHECK_FALSE(from(clocks::sign_contract, "2026-11-20T10:00:00+08:00").provisional);
    CHECK(from(clocks::sign_contract, "2026-12-10T10:00:00+08:00").provisional);
}

TEST_CASE("a term that begins before the calendar's coverage is provisional") {
    auto const late = working_days::read("date\tkind\n2006-05-01\tholiday\n", "test");
    REQUIRE(late.has_value());
    // Ends on Saturday 31 December 2005, of which the calendar knows nothing, and moves to 2006.
    CHECK(reckon(clocks::sign_contract, at("2005-12-01T10:00:00+08:00"), late.value()).provisional);
    CHECK(
        reckon(clocks::answer_inquiry, at("2005-12-30T10:00:00+08:00"), late.value()).provisional);
    CHECK_FALSE(
        reckon(clocks::answer_inquiry, at("2006-01-02T10:00:00+08:00"), late.value()).provisional);
}

TEST_CASE("in time is strictly before the due instant") {
    auto const clock = from(clocks::answer_inquiry, "2025-06-09T09:30:00+08:00");
    CHECK(is_in_time(clock, clock.due - milliseconds{1}));
    CHECK_FALSE(is_in_time(clock, clock.due));
}

TEST_CASE("the statutory clocks have the limits of the law") {
    using unit = deadline_unit;
    std::size_t checked = 0;
    auto const check = [&](std::string_view name, std::int64_t amount, unit counted) {
        auto const* rule = find_clock(name);
        CAPTURE(name);
        REQUIRE(rule != nullptr);
        CHECK(rule->amount == amount);
        CHECK(rule->unit == counted);
        ++checked;
    };
    check("answer_inquiry", 3, unit::working_days);
    check("deliver_evaluation_report", 2, unit::working_days);
    check("choose_winner", 5, unit::working_days);
    check("publish_award_notice", 2, unit::working_days);
    check("file_challenge", 7, unit::working_days);
    check("answer_challenge", 7, unit::working_days);
    check("file_complaint", 15, unit::working_days);
    check("decide_complaint", 30, unit::working_days);
    check("standstill", 7, unit::working_days);
    check("sign_contract", 30, unit::calendar_days);
    check("publish_contract", 2, unit::working_days);
    check("file_contract", 7, unit::working_days);
    check("pay_small_or_medium_enterprise", 30, unit::calendar_days);
    check("pay_small_or_medium_enterprise_at_most", 60, unit::calendar_days);
    check("answer_urgent_demand", 48, unit::hours);
    check("open_appeal_review", 5, unit::working_days);
    check("accept_complaint", 5, unit::working_days);
    check("suspend_for_complaint", 30, unit::calendar_days);
    check("defend_against_exclusion", 5, unit::working_days);
    CHECK(clocks::all.size() == checked);
    CHECK(find_clock("no_such_clock") == nullptr);
}

TEST_CASE("each clock has its own name, a start and a source") {
    std::set<std::string_view> names;
    for (auto const& rule : clocks::all) {
        CHECK(names.insert(rule.name).second);
        CHECK(!rule.start_event.empty());
        CHECK(!rule.source.empty());
    }
}

TEST_CASE("a region's rule may have another amount, and a nonsensical one is a bug") {
    auto rule = clocks::answer_inquiry;
    rule.amount = 1;
    CHECK(from(rule, "2025-06-09T09:30:00+08:00").due == at("2025-06-11T00:00:00+08:00"));
    for (std::int64_t const amount : {std::int64_t{0}, std::int64_t{-1}, deadline_amount_max + 1}) {
        rule.amount = amount;
        CHECK_THROWS_AS(from(rule, "2025-06-09T09:30:00+08:00"), std::out_of_range);
    }
}

TEST_CASE("in quick mode each unit is cut by the divisor, on any day, and without a calendar") {
    auto const start = at("2026-02-13T10:00:00.500+08:00"); // before a holiday of nine days
    for (auto const& rule : clocks::all) {
        CAPTURE(rule.name);
        auto const clock = reckon(rule, start, built_in(), quick_divisor_default);
        bool const in_hours = rule.unit == deadline_unit::hours;
        CHECK(clock.due - start ==
              milliseconds{in_hours ? rule.amount * 1'000 / 24 : rule.amount * 1'000});
        CHECK(clock.divisor == quick_divisor_default);
        CHECK(clock.calendar_version.empty());
        CHECK_FALSE(clock.provisional);
        CHECK_FALSE(is_outdated(clock, built_in()));
        CHECK(reckon(rule, start, built_in(), divisor_none) == reckon(rule, start, built_in()));
    }
    CHECK(quickened(days{7}, quick_divisor_default) == seconds{7});
    CHECK(quickened(milliseconds{5}, divisor_max) == milliseconds{1}); // never nothing
    CHECK(quickened(days{7}, divisor_none) == days{7});
    for (std::int64_t const divisor : {std::int64_t{0}, std::int64_t{-1}, divisor_max + 1}) {
        CHECK_THROWS_AS(reckon(clocks::standstill, start, built_in(), divisor), std::out_of_range);
        CHECK_THROWS_AS(quickened(days{7}, divisor), std::out_of_range);
    }
}

TEST_CASE("a deadline is written as a client reads it and read back as it was stored") {
    auto const clock = from(clocks::sign_contract, "2025-09-01T10:00:00+08:00");
    std::string const shown =
        R"json({"rule":"sign_contract","start_event":"award_notice_published",)json"
        R"json("start":"2025-09-01T02:00:00.000Z","due":"2025-10-09T16:00:00.000Z",)json"
        R"json("amount":30,"unit":"calendar_days",)json"
        R"json("calendar_version":"chinese-days 1.5.7 (2004-2026)","provisional":false,"divisor":1})json";
    CHECK(json::write_shown(clock) == shown);
    CHECK(json::read_stored<deadline>(json::write_stored(clock)) == clock);
}
