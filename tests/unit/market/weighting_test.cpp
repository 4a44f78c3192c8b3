#include "services/market/matching/weighting.hpp"

#include <catch2/catch.hpp>

#include "services/market/matching/matching.hpp"
#include "tests/unit/market/matched_market.hpp"
#include "tests/unit/market/naive_matching.hpp"

namespace talent::market {
namespace {

using namespace testing;

// Within the table's bounds, by chance; some criteria not named, and so as in the table.
struct drawn_weights {
    std::string text;
    std::vector<int> by_soft_criterion;
};

drawn_weights draw_weights(random_market& chance) {
    drawn_weights made;
    for (auto const& one : listing_market().criteria) {
        if (one.kind == criterion_kind::hard) continue;
        auto& weight = made.by_soft_criterion.emplace_back(one.weight);
        if (chance.chance(40)) continue;
        weight = static_cast<int>(chance.number(one.weight_min, one.weight_max));
        made.text.append(made.text.empty() ? "" : ",").append(one.name);
        made.text.append(":").append(std::to_string(weight));
    }
    if (made.text.empty()) made.text = "availability:5";
    return made;
}

weighting weighting_of(std::string const& text) {
    auto read = read_weighting(listing_market(), std::array{text});
    REQUIRE(read.has_value());
    return std::move(read).value();
}

std::vector<field_error> errors_of(std::string const& text) {
    auto const read = read_weighting(listing_market(), std::array{text});
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == error_code::invalid_query);
    return read.error().errors;
}

std::optional<int> place_in(std::vector<naive_match> const& all, uuid const& id) {
    auto const found = std::ranges::find(all, id, &naive_match::id);
    auto const place = static_cast<int>(found - all.begin()) + 1;
    return place <= standard_places_max ? std::optional(place) : std::nullopt;
}

void check_item(match_item const& item, naive_match const& expected) {
    REQUIRE(item.one->id == expected.id);
    REQUIRE(item.why.score.value_or(0) == expected.score);
    int sum = 0;
    int most = 0;
    for (auto const& one : item.why.facts) {
        sum += one.points;
        most += one.points_max;
    }
    CHECK(sum == expected.score);
    if (item.why.score) CHECK(most == score_max);
}

} // namespace

TEST_CASE("weights become points that add up to the highest score, whatever they are") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market chance(seed);
    for (int i = 0; i < 500; ++i) {
        auto const drawn = draw_weights(chance);
        CAPTURE(drawn.text);
        auto const read = weighting_of(drawn.text);
        std::vector<int> soft;
        for (std::size_t one = 0; one < read.points.size(); ++one) {
            if (listing_market().criteria[one].kind == criterion_kind::soft)
                soft.push_back(read.points[one]);
            else
                CHECK(read.points[one] == 0);
        }
        CHECK(soft == naive_shares(drawn.by_soft_criterion));
        CHECK(std::accumulate(soft.begin(), soft.end(), 0) == score_max);
        CHECK(weighting_of(write_weighting(listing_market(), read)).points == read.points);
    }
}

TEST_CASE("the standard weights are within their bounds and give the table's points") {
    auto const standard = standard_weighting(listing_market());
    CHECK(weighting_of(write_weighting(listing_market(), standard)).points == standard.points);
}

