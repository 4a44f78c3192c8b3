// Content lines as RFC 5545 folds and escapes them, and the clocks' rows.
#include "services/clocks/icalendar.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "common/base/text.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::clocks;

namespace {

std::string unfold(std::string text) {
    for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at))
        text.erase(at, 3);
    return text;
}

} // namespace

TEST_CASE("any line is folded at 75 octets between characters, and unfolds to itself") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (int i = 0; i < 2'000; ++i) {
        std::string line;
        for (auto left = between(random, 0, 120); left > 0; --left) {
            static constexpr std::string_view pieces[] = {"a", "é", "招", "𠀀", "\\,", ":", " "};
            line += pieces[static_cast<std::size_t>(between(random, 0, 6))];
        }
        auto const folded = fold_line(line);
        REQUIRE(unfold(folded) == line + "\r\n");
        for (std::size_t start = 0; start < folded.size();) {
            auto const end = folded.find("\r\n", start);
            REQUIRE(end - start <= line_octets_max);
            REQUIRE(is_utf8(std::string_view(folded).substr(start, end - start)));
            start = end + 2;
        }
    }
}

TEST_CASE("a text cannot leave its line") {
    CHECK(escape_text("a,b;c\\d") == "a\\,b\\;c\\\\d");
    CHECK(escape_text("a\nEND:VEVENT\r\nX:y") == "a\\nEND:VEVENT\\nX:y");
    CHECK(escape_text(std::string_view("\0\x01\x7f招", 6)) == "招");
}

TEST_CASE("a clock is nearing in its last quarter, and three days at most before it is due") {
    calendar::deadline one;
    one.start = instant{std::chrono::hours{1'000}};
    one.due = one.start + std::chrono::hours{48};
    CHECK(one.due - nearing_of(one) == std::chrono::hours{12});
    one.due = one.start + std::chrono::days{30};
    CHECK(one.due - nearing_of(one) == std::chrono::days{3});
    auto const licence = licence_clock(*parse_date("2026-01-01"), *parse_date("2026-12-31"));
    CHECK(licence.due == *parse_instant("2027-01-01T00:00:00+08:00"));
    CHECK(licence.amount == 365);
    CHECK(licence.due - nearing_of(licence) == std::chrono::days{30});
    CHECK(is_waiting(licence.rule));
    CHECK(is_waiting("standstill"));
    CHECK_FALSE(is_waiting("sign_contract"));
}
