#include "services/market/matching/matching.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/market/matched_market.hpp"
#include "tests/unit/market/naive_matching.hpp"

namespace talent::market {
namespace {

using namespace testing;

void check_items(std::vector<match_item> const& found, std::vector<naive_match> const& expected,
                 std::size_t limit) {
    REQUIRE(found.size() == std::min(expected.size(), limit));
    for (std::size_t i = 0; i < found.size(); ++i) {
        REQUIRE(found[i].one->id == expected[i].id);
        CHECK_FALSE(found[i].why.rejected());
        REQUIRE(found[i].why.score.value_or(0) == expected[i].score);
        int sum = 0;
        for (auto const& one : found[i].why.facts)
            sum += one.points;
        CHECK(sum == expected[i].score);
    }
}

listings::demand plain_demand() {
    listings::demand made;
    made.id = make_uuid(market_day());
    made.state = listings::listing_state::published;
    made.published_at = market_day();
    made.title = "软件工程师";
    made.occupation = "2-02-10-03";
    made.region = "330106";
    made.education_min = listings::education::college;
    made.experience_years_min = 4;
    made.skills_required = {"java", "python"};
    made.pay_max = money{2'000'000};
    return made;
}

listings::supply plain_supply() {
    listings::supply made;
    made.id = make_uuid(market_day());
    made.state = listings::listing_state::published;
    made.published_at = market_day();
    made.title = "Java开发";
    made.occupation = "2-02-10-03";
    made.regions = {"330100"};
    made.education = listings::education::bachelor;
    made.experience_years = 2;
    made.skills = {"java"};
    made.skills_verified = {"java"};
    made.pay_min = money{1'500'000};
    made.pay_max = money{2'500'000};
    made.employments = {listings::employment_type::full_time};
    return made;
}

fact const& fact_named(explanation const& why, std::string_view name) {
    auto const found = std::ranges::find(why.facts, name, &fact::criterion);
    REQUIRE(found != why.facts.end());
    return *found;
}

explanation explain_listings(listings::demand const& demand, listings::supply const& supply) {
    market_index index(catalogue());
    index.load(demand);
    index.load(supply);
    auto why = explain(index, listing_market(), demand.id, supply.id, market_day());
    REQUIRE(why);
    return *why;
}

} // namespace

TEST_CASE("the first matches of a demand and of a supply are those of scoring every pair") {
    auto const seed = random_seed();
    CAPTURE(seed);
    matched_market market(seed);
    market.fill(1'000, 1'500);
    auto const limit = 20;
    for (auto const& demand : market.live.demands) {
        auto const found =
            match(market.index, listing_market(), side::need, demand.id, limit, market_day());
        auto const expected = match_all(demand, market.live.supplies, catalogue(), today());
        REQUIRE(found);
        REQUIRE(found->total == expected.ranked.size() + expected.unranked.size());
        check_items(found->ranked, expected.ranked, limit);
        check_items(found->unranked, expected.unranked, limit);
    }
    for (std::size_t i = 0; i < 200; ++i) {
        auto const& supply = market.live.supplies[i];
        auto const found =
            match(market.index, listing_market(), side::offer, supply.id, limit, market_day());
        auto const expected = match_all(supply, market.live.demands, catalogue(), today());
        REQUIRE(found);
        REQUIRE(found->total == expected.ranked.size() + expected.unranked.size());
        check_items(found->ranked, expected.ranked, limit);
        check_items(found->unranked, expected.unranked, limit);
    }
}

TEST_CASE("long lists and the highest pay are matched like all others") {
    auto const seed = random_seed();
    CAPTURE(seed);
    matched_market market(seed);
    auto const far = [&] { return money{market.source.number(4'294'967'290, 4'294'967'300)}; };
    for (int i = 0; i < 900; ++i) {
        auto one = market.source.any(i % 3 == 0 ? document_kind::demand : document_kind::supply,
                                     market.converter);
        if (market.source.chance(40)) one.pay_min = far();
        if (market.source.chance(40)) one.pay_max = far();
        if (market.source.chance(40)) {
            for (int skills = 0; skills < 20; ++skills)
                one.skills.push_back(market.source.skill());
        }
        market.add(std::move(one));
    }
    for (auto const& demand : market.live.demands) {
        auto const found =
            match(market.index, listing_market(), side::need, demand.id, 20, market_day());
        auto const expected = match_all(demand, market.live.supplies, catalogue(), today());
        REQUIRE(found);
        REQUIRE(found->total == expected.ranked.size() + expected.unranked.size());
        check_items(found->ranked, expected.ranked, 20);
        check_items(found->unranked, expected.unranked, 20);
    }
}

TEST_CASE("every pair is explained: a match by points that add up, a rejection by what failed") {
    auto const seed = random_seed();
    CAPTURE(seed);
    matched_market market(seed);
    market.fill(60, 200);
    int rejected = 0;
    int scored = 0;
    for (auto const& demand : market.live.demands) {
        for (auto const& supply : market.live.supplies) {
            auto const why =
                explain(market.index, listing_market(), demand.id, supply.id, market_day());
            auto const expected = judge(demand, supply, catalogue(), today());
            REQUIRE(why);
            REQUIRE(std::vector<std::string>(why->failed.begin(), why->failed.end()) ==
                    expected.failed);
            for (auto const& name : why->failed)
                CHECK(fact_named(*why, name).outcome == outcome::unmet);
            std::vector<int> points;
            for (auto const& one : why->facts) {
                if (one.kind == criterion_kind::soft) points.push_back(one.points);
            }
            if (why->rejected() || !supply.personalised_ranking) {
                CHECK_FALSE(why->score);
                CHECK(points.empty());
            } else {
                REQUIRE(why->score == expected.score);
                REQUIRE(points == expected.points);
                ++scored;
            }
            rejected += why->rejected() ? 1 : 0;
        }
    }
    CHECK(rejected > 0);
    CHECK(scored > 0);
}

TEST_CASE("the points of a market's criteria add up to the highest score") {
    int sum = 0;
    for (auto const& one : listing_market().criteria)
        sum += one.points_max();
    CHECK(sum == score_max);
}

TEST_CASE("a fact says what was required, what was offered, on what evidence, and what it earned") {
    auto const why = explain_listings(plain_demand(), plain_supply());
    CHECK_FALSE(why.rejected());
    auto const& skills = fact_named(why, "required_skills");
    CHECK(skills.required == std::vector<std::string>{"java", "python"});
    CHECK(skills.offered == std::vector<std::string>{"java"});
    CHECK(skills.outcome == outcome::partly);
    CHECK(skills.source == evidence::verified);
    CHECK(skills.points == 1500);
    CHECK(skills.points_max == 3000);
    auto const& experience = fact_named(why, "experience");
    CHECK(experience.points == 600);
    CHECK(experience.source == evidence::declared);
    CHECK(fact_named(why, "pay_fit").points == 500);
    CHECK(fact_named(why, "availability").outcome == outcome::unknown);
    CHECK(fact_named(why, "employment").outcome == outcome::met);
}

TEST_CASE("each hard criterion rejects by its own name") {
    auto const failing = [](auto change) {
        auto demand = plain_demand();
        auto supply = plain_supply();
        change(demand, supply);
        auto const why = explain_listings(demand, supply);
        REQUIRE(why.failed.size() == 1);
        CHECK_FALSE(why.score);
        return std::string(why.failed.front());
    };
    CHECK(failing([](auto& demand, auto&) { demand.region = "320102"; }) == "region");
    CHECK(failing([](auto& demand, auto&) {
              demand.scope = listings::listing_scope::own_region;
          }) == "scope");
    CHECK(failing([](auto&, auto& supply) { supply.occupation = "2-06-03-00"; }) ==
          "occupation_group");
    CHECK(failing([](auto& demand, auto&) {
              demand.education_min = listings::education::master;
          }) == "education");
    CHECK(failing([](auto& demand, auto&) { demand.pay_max = money{1'499'999}; }) == "pay");
    CHECK(failing([](auto& demand, auto&) {
              demand.employment = listings::employment_type::project;
          }) == "employment");
}

TEST_CASE(
    "a talent without personalised ranking stands beside the ranked ones, newest first and "
    "unscored") {
    market_index index(catalogue());
    auto const demand = plain_demand();
    index.load(demand);
    auto older = plain_supply();
    older.personalised_ranking = false;
    older.skills = {"java", "python"};
    older.published_at = market_day() - std::chrono::hours{1};
    auto newer = plain_supply();
    newer.personalised_ranking = false;
    newer.skills = {};
    auto const ranked = plain_supply();
    for (auto const& one : {older, newer, ranked})
        index.load(one);

    auto const found = match(index, listing_market(), side::need, demand.id, 2, market_day());
    REQUIRE(found);
    CHECK(found->total == 3);
    REQUIRE(found->ranked.size() == 1);
    CHECK(found->ranked[0].one->id == ranked.id);
    REQUIRE(found->unranked.size() == 2);
    CHECK(found->unranked[0].one->id == newer.id);
    CHECK(found->unranked[1].one->id == older.id);
    CHECK_FALSE(found->unranked[0].why.score);
}

TEST_CASE("what is over or was never published has no matches and no explanation") {
    market_index index(catalogue());
    auto demand = plain_demand();
    demand.expires_at = market_day() + std::chrono::milliseconds{1};
    auto const supply = plain_supply();
    index.load(demand);
    index.load(supply);
    auto const total_at = [&](instant now) {
        auto const found = match(index, listing_market(), side::offer, supply.id, 5, now);
        REQUIRE(found);
        return found->total;
    };
    CHECK(total_at(market_day()) == 1);
    CHECK(total_at(*demand.expires_at) == 0);
    CHECK_FALSE(match(index, listing_market(), side::need, demand.id, 5, *demand.expires_at));
    CHECK_FALSE(explain(index, listing_market(), demand.id, supply.id, *demand.expires_at));
    CHECK_FALSE(explain(index, listing_market(), demand.id, demand.id, market_day()));
}

} // namespace talent::market
