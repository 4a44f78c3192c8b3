#include "services/market/statistics/statistics_api.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/market/asked_api.hpp"

namespace talent::market {
namespace {

using namespace testing;

struct served_statistics {
    served_statistics() : index(catalogue()), history(index.codes()), api(index, history) {
        random_market source(11);
        for (int i = 0; i < 600; ++i) {
            auto const demand = source.demand();
            index.load(demand);
            history.load({demand.id, demand.organisation_id, demand.state, demand.updated_at,
                          demand.published_at, demand.occupation, demand.region});
            index.load(source.supply());
        }
    }

    market_index index;
    market_history history;
    statistics_api api;
};

std::vector<std::string> pointers_of(http::work work) {
    auto const refused = problem_of(std::move(work));
    CHECK(refused.code == error_code::invalid_query);
    std::vector<std::string> pointers;
    for (auto const& one : refused.errors)
        pointers.push_back(one.pointer);
    return pointers;
}

} // namespace

TEST_CASE("pay is answered with its number, by groups that add up") {
    served_statistics const market;
    auto const found = answer_of(market.api.pay(queried({{"group", "experience"}})));
    CHECK(found["group"].text() == "experience");
    CHECK(found["level"].is_null());
    CHECK(found["n_min"].integer() == 10);
    CHECK_FALSE(found["total"]["suppressed"].boolean());
    CHECK(found["total"]["p50"]["currency"].text() == "CNY");
    std::int64_t sum = 0;
    for (auto const& cell : found["cells"].elements())
        sum += *cell["n"].integer();
    CHECK(sum == *found["total"]["n"].integer());

    auto const cities =
        answer_of(market.api.pay(queried({{"group", "region"}, {"region", "330000"}})));
    CHECK(*cities["level"].integer() == 2);
    bool named = false;
    for (auto const& cell : cities["cells"].elements())
        named = named || (cell["value"].text() == "330100" && cell["name_zh"].text() == "杭州市");
    CHECK(named);
}

TEST_CASE("gaps are told by region and occupation, and services by region and category") {
    served_statistics const market;
    auto const found = answer_of(market.api.gaps(queried({{"region", "330000"}})));
    CHECK(*found["total"]["demands"].integer() > 0);
    std::int64_t demands = 0;
    for (auto const& cell : found["cells"].elements())
        demands += *cell["demands"].integer();
    CHECK(demands == *found["total"]["demands"].integer());

    auto const services = answer_of(market.api.service_gaps(queried({{"region", "330100"}})));
    REQUIRE_FALSE(services["items"].elements().empty());
    CHECK(services["items"].elements()[0]["offerings"].integer() == 0);
    CHECK(services["items"].elements()[0]["region_name_zh"].text() == "杭州市");

    CHECK(pointers_of(market.api.gaps(queried({{"region", "x"},
                                               {"occupation", "x"},
                                               {"region_level", "4"},
                                               {"occupation_level", "0"}})))
              .size() == 4);
    CHECK(pointers_of(market.api.gaps(queried({{"region_level", "2"}}))) ==
          std::vector<std::string>{"?region_level"});
    CHECK(pointers_of(market.api.service_gaps(queried({{"region_level", "2"}}))) ==
          std::vector<std::string>{"?region_level"});
}

TEST_CASE("trends are told for the months asked for, the current one last") {
    served_statistics const market;
    auto const found = answer_of(market.api.trends(queried({{"months", "3"}})));
    REQUIRE(found["months"].elements().size() == 3);
    CHECK(found["months"].elements()[2]["month"].text() == "2026-06");
    CHECK(*found["months"].elements()[1]["published"].integer() > 0);
    CHECK(answer_of(market.api.trends(queried({})))["months"].elements().size() == 12);
    CHECK(pointers_of(market.api.trends(queried({{"months", "121"}, {"region", "x"}}))).size() ==
          2);
}

TEST_CASE("the same figures have the same tag, and whoever holds them gets none again") {
    served_statistics market;
    auto asked = queried({{"group", "region"}});
    auto const first = run(market.api.pay(asked)).value();
    auto const tag = first.headers.at(0);
    REQUIRE(tag.first == "ETag");
    CHECK(first.headers.at(1).second == "public, max-age=60");
    asked.if_none_match = tag.second;
    asked.received = market_day() + std::chrono::seconds{1};
    CHECK(run(market.api.pay(asked)).value().status == 304);
    random_market source(12);
    for (int i = 0; i < 200; ++i)
        market.index.load(source.demand());
    CHECK(run(market.api.pay(asked)).value().status == 200);
}

TEST_CASE("a wrong parameter of the statistics is refused by its name, and all of them at once") {
    served_statistics const market;
    parameters const wrong{{"region", "999999"}, {"occupation", "x"}, {"experience", "2"},
                           {"from", "2026-13"},  {"to", "2026"},      {"group", "city"},
                           {"level", "1"}};
    for (auto const& one : wrong) {
        CAPTURE(one.first);
        CHECK(pointers_of(market.api.pay(queried({one}))) ==
              std::vector<std::string>{"?" + one.first});
    }
    CHECK(pointers_of(market.api.pay(queried(wrong))).size() == wrong.size());
    CHECK(pointers_of(market.api.pay(queried({{"from", "2026-02"}, {"to", "2026-01"}}))) ==
          std::vector<std::string>{"?to"});
}

TEST_CASE("a level that the vocabulary has not, or that has too many entries, is refused") {
    served_statistics const market;
    auto const refused = [&](parameters query) {
        return pointers_of(market.api.pay(queried(std::move(query)))) ==
               std::vector<std::string>{"?level"};
    };
    CHECK(refused({{"group", "region"}, {"level", "0"}}));
    CHECK(refused({{"group", "region"}, {"level", "4"}}));
    CHECK(refused({{"group", "occupation"}, {"level", "5"}}));
    CHECK(refused({{"group", "region"}, {"level", "3"}}));
    CHECK(refused({{"group", "month"}, {"level", "1"}}));
    auto const counties = answer_of(
        market.api.pay(queried({{"group", "region"}, {"level", "3"}, {"region", "330000"}})));
    CHECK(*counties["level"].integer() == 3);
}

} // namespace talent::market
