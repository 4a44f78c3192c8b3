// Scores, ranks and abnormally low bids.
#include <catch2/catch.hpp>

#include <random>

#include "services/procurement/evaluation.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::procurement;

namespace {

__extension__ using wide_integer = __int128;

constexpr int random_rounds = 200'000;

std::int64_t random_price(std::mt19937_64& random) {
    auto const digits = std::uniform_int_distribution<int>{0, 15}(random);
    std::int64_t limit = 1;
    for (int i = 0; i < digits; ++i)
        limit *= 10;
    return std::uniform_int_distribution<std::int64_t>{1, limit}(random);
}

// n is x rounded half up where n − 1/2 ≤ x < n + 1/2; here with both sides times 2 × price.
bool is_rounded_half_up(std::int64_t n, wide_integer numerator, wide_integer denominator) {
    return (2 * wide_integer{n} - 1) * denominator <= 2 * numerator &&
           2 * numerator < (2 * wide_integer{n} + 1) * denominator;
}

bid opened_bid(std::int64_t price_fen, std::int64_t arrival) {
    bid made;
    made.id = make_uuid(from_milliseconds(1'800'000'000'000));
    made.number = "B-" + std::to_string(arrival);
    made.arrival_sequence = arrival;
    made.content = bid_content{.price = {price_fen}};
    return made;
}

score given(bid const& to, std::string criterion, std::int64_t points_hundredths) {
    return {.bid_id = to.id,
            .criterion = std::move(criterion),
            .points_hundredths = points_hundredths,
            .reason = "seen"};
}

std::vector<criterion> const price_and_quality = {
    {"price", "Price", criterion_kind::price, 40},
    {"method", "Method", criterion_kind::quality, 60}};

bool low(std::int64_t price, std::vector<std::int64_t> const& others) {
    std::vector<money> amounts;
    for (auto const each : others)
        amounts.push_back({each});
    return is_abnormally_low({price}, amounts);
}

} // namespace

TEST_CASE("the price score is lowest / price × weight, rounded half up, for any prices") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < random_rounds; ++i) {
        auto const one = random_price(random);
        auto const other = random_price(random);
        auto const lowest = std::min(one, other);
        auto const price = std::max(one, other);
        auto const weight = std::uniform_int_distribution<std::int64_t>{1, 100}(random);
        auto const points = price_score_hundredths({lowest}, {price}, weight);
        bool const right = is_rounded_half_up(points, wide_integer{lowest} * weight * 100, price);
        if (!right) FAIL(lowest << " / " << price << " × " << weight << " gave " << points);
    }
}

TEST_CASE("the price score's known values") {
    CHECK(price_score_hundredths({100}, {100}, 30) == 3000);
    CHECK(price_score_hundredths({100}, {300}, 30) == 1000);
    CHECK(price_score_hundredths({100}, {300}, 40) == 1333);
    CHECK(price_score_hundredths({200}, {300}, 40) == 2667);
    CHECK(price_score_hundredths({1}, {200}, 1) == 1); // exactly one half goes up
    CHECK(price_score_hundredths({1}, {201}, 1) == 0);
}

TEST_CASE("a quality score weighs its points, rounded half up") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < random_rounds; ++i) {
        auto const points =
            std::uniform_int_distribution<std::int64_t>{0, score_hundredths_max}(random);
        auto const weight = std::uniform_int_distribution<std::int64_t>{1, 100}(random);
        bool const right = is_rounded_half_up(quality_score_hundredths(points, weight),
                                              wide_integer{points} * weight, 100);
        if (!right) FAIL(points << " × " << weight);
    }
}

TEST_CASE("the best total is first, and ties go by arrival") {
    std::vector<bid> bids = {opened_bid(100'00, 2), opened_bid(100'00, 1), opened_bid(90'00, 3)};
    std::vector<score> const scores = {given(bids[0], "method", 8000),
                                       given(bids[1], "method", 8000),
                                       given(bids[2], "method", 5000)};
    REQUIRE(procurement::evaluate(bids, price_and_quality, scores).has_value());
    CHECK(bids[0].arrival_sequence == 1);
    CHECK(bids[1].arrival_sequence == 2);
    CHECK(bids[2].arrival_sequence == 3);
    CHECK(bids[0].rank_in_lot == 1);
    CHECK(bids[2].rank_in_lot == 3);
    CHECK(bids[0].total_hundredths == 3600 + 4800);
    CHECK(bids[2].total_hundredths == 4000 + 3000);
    CHECK(bids[0].score_lines.size() == 2);
}

TEST_CASE("an evaluation waits for every quality score") {
    std::vector<bid> bids = {opened_bid(100'00, 1), opened_bid(90'00, 2)};
    std::vector<score> const scores = {given(bids[0], "method", 8000)};
    auto const refused = procurement::evaluate(bids, price_and_quality, scores);
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == error_code::evaluation_incomplete);
    CHECK(refused.error().detail.find("B-2") != std::string::npos);
}

TEST_CASE("a price 40 % below the mean of the others is abnormally low") {
    CHECK(low(6000, {8000, 12000}));
    CHECK_FALSE(low(6001, {8000, 12000}));
}

TEST_CASE("a price 30 % below the next is abnormally low") {
    CHECK(low(7000, {10000}));
    CHECK_FALSE(low(7001, {10000}));
    CHECK(low(7000, {10000, 10001}));
    CHECK_FALSE(low(7000, {7000, 10000})); // the next one asks the same
}

TEST_CASE("a lone bid is low against nothing") {
    CHECK_FALSE(low(1, {}));
}

TEST_CASE("the greatest prices do not overflow") {
    std::vector<std::int64_t> const others(1000, money_fen_max);
    CHECK(low(money_fen_max / 2, others));
    CHECK_FALSE(low(money_fen_max, others));
}
