// The login throttle against its rules: what waits, for whom, how long, and in how much memory.
#include <catch2/catch.hpp>

#include "services/identity/login_throttle.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::identity;
using namespace std::chrono_literals;
using attempt = login_throttle::attempt;

namespace {

instant const start = parse_instant("2026-06-01T00:00:00Z").value();

/// Fails as often as it may, without waiting; how often that was.
int fail_until_refused(login_throttle& throttle, attempt const& one, instant now, int most) {
    int failed = 0;
    while (failed < most && !throttle.begin(one, now))
        ++failed;
    return failed;
}

/// Guesses with a new address each time, until the account has to wait.
void fail_from_everywhere(login_throttle& throttle, std::string const& account, instant now) {
    for (int i = 0; i <= account_limit.free_failures; ++i)
        throttle.begin({account, "stranger " + std::to_string(i)}, now);
}

} // namespace

TEST_CASE("after its free failures a pair waits, twice as long each time, within bounds") {
    login_throttle throttle;
    attempt const one{"account", "192.0.2.1"};
    auto now = start;
    REQUIRE(fail_until_refused(throttle, one, now, 1000) == pair_limit.free_failures + 1);
    auto expected = pair_limit.wait_first;
    for (int i = 0; i < 20; ++i) {
        auto const refused = throttle.check(one, now);
        REQUIRE(refused);
        CHECK(refused->limit == "pair");
        CHECK(refused->wait == expected);
        // While it waits nothing is counted: who keeps trying is not pushed further out.
        CHECK(throttle.begin(one, now));
        CHECK(throttle.check(one, now + refused->wait - 1ms));
        now += refused->wait;
        CHECK_FALSE(throttle.check(one, now));
        REQUIRE_FALSE(throttle.begin(one, now));
        expected = std::min<std::chrono::seconds>(expected * 2, pair_limit.wait_max);
    }
    CHECK(expected == pair_limit.wait_max);
    CHECK_FALSE(throttle.check(one, now + pair_limit.forgotten_after));
    CHECK(fail_until_refused(throttle, one, now + pair_limit.forgotten_after, 1000) ==
          pair_limit.free_failures + 1);
}

TEST_CASE("a success clears the pair, and only the pair") {
    login_throttle throttle;
    attempt const one{"account", "192.0.2.1"};
    for (int round = 0; round < 50; ++round) {
        for (int i = 0; i < pair_limit.free_failures; ++i)
            REQUIRE_FALSE(throttle.begin(one, start));
        REQUIRE_FALSE(throttle.begin(one, start));
        throttle.succeed(one, start);
    }
    // The 250 failures of the address still stand against other accounts there.
    CHECK(throttle.check({"another account", "192.0.2.1"}, start)->limit == "network");
    CHECK(throttle.check({"account", "192.0.2.2"}, start)->limit == "account");
    CHECK_FALSE(throttle.check(one, start));
}

TEST_CASE("strangers do not shut the owner out of an address where the owner has logged in") {
    login_throttle throttle;
    attempt const home{"account", "2001:db8::"};
    throttle.begin(home, start);
    throttle.succeed(home, start);
    fail_from_everywhere(throttle, "account", start);
    CHECK(throttle.check({"account", "203.0.113.9"}, start)->limit == "account");
    CHECK_FALSE(throttle.begin(home, start));
    // The owner's address is not free of its own limit.
    CHECK(fail_until_refused(throttle, home, start, 1000) <= pair_limit.free_failures + 1);
    // And is the owner's for a time only.
    auto const later = start + known_network_kept;
    fail_from_everywhere(throttle, "account", later);
    CHECK(throttle.check(home, later)->limit == "account");
}

TEST_CASE("one address that tries many accounts waits, and the others do not") {
    login_throttle throttle;
    int tried = 0;
    while (!throttle.begin({"account " + std::to_string(tried), "192.0.2.1"}, start))
        ++tried;
    CHECK(tried == network_limit.free_failures + 1);
    CHECK_FALSE(throttle.check({"account 0", "192.0.2.2"}, start));
}

TEST_CASE("tries side by side cannot all pass before the first has failed") {
    login_throttle throttle;
    attempt const one{"account", "192.0.2.1"};
    int begun = 0;
    for (int i = 0; i < 1000; ++i)
        begun += throttle.begin(one, start) ? 0 : 1;
    CHECK(begun == pair_limit.free_failures + 1);
}

TEST_CASE("the memory is bounded, and filling it does not free the worst") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    constexpr std::size_t keys_max = 64;
    login_throttle throttle(keys_max);
    attempt const worst{"account", "192.0.2.1"};
    fail_until_refused(throttle, worst, start, 1000);
    for (int i = 0; i < 5000; ++i) {
        auto const name = std::to_string(between(generator, 0, 1'000'000'000));
        attempt const other{"a" + name, "n" + name};
        if (!throttle.begin(other, start) && between(generator, 0, 1) == 1)
            throttle.succeed(other, start);
        REQUIRE(throttle.size() <= 4 * keys_max);
    }
    CHECK(throttle.check(worst, start));
}

TEST_CASE("a clock that was set back makes nobody wait") {
    login_throttle throttle;
    attempt const one{"account", "192.0.2.1"};
    fail_until_refused(throttle, one, start, 1000);
    REQUIRE(throttle.check(one, start));
    CHECK_FALSE(throttle.check(one, start - 24h));
}
