#include "common/base/clock.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/base/seed.hpp"

namespace talent {
namespace {

constexpr std::int64_t last_millisecond = 253'402'300'799'999; // 9999-12-31T23:59:59.999Z

struct reading {
    char const* text;
    std::int64_t milliseconds;
};

TEST_CASE("any instant from 1970 to 9999 is read back as it was written") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 generator{seed};
    for (int i = 0; i < 20'000; ++i) {
        auto const at = from_milliseconds(between(generator, 0, last_millisecond));
        auto const text = format_instant(at);
        CAPTURE(text);
        REQUIRE(text.size() == 24);
        REQUIRE(parse_instant(text) == at);
    }
}

TEST_CASE("the first and the last instant are written and read") {
    CHECK(format_instant(from_milliseconds(0)) == "1970-01-01T00:00:00.000Z");
    CHECK(format_instant(from_milliseconds(last_millisecond)) == "9999-12-31T23:59:59.999Z");
    CHECK(parse_instant("9999-12-31T23:59:59.999Z") == from_milliseconds(last_millisecond));
}

TEST_CASE("any day is read back as it was written") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 generator{seed};
    for (int i = 0; i < 20'000; ++i) {
        date const day{std::chrono::days{between(generator, 0, 2'932'896)}};
        REQUIRE(parse_date(format_date(day)) == day);
    }
}

TEST_CASE("an instant is read with any offset, and cut to milliseconds") {
    constexpr std::int64_t base = 1'795'311'825'000; // 2026-11-22T01:43:45Z
    auto const row = GENERATE(values<reading>({
        {"2026-11-22T01:43:45Z", base},
        {"2026-11-22t01:43:45z", base},
        {"2026-11-22T09:43:45+08:00", base},
        {"2026-11-21T20:13:45-05:30", base},
        {"2026-11-22T01:43:45-00:00", base},
        {"2026-11-22T01:43:45.6Z", base + 600},
        {"2026-11-22T01:43:45.67Z", base + 670},
        {"2026-11-22T01:43:45.678Z", base + 678},
        {"2026-11-22T01:43:45.678999999Z", base + 678},
        {"2024-02-29T00:00:00Z", 1'709'164'800'000},
        {"2000-02-29T00:00:00Z", 951'782'400'000},
        {"1970-01-01T08:00:00+08:00", 0},
    }));
    CAPTURE(row.text);
    auto const at = parse_instant(row.text);
    REQUIRE(at.has_value());
    CHECK(to_milliseconds(*at) == row.milliseconds);
}

TEST_CASE("a malformed instant is refused") {
    auto const* const text = GENERATE(values<char const*>({
        "",
        "2026",
        "2026-11-22",
        "2026-11-22T",
        "2026-11-22T01:43",
        "2026-11-22T01:43:45",
        "2026-11-22 01:43:45Z",
        "2026-11-22T01:43:45ZZ",
        "2026-11-22T01:43:45Z ",
        " 2026-11-22T01:43:45Z",
        "2026-11-22T01:43:45.Z",
        "2026-11-22T01:43:45.1234567890Z",
        "2026-11-22T01:43:45,5Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T01:60:00Z",
        "2026-11-22T01:43:60Z",
        "2026-12-31T23:59:60Z",
        "2026-11-22T1:43:45Z",
        "2026-11-22T01:43:45+8:00",
        "2026-11-22T01:43:45+0800",
        "2026-11-22T01:43:45+08",
        "2026-11-22T01:43:45+24:00",
        "2026-11-22T01:43:45+08:60",
        "2026-13-22T01:43:45Z",
        "2026-00-22T01:43:45Z",
        "2026-11-31T01:43:45Z",
        "2026-11-00T01:43:45Z",
        "2023-02-29T01:43:45Z",
        "2100-02-29T01:43:45Z",
        "1969-12-31T23:59:59Z",
        "1970-01-01T00:00:00+00:01",
        "-026-11-22T01:43:45Z",
        "02026-11-22T01:43:45Z",
        "2026/11/22T01:43:45Z",
        "２０２６-11-22T01:43:45Z",
        "2026-11-22T01:43:45\xE2\x88\x92"
        "08:00",
    }));
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text).has_value());
}

TEST_CASE("an instant whose offset moves it past the year 9999 is refused") {
    CHECK_FALSE(parse_instant("9999-12-31T23:59:59-00:01").has_value());
    CHECK(parse_instant("9999-12-31T23:59:59Z").has_value());
}

TEST_CASE("an instant cut short at any place is refused") {
    std::string const whole = "2026-11-22T09:43:45.678+08:00";
    REQUIRE(parse_instant(whole).has_value());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(parse_instant(whole.substr(0, length)).has_value());
    }
}

TEST_CASE("a malformed day is refused") {
    auto const* const text = GENERATE(values<char const*>({
        "",
        "2026-11",
        "2026-11-2",
        "2026-11-222",
        "2026-1-22",
        "20261122",
        "2026-11-31",
        "2026-02-29",
        "2026-11-22Z",
        " 2026-11-22",
        "2026-11-22 ",
        "1899-12-31",
        "0000-01-01",
        "26-11-22x",
    }));
    CAPTURE(text);
    CHECK_FALSE(parse_date(text).has_value());
}

TEST_CASE("a manual clock stands still until it is moved") {
    manual_clock time{from_milliseconds(1000)};
    CHECK(to_milliseconds(time.now()) == 1000);
    time.advance(std::chrono::milliseconds{500});
    CHECK(to_milliseconds(time.now()) == 1500);
    time.set(from_milliseconds(7));
    CHECK(to_milliseconds(time.now()) == 7);
}

TEST_CASE("the system's clock is past the day this was written") {
    CHECK(format_instant(system_clock{}.now()) > "2025-01-01");
}

} // namespace
} // namespace talent
