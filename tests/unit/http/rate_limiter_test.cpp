// The generic cell rate algorithm, by hand-set instants.
#include <catch2/catch.hpp>

#include "common/http/rate_limiter.hpp"

using namespace talent::http;
using namespace std::chrono_literals;

namespace {
rate_limiter::instant const start{1000s};
}

TEST_CASE("a burst of a minute's quota is accepted, and no request more") {
    rate_limiter limiter(60, 1000);
    for (int i = 0; i < 60; ++i) {
        auto const taken = limiter.take("a", start);
        REQUIRE(taken.accepted);
        CHECK(taken.remaining == 59 - i);
    }
    auto const refused = limiter.take("a", start);
    CHECK_FALSE(refused.accepted);
    CHECK(refused.retry_after == 1s);
    CHECK(refused.until_full == 60s);
}

TEST_CASE("the quota comes back one request at a time") {
    rate_limiter limiter(60, 1000);
    for (int i = 0; i < 60; ++i)
        limiter.take("a", start);
    CHECK_FALSE(limiter.take("a", start + 999ms).accepted);
    CHECK(limiter.take("a", start + 1000ms).accepted);
    CHECK_FALSE(limiter.take("a", start + 1000ms).accepted);
    int accepted = 0;
    for (int i = 0; i < 100; ++i)
        accepted += limiter.take("a", start + 31s).accepted ? 1 : 0;
    CHECK(accepted == 30);
}

TEST_CASE("a refused request does not push the next one away") {
    rate_limiter limiter(1, 1000);
    CHECK(limiter.take("a", start).accepted);
    for (int i = 0; i < 50; ++i)
        CHECK_FALSE(limiter.take("a", start + 30s).accepted);
    CHECK(limiter.take("a", start + 60s).accepted);
}

TEST_CASE("in the long run no more than the rate is accepted") {
    rate_limiter limiter(600, 1000);
    int accepted = 0;
    for (auto at = start; at < start + 10min; at += 10ms) {
        accepted += limiter.take("a", at).accepted ? 1 : 0;
    }
    CHECK(accepted >= 6000);
    CHECK(accepted <= 6600);
}

TEST_CASE("keys do not share a quota") {
    rate_limiter limiter(1, 1000);
    CHECK(limiter.take("a", start).accepted);
    CHECK(limiter.take("b", start).accepted);
    CHECK_FALSE(limiter.take("a", start).accepted);
}

TEST_CASE("without a limit everything is accepted and nothing is kept") {
    rate_limiter limiter(0, 1000);
    for (int i = 0; i < 1000; ++i)
        CHECK(limiter.take(std::to_string(i), start).accepted);
    CHECK(limiter.keys() == 0);
}

TEST_CASE("the table is bounded, and idle keys make room") {
    rate_limiter limiter(60, 160);
    for (int i = 0; i < 5000; ++i)
        limiter.take("first " + std::to_string(i), start);
    CHECK(limiter.keys() <= 160 + 16);
    CHECK(limiter.take("later", start + 2min).accepted);
    for (int i = 0; i < 5000; ++i)
        limiter.take("second " + std::to_string(i), start + 2min);
    CHECK(limiter.keys() <= 160 + 16);
}