TEST_CASE(
    "matches by other weights are those of scoring every pair by them, with the place each would "
    "have had and what fell out") {
    auto const seed = random_seed();
    CAPTURE(seed);
    matched_market market(seed);
    market.fill(150, 1'500);
    int const limit = 10;
    int fallen = 0;
    int beyond = 0;
    auto const check = [&](side known, document const& one, std::span<document const> others) {
        auto const drawn = draw_weights(market.source);
        CAPTURE(drawn.text);
        auto const found = match_weighed(market.index, listing_market(), known, one.id, limit,
                                         weighting_of(drawn.text), market_day());
        auto const expected =
            match_all(one, others, catalogue(), today(), naive_shares(drawn.by_soft_criterion));
        auto const standard = match_all(one, others, catalogue(), today());
        REQUIRE(found);
        REQUIRE(found->found.total == expected.ranked.size() + expected.unranked.size());
        REQUIRE(found->found.ranked.size() == std::min<std::size_t>(expected.ranked.size(), limit));
        REQUIRE(found->standings.size() == found->found.ranked.size());
        for (std::size_t i = 0; i < found->found.ranked.size(); ++i) {
            check_item(found->found.ranked[i], expected.ranked[i]);
            auto const& id = expected.ranked[i].id;
            auto const same = std::ranges::find(standard.ranked, id, &naive_match::id);
            CHECK(found->standings[i].score == same->score);
            CHECK(found->standings[i].place == place_in(standard.ranked, id));
            beyond += found->standings[i].place ? 0 : 1;
        }
        REQUIRE(found->found.unranked.size() ==
                std::min<std::size_t>(expected.unranked.size(), limit));
        std::vector<uuid> shown;
        for (auto const& item : found->found.ranked)
            shown.push_back(item.one->id);
        std::size_t next = 0;
        for (std::size_t i = 0; i < std::min<std::size_t>(standard.ranked.size(), limit); ++i) {
            auto const& id = standard.ranked[i].id;
            if (std::ranges::find(shown, id) != shown.end()) continue;
            REQUIRE(next < found->fallen.size());
            auto const& one_fallen = found->fallen[next++];
            check_item(one_fallen.item, *std::ranges::find(expected.ranked, id, &naive_match::id));
            CHECK(one_fallen.standing.score == standard.ranked[i].score);
            CHECK(one_fallen.standing.place == static_cast<int>(i) + 1);
            ++fallen;
        }
        CHECK(next == found->fallen.size());
    };
    for (auto const& demand : market.live.demands)
        check(side::need, demand, market.live.supplies);
    for (std::size_t i = 0; i < 100; ++i)
        check(side::offer, market.live.supplies[i], market.live.demands);
    CHECK(fallen > 0);
}

TEST_CASE("every wrong weight is refused by its place") {
    auto const errors =
        errors_of("experience:20,flying:1,pay:3,pay_fit,experience:10,occupation:9");
    std::vector<std::string> places;
    for (auto const& one : errors)
        places.push_back(one.pointer + " " + one.code);
    CHECK(places == std::vector<std::string>{"?weights/1 unknown_value", "?weights/2 unknown_value",
                                             "?weights/3 malformed", "?weights/4 duplicate",
                                             "?weights/5 out_of_range"});
    for (auto const* text : {"pay_fit:", "pay_fit:-1", "pay_fit:41", "pay_fit:1.5", "pay_fit: 5",
                             "pay_fit:99999999999999999999", "pay_fit:5x"}) {
        CAPTURE(text);
        auto const refused = errors_of(text);
        REQUIRE(refused.size() == 1);
        CHECK(refused.front().pointer == "?weights/0");
        CHECK(refused.front().code == "out_of_range");
    }
    CHECK(errors_of("").front().code == "malformed");
    CHECK(errors_of(std::string(100'000, ',')).size() == 1);
}

TEST_CASE("a pair is explained by other weights, with the score of the standard ones") {
    auto const seed = random_seed();
    CAPTURE(seed);
    matched_market market(seed);
    market.fill(20, 300);
    int scored = 0;
    for (auto const& demand : market.live.demands) {
        auto const drawn = draw_weights(market.source);
        auto const shares = naive_shares(drawn.by_soft_criterion);
        auto const weights = weighting_of(drawn.text);
        for (auto const& supply : market.live.supplies) {
            auto const why = explain_weighed(market.index, listing_market(), demand.id, supply.id,
                                             weights, market_day());
            auto const expected = judge(demand, supply, catalogue(), today(), shares);
            REQUIRE(why);
            REQUIRE(why->why.rejected() == !expected.failed.empty());
            if (why->why.rejected() || !supply.personalised_ranking) {
                CHECK_FALSE(why->standard_score);
                continue;
            }
            REQUIRE(why->why.score == expected.score);
            CHECK(why->standard_score == judge(demand, supply, catalogue(), today()).score);
            ++scored;
        }
    }
    CHECK(scored > 0);
}

} // namespace talent::market
