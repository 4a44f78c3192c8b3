// The working-day cases of working_day_cases.tsv: literal rows, each with its counting written out,
// against the server's reckoning; and against a walk from day to day that knows nothing but the
// State Council's notices as they are written down here.
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>

#include "common/calendar/deadline.hpp"
#include "tests/support/read_file.hpp"

using namespace talent;
using namespace talent::calendar;
using namespace std::chrono;

namespace {

/// One holiday of a notice: off from the first to the last day, worked for on the weekend days
/// named.
struct holiday {
    std::string_view name;
    std::string_view first;
    std::string_view last;
    std::vector<std::string_view> make_up;
};

// The General Office of the State Council on the holidays of 2019 (with the later notice on Labour
// Day 2019), 2020 (with the prolonged Spring Festival), 2021, 2022, 2023, 2024, 2025 and 2026.
std::vector<holiday> const& notices() {
    static std::vector<holiday> const all{
        {"New Year 2019", "2018-12-30", "2019-01-01", {"2018-12-29"}},
        {"Spring Festival 2019", "2019-02-04", "2019-02-10", {"2019-02-02", "2019-02-03"}},
        {"Qingming 2019", "2019-04-05", "2019-04-07", {}},
        {"Labour Day 2019", "2019-05-01", "2019-05-04", {"2019-04-28", "2019-05-05"}},
        {"Dragon Boat 2019", "2019-06-07", "2019-06-09", {}},
        {"Mid-Autumn 2019", "2019-09-13", "2019-09-15", {}},
        {"National Day 2019", "2019-10-01", "2019-10-07", {"2019-09-29", "2019-10-12"}},
        {"New Year 2020", "2020-01-01", "2020-01-01", {}},
        {"Spring Festival 2020", "2020-01-24", "2020-02-02", {"2020-01-19"}},
        {"Qingming 2020", "2020-04-04", "2020-04-06", {}},
        {"Labour Day 2020", "2020-05-01", "2020-05-05", {"2020-04-26", "2020-05-09"}},
        {"Dragon Boat 2020", "2020-06-25", "2020-06-27", {"2020-06-28"}},
        {"National Day and Mid-Autumn 2020",
         "2020-10-01",
         "2020-10-08",
         {"2020-09-27", "2020-10-10"}},
        {"New Year 2021", "2021-01-01", "2021-01-03", {}},
        {"Spring Festival 2021", "2021-02-11", "2021-02-17", {"2021-02-07", "2021-02-20"}},
        {"Qingming 2021", "2021-04-03", "2021-04-05", {}},
        {"Labour Day 2021", "2021-05-01", "2021-05-05", {"2021-04-25", "2021-05-08"}},
        {"Dragon Boat 2021", "2021-06-12", "2021-06-14", {}},
        {"Mid-Autumn 2021", "2021-09-19", "2021-09-21", {"2021-09-18"}},
        {"National Day 2021", "2021-10-01", "2021-10-07", {"2021-09-26", "2021-10-09"}},
        {"New Year 2022", "2022-01-01", "2022-01-03", {}},
        {"Spring Festival 2022", "2022-01-31", "2022-02-06", {"2022-01-29", "2022-01-30"}},
        {"Qingming 2022", "2022-04-03", "2022-04-05", {"2022-04-02"}},
        {"Labour Day 2022", "2022-04-30", "2022-05-04", {"2022-04-24", "2022-05-07"}},
        {"Dragon Boat 2022", "2022-06-03", "2022-06-05", {}},
        {"Mid-Autumn 2022", "2022-09-10", "2022-09-12", {}},
        {"National Day 2022", "2022-10-01", "2022-10-07", {"2022-10-08", "2022-10-09"}},
        {"New Year 2023", "2022-12-31", "2023-01-02", {}},
        {"Spring Festival 2023", "2023-01-21", "2023-01-27", {"2023-01-28", "2023-01-29"}},
        {"Qingming 2023", "2023-04-05", "2023-04-05", {}},
        {"Labour Day 2023", "2023-04-29", "2023-05-03", {"2023-04-23", "2023-05-06"}},
        {"Dragon Boat 2023", "2023-06-22", "2023-06-24", {"2023-06-25"}},
        {"Mid-Autumn and National Day 2023",
         "2023-09-29",
         "2023-10-06",
         {"2023-10-07", "2023-10-08"}},
        {"New Year 2024", "2024-01-01", "2024-01-01", {}},
        {"Spring Festival 2024", "2024-02-10", "2024-02-17", {"2024-02-04", "2024-02-18"}},
        {"Qingming 2024", "2024-04-04", "2024-04-06", {"2024-04-07"}},
        {"Labour Day 2024", "2024-05-01", "2024-05-05", {"2024-04-28", "2024-05-11"}},
        {"Dragon Boat 2024", "2024-06-10", "2024-06-10", {}},
        {"Mid-Autumn 2024", "2024-09-15", "2024-09-17", {"2024-09-14"}},
        {"National Day 2024", "2024-10-01", "2024-10-07", {"2024-09-29", "2024-10-12"}},
        {"New Year 2025", "2025-01-01", "2025-01-01", {}},
        {"Spring Festival 2025", "2025-01-28", "2025-02-04", {"2025-01-26", "2025-02-08"}},
        {"Qingming 2025", "2025-04-04", "2025-04-06", {}},
        {"Labour Day 2025", "2025-05-01", "2025-05-05", {"2025-04-27"}},
        {"Dragon Boat 2025", "2025-05-31", "2025-06-02", {}},
        {"National Day and Mid-Autumn 2025",
         "2025-10-01",
         "2025-10-08",
         {"2025-09-28", "2025-10-11"}},
        {"New Year 2026", "2026-01-01", "2026-01-03", {"2026-01-04"}},
        {"Spring Festival 2026", "2026-02-15", "2026-02-23", {"2026-02-14", "2026-02-28"}},
        {"Qingming 2026", "2026-04-04", "2026-04-06", {}},
        {"Labour Day 2026", "2026-05-01", "2026-05-05", {"2026-05-09"}},
        {"Dragon Boat 2026", "2026-06-19", "2026-06-21", {}},
        {"Mid-Autumn 2026", "2026-09-25", "2026-09-27", {}},
        {"National Day 2026", "2026-10-01", "2026-10-07", {"2026-09-20", "2026-10-10"}},
    };
    return all;
}

date day_named(std::string_view text) {
    return parse_date(text).value();
}

/// Monday to Friday, but for the notices.
class naive_calendar {
  public:
    naive_calendar() {
        for (auto const& one : notices()) {
            for (auto off = day_named(one.first); off <= day_named(one.last); off += days{1})
                off_.insert(off);
            for (auto const extra : one.make_up)
                make_up_.insert(day_named(extra));
        }
    }

