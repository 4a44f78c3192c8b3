#include "common/base/money.hpp"

#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/unit/base/seed.hpp"

namespace talent {
namespace {

struct reading {
    char const* text;
    std::int64_t fen;
};

struct scaling {
    std::int64_t fen;
    std::int64_t numerator;
    std::int64_t denominator;
    std::int64_t scaled;
};

// The rule worked out another way: long division of the magnitude, digit by digit in base 2, then
// up by one where twice the rest reaches the denominator. No 128-bit number takes part.
std::int64_t scale_slowly(std::int64_t fen, std::int64_t numerator, std::int64_t denominator) {
    bool const negative = (fen < 0) != (numerator < 0);
    auto const left = static_cast<std::uint64_t>(std::llabs(fen));
    auto const right = static_cast<std::uint64_t>(std::llabs(numerator));
    auto const divisor = static_cast<std::uint64_t>(denominator);
    std::uint64_t quotient = 0;
    std::uint64_t rest = 0;
    for (int bit = 62; bit >= 0; --bit) { // Horner over the bits of `left`, dividing as it goes
        quotient *= 2;
        rest *= 2;
        quotient += rest / divisor;
        rest %= divisor;
        if ((left >> bit & 1U) == 0) continue;
        quotient += right / divisor;
        rest += right % divisor;
        quotient += rest / divisor;
        rest %= divisor;
    }
    if (rest * 2 >= divisor) ++quotient;
    auto const magnitude = static_cast<std::int64_t>(quotient);
    return negative ? -magnitude : magnitude;
}

TEST_CASE("any amount is read back as it was written") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 generator{seed};
    for (int i = 0; i < 50'000; ++i) {
        // Every order of magnitude alike, not only the largest.
        auto const bound = money_fen_max >> between(generator, 0, 49);
        money const amount{between(generator, -bound, bound)};
        CAPTURE(amount.fen);
        REQUIRE(parse_money(format_money(amount)) == amount);
    }
}

TEST_CASE("amounts are written with two decimals") {
    CHECK(format_money({0}) == "0.00");
    CHECK(format_money({5}) == "0.05");
    CHECK(format_money({-5}) == "-0.05");
    CHECK(format_money({100}) == "1.00");
    CHECK(format_money({1234567}) == "12345.67");
    CHECK(format_money({-1234567}) == "-12345.67");
    CHECK(format_money({money_fen_max}) == "10000000000000.00");
    CHECK(format_money({INT64_MIN}) == "-92233720368547758.08");
}

TEST_CASE("amounts are read with none, one or two decimals") {
    auto const row = GENERATE(values<reading>({
        {"0", 0},
        {"-0", 0},
        {"0.0", 0},
        {"7", 700},
        {"7.5", 750},
        {"7.05", 705},
        {"-7.05", -705},
        {"12345.67", 1'234'567},
        {"10000000000000", money_fen_max},
        {"10000000000000.00", money_fen_max},
        {"-10000000000000.00", -money_fen_max},
    }));
    CAPTURE(row.text);
    auto const amount = parse_money(row.text);
    REQUIRE(amount.has_value());
    CHECK(amount->fen == row.fen);
}

TEST_CASE("a malformed amount is refused") {
    auto const* const text = GENERATE(values<char const*>({
        "",
        "-",
        "--1",
        "+1",
        ".",
        ".5",
        "5.",
        "-.5",
        "1.234",
        "1.2.3",
        "1,000",
        "1 000",
        " 1",
        "1 ",
        "01",
        "00",
        "00.5",
        "-01",
        "1e3",
        "0x1",
        "1.5元",
        "¥1",
        "nan",
        "inf",
        "１",
        "1.-5",
        "1.+5",
        "10000000000000.01",
        "99999999999999.99",
        "100000000000000",
        "99999999999999999999999999",
        "-10000000000000.01",
    }));
    CAPTURE(text);
    CHECK_FALSE(parse_money(text).has_value());
}

TEST_CASE("amounts are scaled with halves rounded away from zero") {
    auto const row = GENERATE(values<scaling>({
        {100, 1, 3, 33},
        {200, 1, 3, 67},
        {1, 1, 2, 1},
        {-1, 1, 2, -1},
        {3, 1, 2, 2},
        {-3, 1, 2, -2},
        {1, 1, 3, 0},
        {-1, 1, 3, 0},
        {1, -1, 2, -1},
        {1, 2, 5, 0},
        {1, 3, 5, 1},
        {0, 7, 9, 0},
        {10'000, 5, 10'000, 5}, // 0.05 % a day of 100 yuan
        {money_fen_max, 1'000'000, 1'000'000, money_fen_max},
        {money_fen_max, 10'000, 10'000, money_fen_max},
    }));
    CAPTURE(row.fen, row.numerator, row.denominator);
    CHECK(scale({row.fen}, row.numerator, row.denominator).fen == row.scaled);
}

TEST_CASE("scaling agrees with long division for any amount and ratio") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 generator{seed};
    for (int i = 0; i < 20'000; ++i) {
        auto const bound = money_fen_max >> between(generator, 0, 49);
        auto const fen = between(generator, -bound, bound);
        auto const denominator = between(generator, 1, 1'000'000);
        auto const numerator = between(generator, -denominator, denominator);
        CAPTURE(fen, numerator, denominator);
        REQUIRE(scale({fen}, numerator, denominator).fen ==
                scale_slowly(fen, numerator, denominator));
    }
}

} // namespace
} // namespace talent
