// Dates of HTTP's fields in their three forms, and the answers that If-Modified-Since gets.
#include <catch2/catch.hpp>

#include <ctime>
#include <iostream>
#include <random>

#include "common/http/http_date.hpp"
#include "common/http/response.hpp"

using namespace talent;
using namespace talent::http;

namespace {

constexpr std::time_t example = 784'111'777; // RFC 9110, 5.6.7: 1994-11-06 08:49:37
constexpr std::time_t now = 1'790'000'000;   // 2026

// The C library's own words, in the C locale that tests run in.
std::string in_form(std::time_t at, char const* form) {
    std::tm parts{};
    gmtime_r(&at, &parts);
    char text[64];
    auto const length = std::strftime(text, sizeof text, form, &parts);
    return {text, length};
}

response modified(std::string const& date) {
    response made{.body = "{}"};
    made.header("ETag", "\"7\"");
    if (!date.empty()) made.header("Last-Modified", date);
    return made;
}

int status_since(std::string const& since, std::string const& date,
                 std::optional<std::string> etag = {}) {
    request asked;
    asked.received = instant{std::chrono::seconds{now}};
    asked.if_modified_since = since;
    asked.if_none_match = std::move(etag);
    return unless_unchanged(asked, modified(date)).status;
}

} // namespace

TEST_CASE("the three forms of the standard's example are the same second") {
    CHECK(format_http_date(example) == "Sun, 06 Nov 1994 08:49:37 GMT");
    CHECK(read_http_date("Sun, 06 Nov 1994 08:49:37 GMT", now) == example);
    CHECK(read_http_date("Sunday, 06-Nov-94 08:49:37 GMT", now) == example);
    CHECK(read_http_date("Sun Nov  6 08:49:37 1994", now) == example);
}

TEST_CASE("random seconds are written and read as the C library has them") {
    auto const seed = std::random_device{}();
    std::cout << "seed " << seed << "\n";
    CAPTURE(seed);
    std::mt19937_64 chance(seed);
    for (int i = 0; i < 20'000; ++i) {
        auto const at = static_cast<std::time_t>(chance() % 4'000'000'000U);
        auto const text = in_form(at, "%a, %d %b %Y %H:%M:%S GMT");
        CHECK(format_http_date(at) == text);
        CHECK(read_http_date(text, now) == at);
        CHECK(read_http_date(in_form(at, "%a %b %e %H:%M:%S %Y"), now) == at);
        auto const old = in_form(at, "%A, %d-%b-%y %H:%M:%S GMT");
        bool const within =
            at > now - std::time_t{48} * 365 * 86'400 && at < now + std::time_t{48} * 365 * 86'400;
        if (within) CHECK(read_http_date(old, now) == at);
    }
}

TEST_CASE("what is no date, or no day of the calendar, is none") {
    for (auto const* text : {"", "yesterday", "Sun, 06 Nov 1994 08:49:37",
                             "Sun, 6 Nov 1994 08:49:37 GMT", "Mon, 06 Nov 1994 08:49:37 GMT",
                             "Sun, 06 Nov 1994 24:00:00 GMT", "Thu, 31 Feb 1994 08:49:37 GMT",
                             "Sun, 06 nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT ",
                             "Sun, 06 Nov 1994 08:49:37 CST", "Sun, 06 Nov 19940 08:49:37 GMT",
                             "Sun, -6 Nov 1994 08:49:37 GMT", "Sun Nov 6 08:49:37 1994"}) {
        CAPTURE(text);
        CHECK_FALSE(read_http_date(text, now).has_value());
    }
    CHECK(read_http_date("Sat, 31 Dec 2016 23:59:60 GMT", now) == 1'483'228'799); // a leap second
}

TEST_CASE("texts that are changed at random are read or not, and nothing else happens") {
    std::mt19937 chance(7);
    for (int i = 0; i < 50'000; ++i) {
        std::string text = "Sunday, 06-Nov-94 08:49:37 GMT";
        for (auto changes = chance() % 3 + 1; changes > 0; --changes)
            text[chance() % text.size()] = static_cast<char>(chance() % 256);
        text.resize(chance() % (text.size() + 1));
        static_cast<void>(read_http_date(text, now));
    }
}

TEST_CASE("what has not changed since is not sent again") {
    auto const before = format_http_date(example - 1);
    auto const date = format_http_date(example);
    auto const after = format_http_date(example + 1);
    CHECK(status_since(date, date) == 304);
    CHECK(status_since(after, date) == 304);
    CHECK(status_since(before, date) == 200);
    CHECK(status_since("some day", date) == 200);
    CHECK(status_since(date, "") == 200);
    // The ETag decides where there is one.
    CHECK(status_since(date, date, "\"8\"") == 200);
    CHECK(status_since(before, date, "\"7\"") == 304);
}