    bool is_working_day(date one) const {
        if (make_up_.contains(one)) return true;
        weekday const of{one};
        return of != Saturday && of != Sunday && !off_.contains(one);
    }

    date last_day(deadline_rule const& rule, date start) const {
        auto at = start;
        if (rule.unit == deadline_unit::calendar_days) {
            at += days{rule.amount};
            while (!is_working_day(at))
                at += days{1};
            return at;
        }
        for (std::int64_t counted = 0; counted < rule.amount;) {
            at += days{1};
            counted += is_working_day(at) ? 1 : 0;
        }
        return at;
    }

  private:
    std::set<date> off_;
    std::set<date> make_up_;
};

struct working_day_case {
    std::string start;
    std::string rule;
    std::string due;
    std::string standing; // settled, provisional
    std::string reckoned; // the counting in words
};

std::vector<working_day_case> read_cases() {
    std::istringstream lines(
        test::read_file(TALENT_SOURCE_DIRECTORY "/tests/unit/calendar/working_day_cases.tsv"));
    std::string line;
    std::getline(lines, line);
    REQUIRE(line == "start\trule\tdue\tstanding\treckoned");
    std::vector<working_day_case> all;
    while (std::getline(lines, line)) {
        std::istringstream cells(line);
        auto& one = all.emplace_back();
        for (auto* const cell : {&one.start, &one.rule, &one.due, &one.standing, &one.reckoned})
            REQUIRE(std::getline(cells, *cell, '\t'));
    }
    return all;
}

} // namespace

TEST_CASE("the calendar is the State Council's notices of 2019 to 2026, day by day") {
    auto const calendar = working_days::built_in();
    naive_calendar const naive;
    for (auto one = day_named("2019-01-01"); one <= day_named("2026-12-31"); one += days{1}) {
        CAPTURE(format_date(one));
        REQUIRE(calendar.is_working_day(one) == naive.is_working_day(one));
    }
}

TEST_CASE("more than 200 working-day cases are reckoned as they were written out") {
    auto const calendar = working_days::built_in();
    naive_calendar const naive;
    std::map<std::string, int> by_rule;
    std::map<std::string, int> by_standing;
    for (auto const& one : read_cases()) {
        CAPTURE(one.start, one.rule, one.reckoned);
        auto const* const rule = find_clock(one.rule);
        REQUIRE(rule != nullptr);
        auto const start = parse_instant(one.start).value();
        auto const due = parse_instant(one.due).value();
        auto const clock = reckon(*rule, start, calendar);
        CHECK(format_instant(clock.due) == format_instant(due));
        CHECK((clock.provisional ? "provisional" : "settled") == one.standing);
        CHECK(due == start_of(naive.last_day(*rule, day_of(start)) + days{1}));
        ++by_rule[one.rule];
        ++by_standing[one.standing];
    }
    CHECK(by_standing["settled"] >= 200);
    CHECK(by_standing["provisional"] >= 5);
    CHECK(by_rule.size() >= 12);
}

TEST_CASE("past its last year the calendar knows weekends only, and says so") {
    auto const calendar = working_days::built_in();
    // New Year's Day 2027 is a holiday by law, but which days are off around it is not settled: it
    // counts as a working day, and whatever ends on it is provisional.
    CHECK(calendar.is_working_day(day_named("2027-01-01")));
    CHECK_FALSE(calendar.covers(day_named("2027-01-01")));
    auto const clock = reckon(clocks::publish_award_notice,
                              parse_instant("2026-12-30T10:00:00+08:00").value(), calendar);
    CHECK(clock.due == start_of(day_named("2027-01-02")));
    CHECK(clock.provisional);
}
