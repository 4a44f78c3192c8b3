// Working days against a counter that goes day by day, and against the published calendar.
#include "common/calendar/working_days.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <stdexcept>

using namespace talent;
using namespace talent::calendar;
using namespace std::chrono;

namespace {

working_days const& built_in() {
    static working_days const days = working_days::built_in();
    return days;
}

date naive_add(date day, std::int64_t n) {
    auto const step = n < 0 ? days{-1} : days{1};
    for (auto left = n < 0 ? -n : n; left > 0;) {
        day += step;
        if (built_in().is_working_day(day)) --left;
    }
    return day;
}

std::int64_t naive_count(date from, date to) {
    std::int64_t count = 0;
    for (; from < to; from += days{1}) {
        count += static_cast<std::int64_t>(built_in().is_working_day(from));
    }
    return count;
}

void check_all(std::initializer_list<char const*> dates, bool is_working) {
    for (auto const* text : dates) {
        CAPTURE(text);
        CHECK(built_in().is_working_day(parse_date(text).value()) == is_working);
    }
}

} // namespace

TEST_CASE("National Day 2025 is eight days off, made up for on a Sunday and a Saturday") {
    check_all({"2025-10-01", "2025-10-02", "2025-10-03", "2025-10-04", "2025-10-05", "2025-10-06",
               "2025-10-07", "2025-10-08"},
              false);
    check_all({"2025-09-28", "2025-09-30", "2025-10-09", "2025-10-10", "2025-10-11"}, true);
    check_all({"2025-09-27", "2025-10-12"}, false);
}

TEST_CASE("Spring Festival 2025, 2026 and the long one of 2020 are as published") {
    check_all({"2025-01-28", "2025-02-04", "2026-02-15", "2026-02-23", "2020-01-24", "2020-02-02"},
              false);
    check_all({"2025-01-26", "2025-02-08", "2026-02-14", "2026-02-28", "2020-01-19", "2025-01-27",
               "2025-02-05"},
              true);
}

TEST_CASE("a make-up workday at the end of a year comes from the next year's notice") {
    check_all({"2018-12-29"}, true);
    check_all({"2018-12-30", "2018-12-31"}, false);
}

TEST_CASE("adding working days is the same as counting day by day, for every day of 2020 to 2026") {
    for (date day = sys_days{2020y / 1 / 1}; day < sys_days{2027y / 1 / 1}; day += days{1}) {
        for (std::int64_t const n : {-11, -2, -1, 0, 1, 2, 3, 5, 7, 15, 30}) {
            if (built_in().add_working_days(day, n) != naive_add(day, n)) {
                FAIL(format_date(day) << " + " << n);
            }
        }
    }
}

TEST_CASE("adding and counting agree with counting day by day for random days and amounts") {
    auto const seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> any_day(0, static_cast<int>(days{366 * 60}.count()));
    std::uniform_int_distribution<int> any_amount(-600, 600);
    for (int i = 0; i < 3'000; ++i) {
        date const day = sys_days{1985y / 1 / 1} + days{any_day(random)};
        auto const n = any_amount(random);
        CAPTURE(format_date(day), n);
        auto const added = built_in().add_working_days(day, n);
        REQUIRE(added == naive_add(day, n));
        if (n > 0) {
            REQUIRE(built_in().count_working_days(day + days{1}, added + days{1}) == n);
        }
        auto const other = day + days{n};
        REQUIRE(built_in().count_working_days(day, other) ==
                (n < 0 ? -naive_count(other, day) : naive_count(day, other)));
    }
}

TEST_CASE("a working day is its own next one, any other day is followed by the next") {
    for (date day = sys_days{2024y / 1 / 1}; day < sys_days{2025y / 1 / 1}; day += days{1}) {
        auto expected = day;
        while (!built_in().is_working_day(expected)) {
            expected += days{1};
        }
        REQUIRE(built_in().working_day_from(day) == expected);
    }
}

TEST_CASE("the largest amounts are reckoned and larger ones are refused as bugs") {
    date const day = sys_days{2025y / 6 / 2};
    CHECK(built_in().add_working_days(day, working_days_max) == naive_add(day, working_days_max));
    CHECK(built_in().add_working_days(day, -working_days_max) == naive_add(day, -working_days_max));
    CHECK_THROWS_AS(built_in().add_working_days(day, working_days_max + 1), std::out_of_range);
    CHECK_THROWS_AS(built_in().add_working_days(day, -working_days_max - 1), std::out_of_range);
}

TEST_CASE("the calendar says what it covers, and not the last days of its last year") {
    CHECK(built_in().first_year() == 2004y);
    CHECK(built_in().last_year() == 2026y);
    CHECK(built_in().version() == "chinese-days 1.5.7 (2004-2026)");
    CHECK(built_in().covers(sys_days{2004y / 1 / 1}));
    CHECK_FALSE(built_in().covers(sys_days{2003y / 12 / 31}));
    CHECK(built_in().covers(sys_days{2026y / 12 / 28}));
    CHECK_FALSE(built_in().covers(sys_days{2026y / 12 / 29}));
    CHECK_FALSE(built_in().covers(sys_days{2027y / 1 / 1}));
}

TEST_CASE("beyond its coverage only weekends are off") {
    date const monday = sys_days{2031y / 9 / 29};
    REQUIRE(weekday{monday} == Monday);
    for (int i = 0; i < 14; ++i) {
        CHECK(built_in().is_working_day(monday + days{i}) == (i % 7 < 5));
    }
}

TEST_CASE("an instant falls on its day in Shanghai") {
    auto const day = [](char const* text) {
        return format_date(day_of(parse_instant(text).value()));
    };
    CHECK(day("2025-10-08T15:59:59.999Z") == "2025-10-08");
    CHECK(day("2025-10-08T16:00:00Z") == "2025-10-09");
    CHECK(day("2025-10-09T00:00:00+08:00") == "2025-10-09");
    CHECK(day("1999-12-31T23:59:59.999+08:00") == "1999-12-31");
    CHECK(format_instant(start_of(parse_date("2025-10-09").value())) == "2025-10-08T16:00:00.000Z");
}

TEST_CASE("a later calendar is read from text and changes what was only weekends") {
    auto const extended =
        working_days::read("date\tkind\n2026-12-31\tholiday\n2027-01-02\tworkday\n", "test 1");
    REQUIRE(extended.has_value());
    CHECK(extended.value().version() == "test 1 (2026-2027)");
    CHECK_FALSE(extended.value().is_working_day(sys_days{2026y / 12 / 31}));
    CHECK(extended.value().is_working_day(sys_days{2027y / 1 / 2}));
    CHECK(extended.value().covers(sys_days{2026y / 12 / 31}));
}

TEST_CASE("a faulty calendar is refused with its line") {
    for (auto const* table :
         {"", "date,kind\n", "date\tkind\n", "date\tkind\n2025-02-30\tholiday\n",
          "date\tkind\n2025-02-03\tHoliday\n", "date\tkind\n2025-02-03\n", "date\tkind\n\n",
          "date\tkind\n2025-02-03\tholiday\n2025-02-03\tworkday\n",
          "date\tkind\n2025-02-03\tholiday\n2025-02-02\tholiday\n"}) {
        CAPTURE(table);
        auto const read = working_days::read(table, "test");
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().code == error_code::invalid_fields);
        CHECK(read.error().detail.find("Line ") == 0);
    }
}
