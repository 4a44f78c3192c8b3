#include "services/market/api.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/unit/market/asked_api.hpp"
#include "tests/unit/market/naive_matching.hpp"

namespace talent::market {
namespace {

using namespace testing;

// Listings of a fixed seed behind the routes.
struct served_market {
    served_market() : index(catalogue()), service(index), api(service) {
        random_market source(7);
        for (int i = 0; i < 300; ++i) {
            demands.push_back(source.demand());
            supplies.push_back(source.supply());
            index.load(demands.back());
            index.load(supplies.back());
        }
    }

    /// A demand that is live and has a match.
    listings::demand const& matched_demand() const {
        for (auto const& one : demands) {
            auto const found = match(index, listing_market(), side::need, one.id, 1, market_day());
            if (found && !found->ranked.empty()) return one;
        }
        throw std::runtime_error("the seed makes no match");
    }

    std::vector<listings::demand> demands;
    std::vector<listings::supply> supplies;
    market_index index;
    market_service service;
    market_api api;
};

} // namespace

TEST_CASE(
    "a search's pages hold every item once, and its facet counts are the totals of narrowed "
    "searches") {
    served_market const market;
    auto asked = request_for({"demands"});
    asked.query = {{"q", "工程师"}, {"facets", "region,education"}, {"limit", "10"}};
    auto const first = answer_of(market.api.search(asked));
    auto const total = *first["total"].integer();
    REQUIRE(total > 10);
    REQUIRE(first["items"].elements().size() == 10);
    CHECK(first["items"].elements()[0].find("score") != nullptr);
    CHECK(first["items"].elements()[0].find("title") != nullptr);
    REQUIRE_FALSE(first["facets"]["region"].elements().empty());
    for (auto const* name : {"region", "education"}) {
        for (auto const& counted : first["facets"][name].elements()) {
            auto narrowed = request_for({"demands"});
            narrowed.query = {{"q", "工程师"}, {name, counted["value"].text()}};
            CHECK(answer_of(market.api.search(narrowed))["total"] == counted["count"]);
        }
    }
    std::size_t seen = first["items"].elements().size();
    for (auto next = first["next"]; next.is_string() && !next.text().empty();) {
        asked.query = {{"q", "工程师"}, {"limit", "10"}, {"cursor", next.text()}};
        auto const page = answer_of(market.api.search(asked));
        seen += page["items"].elements().size();
        next = page["next"];
    }
    CHECK(seen == static_cast<std::size_t>(total));
}

TEST_CASE("a region's facet value has its names") {
    served_market const market;
    auto asked = request_for({"supplies"});
    asked.query = {{"facets", "region"}, {"region", "330100"}};
    auto const found = answer_of(market.api.search(asked));
    bool named = false;
    for (auto const& counted : found["facets"]["region"].elements()) {
        named =
            named || (counted["value"].text() == "330100" && counted["name_zh"].text() == "杭州市");
    }
    CHECK(named);
}

TEST_CASE("where the words stand is said where it is asked for, in every item and nowhere else") {
    served_market const market;
    auto asked = request_for({"demands"});
    asked.query = {{"q", "工程师"}, {"highlight", "true"}};
    auto const marked = answer_of(market.api.search(asked));
    REQUIRE_FALSE(marked["items"].elements().empty());
    for (auto const& item : marked["items"].elements()) {
        REQUIRE_FALSE(item["highlights"].elements().empty());
        auto const& first = item["highlights"].elements().front();
        CHECK(first["pointer"].text().starts_with("/"));
        CHECK(std::ranges::any_of(first["pieces"].elements(), [](json::value const& piece) {
            return piece["matched"].boolean() &&
                   piece["text"].text().find("工程师") != std::string::npos;
        }));
        CHECK(first["cut_before"].is_boolean());
        CHECK(first["cut_after"].is_boolean());
    }
    asked.query = {{"q", "工程师"}};
    auto const unmarked = answer_of(market.api.search(asked));
    for (auto const& item : unmarked["items"].elements())
        CHECK(item.find("highlights") == nullptr);
    asked.query = {{"highlight", "true"}, {"limit", "1"}};
    auto const textless = answer_of(market.api.search(asked));
    CHECK(textless["items"].elements().front()["highlights"].elements().empty());
    asked.query = {{"highlight", "yes"}};
    CHECK(problem_of(market.api.search(asked)).errors.front().pointer == "?highlight");
}

TEST_CASE("an answer says which word a mistyped one was meant as, and what a text is refused for") {
    served_market const market;
    auto asked = request_for({"demands"});
    asked.query = {{"q", "javascirpt jav*"}};
    auto const found = answer_of(market.api.search(asked));
    REQUIRE(found["interpretation"].elements().size() == 2);
    auto const& meant = found["interpretation"].elements()[0];
    CHECK(meant["read_as"].text() == "correction");
    CHECK(meant["corrected"].text() == "javascript");
    CHECK(meant["applied"].boolean());
    auto const& prefix = found["interpretation"].elements()[1];
    CHECK(prefix["text"].text() == "jav*");
    CHECK(prefix["read_as"].text() == "prefix");
    CHECK(prefix.find("corrected") == nullptr);
    CHECK(*found["total"].integer() > 0);
    asked.query.emplace_back("literal", meant["text"].text());
    CHECK(answer_of(market.api.search(asked))["total"].integer() == 0);

    asked.query = {{"q", std::string(201, 'a')}, {"literal", std::string(201, 'b')}};
    CHECK(problem_of(market.api.search(asked)).errors.front().pointer == "?literal");
    asked.query = {{"q", std::string(201, 'a')}};
    auto const refused = problem_of(market.api.search(asked));
    CHECK(refused.code == error_code::invalid_query);
    CHECK(refused.errors.front().pointer == "?q");
    CHECK(refused.errors.front().code == "too_long");
}

TEST_CASE("an answer says what its text was read as, and a part given back as literal undoes it") {
    served_market const market;
    auto asked = request_for({"demands"});
    asked.query = {{"q", "杭州 软件"}};
    auto const read = answer_of(market.api.search(asked));
    REQUIRE(read["interpretation"].elements().size() == 2);
    auto const& place = read["interpretation"].elements()[0];
    CHECK(place["text"].text() == "杭州");
    CHECK(place["read_as"].text() == "region");
    CHECK(place["code"].text() == "330100");
    CHECK(place["name_zh"].text() == "杭州市");
    CHECK(place["applied"].boolean());
    CHECK(read["interpretation"].elements()[1]["read_as"].text() == "text");

    asked.query = {{"q", "杭州 软件"}, {"interpret", "false"}};
    auto const plain = answer_of(market.api.search(asked));
    CHECK_FALSE(plain["interpretation"].elements()[0]["applied"].boolean());
    CHECK(*plain["total"].integer() < *read["total"].integer());

    asked.query = {{"q", "杭州 软件"}, {"literal", place["text"].text()}};
    auto const undone = answer_of(market.api.search(asked));
    CHECK(undone["items"] == plain["items"]);
    CHECK(undone["interpretation"] == plain["interpretation"]);

    asked.query = {};
    CHECK(answer_of(market.api.search(asked))["interpretation"].elements().empty());
}

TEST_CASE("a wrong parameter is refused by its name, and all of them at once") {
    served_market const market;
    std::vector<std::pair<std::string, std::string>> const wrong{
        {"region", "999999"},
        {"occupation", "nothing"},
        {"industry", "ZZ"},
        {"skill", "flying"},
        {"education", "phd"},
        {"experience", "-1"},
        {"experience", "many"},
        {"employment", "always"},
        {"organisation", "acme"},
        {"category", "cooking"},
        {"stage", "headhunting"},
        {"method", "lottery"},
        {"progress", "bidding"}, // a phase, which only the clock knows
        {"pay_min", "1e3"},
        {"pay_max", "-5"},
        {"published_since", "today"},
        {"sort", "price"},
        {"facets", "region,title"},
        {"limit", "0"},
        {"limit", "201"},
        {"cursor", "zzz"},
        {"interpret", "yes"},
        {"literal", std::string(201, 'a')},
    };
    for (auto const& one : wrong) {
        auto asked = request_for({"demands"});
        asked.query = {one};
        auto const refused = problem_of(market.api.search(asked));
        CAPTURE(one.first, one.second);
        CHECK(refused.code == error_code::invalid_query);
        REQUIRE(refused.errors.size() == 1);
        CHECK(refused.errors[0].pointer == "?" + one.first);
    }
    auto asked = request_for({"demands"});
    asked.query = {{"sort", "price"}, {"pay_min", "x"}};
    CHECK(problem_of(market.api.search(asked)).errors.size() == 2);
    asked.query = {{"highlight", "true"}, {"limit", "51"}};
    CHECK(problem_of(market.api.search(asked)).errors.at(0).pointer == "?limit");
    CHECK(problem_of(market.api.search(request_for({"people"}))).code == error_code::not_found);
}

TEST_CASE(
    "matches are for the listing's own organisation and for its region's operator, and for others "
    "they do not exist") {
    served_market const market;
    auto const& demand = market.matched_demand();
    auto asked = request_for({to_string(demand.id)});
    asked.principal.audience = security::audience::enterprise;
    asked.principal.organisation = demand.organisation_id;
    auto const own = answer_of(market.api.demand_matches(asked));
    REQUIRE_FALSE(own["items"].elements().empty());
    auto const& first = own["items"].elements()[0];
    std::int64_t sum = 0;
    for (auto const& one : first["explanation"]["facts"].elements())
        sum += *one["points"].integer();
    CHECK(first["explanation"]["score"].integer() == sum);

    asked.principal.organisation = make_uuid(market_day());
    CHECK(problem_of(market.api.demand_matches(asked)).code == error_code::not_found);
    asked.principal.organisation = {};
    CHECK(problem_of(market.api.demand_matches(asked)).code == error_code::not_found);
    asked.principal.audience = security::audience::operator_group;
    asked.principal.region = demand.region;
    CHECK(problem_of(market.api.demand_matches(asked)).code == error_code::not_found);
    asked.principal.verified = true;
    CHECK(answer_of(market.api.demand_matches(asked)) == own);
    asked.principal.region = demand.region == "330106" ? "330105" : "330106";
    CHECK(problem_of(market.api.demand_matches(asked)).code == error_code::not_found);
    asked.principal.region = demand.region;

    auto const supply_id = first["listing"]["id"].text();
    auto pair = request_for({to_string(demand.id), supply_id});
    pair.principal = asked.principal;
    CHECK(answer_of(market.api.explain_demand_match(pair)) == first["explanation"]);
    std::swap(pair.path_parameters[0], pair.path_parameters[1]);
    CHECK(answer_of(market.api.explain_supply_match(pair)) == first["explanation"]);
}

TEST_CASE("matches by other weights show these, and where each would stand by the standard ones") {
    served_market const market;
    auto const& demand = market.matched_demand();
    auto asked = request_for({to_string(demand.id)});
    asked.principal.organisation = demand.organisation_id;
    auto const standard = answer_of(market.api.demand_matches(asked));
    CHECK(standard["weights"].elements().size() == 8);
    CHECK(standard.find("fallen_out") == nullptr);
    asked.query = {{"weights", "experience:40,pay_fit:0"}, {"weights", "occupation:10"}};
    auto const weighed = answer_of(market.api.demand_matches(asked));
    CHECK(weighed["total"] == standard["total"]);
    CHECK(weighed.find("fallen_out") != nullptr);
    auto const& first = weighed["items"].elements()[0];
    CHECK(first["standard"]["place"].integer().value() >= 1);
    auto const& place = weighed["weights"].elements()[3];
    CHECK(place["criterion"].text() == "experience");
    CHECK(place["weight"].integer() == 40);
    CHECK(place["standard_weight"].integer() == 12);
    CHECK(place["points_max"].integer() == naive_shares({10, 30, 8, 40, 5, 0, 5, 5})[3]);

    auto pair = request_for({to_string(demand.id), std::string(first["listing"]["id"].text())});
    pair.principal = asked.principal;
    pair.query = asked.query;
    auto const why = answer_of(market.api.explain_demand_match(pair));
    CHECK(why["score"] == first["explanation"]["score"]);
    CHECK(why["standard_score"] == first["standard"]["score"]);

    asked.query = {{"weights", "experience:41"}, {"limit", "51"}};
    auto const refused = problem_of(market.api.demand_matches(asked));
    CHECK(refused.code == error_code::invalid_query);
    CHECK(refused.errors.size() == 2);
}

TEST_CASE("a talent reads the matches of their own supply and of no other") {
    served_market const market;
    auto const& supply =
        *std::ranges::find_if(market.supplies, [](auto const& one) { return !one.expires_at; });
    auto asked = request_for({to_string(supply.id)});
    asked.principal.audience = security::audience::talent;
    asked.principal.organisation = supply.organisation_id;
    CHECK(problem_of(market.api.supply_matches(asked)).code == error_code::not_found);
    asked.principal.subject = supply.id;
    CHECK(answer_of(market.api.supply_matches(asked)).find("items") != nullptr);
}

TEST_CASE("a match limit outside 1 to 50 is refused by name") {
    served_market const market;
    for (auto const* limit : {"0", "51", "ten"}) {
        auto asked = request_for({to_string(market.demands[0].id)});
        asked.query = {{"limit", limit}};
        auto const refused = problem_of(market.api.demand_matches(asked));
        REQUIRE(refused.errors.size() == 1);
        CHECK(refused.errors[0].pointer == "?limit");
    }
}

TEST_CASE("a published listing is read from memory until its end") {
    served_market const market;
    auto const& demand = *std::ranges::find_if(market.demands, [](auto const& one) {
        return one.expires_at && *one.expires_at > market_day();
    });
    auto const body = market.service.read_published(document_kind::demand, demand.id, market_day());
    REQUIRE(body);
    CHECK(*body->json == json::write_shown(demand));
    CHECK(body->version == demand.version);
    CHECK_FALSE(
        market.service.read_published(document_kind::demand, demand.id, *demand.expires_at));
    CHECK_FALSE(market.service.read_published(document_kind::supply, demand.id, market_day()));
}

} // namespace talent::market
