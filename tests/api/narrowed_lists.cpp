// What a list of one's own is narrowed to is exactly that part of the whole list, in its order, by
// pages of any size; on each database, for every state that the description of the API names.
#include <catch2/catch.hpp>

#include <functional>

#include "tests/api/prepared_market.hpp"

namespace talent::test {
namespace {

using security::audience;
using ids = std::vector<std::string>;

struct narrowed_list {
    std::string path;
    std::string object; // its schema in the description
    audience whose;
};
std::vector<narrowed_list> const lists = {
    {"/v1/demands", "demand", audience::enterprise},
    {"/v1/supplies", "supply", audience::agency},
    {"/v1/offerings", "offering", audience::agency},
    {"/v1/orders", "order", audience::agency},
    {"/v1/tenders", "tender", audience::government_office},
    {"/v1/bids", "bid", audience::agency},
    {"/v1/contracts", "contract", audience::government_office},
    {"/v1/contracts", "contract", audience::agency},
    {"/v1/projects", "project", audience::operator_group},
};

std::vector<json::value> all_items(http_client& of, std::string const& path, int limit) {
    std::vector<json::value> found;
    std::string const joint = path.find('?') == std::string::npos ? "?" : "&";
    std::string cursor;
    while (true) {
        auto const page = of.get(path + joint + "limit=" + std::to_string(limit) + cursor);
        CAPTURE(path, page.body);
        REQUIRE(page.status == 200);
        for (auto const& each : page["items"].elements())
            found.push_back(each);
        if (page["next"].is_null()) return found;
        cursor = "&cursor=" + page.text("next");
    }
}

ids ids_where(std::vector<json::value> const& items,
              std::function<bool(json::value const&)> const& holds) {
    ids found;
    for (auto const& each : items)
        if (holds(each)) found.push_back(each["id"].text());
    return found;
}

ids ids_of(std::vector<json::value> const& items) {
    return ids_where(items, [](json::value const&) { return true; });
}

std::vector<json::value> states_of(json::value const& description, std::string const& object) {
    auto const& state = description["components"]["schemas"][object]["properties"]["state"];
    return state["allOf"].elements().at(0)["enum"].elements();
}

/// A second demand and tender beside the prepared ones, in the state of a draft.
void add_drafts(prepared_market& market) {
    auto& enterprise = market.owner(audience::enterprise);
    REQUIRE(enterprise.post("/v1/demands", demand_text()).status == 201);
    auto& office = market.owner(audience::government_office);
    auto const text = tender_text("2030-01-01T00:00:00Z", "2030-02-01T00:00:00Z");
    auto const drafted = office.post("/v1/tenders", text);
    CAPTURE(drafted.body);
    REQUIRE(drafted.status == 201);
}

} // namespace

TEST_CASE("a list of one's own, narrowed to a state, is that part of the whole list") {
    for (auto const on : engines()) {
        prepared_market market(on);
        add_drafts(market);
        auto const description = market.description();
        for (auto const& list : lists) {
            auto& who = market.owner(list.whose);
            auto const whole = all_items(who, list.path, 200);
            CAPTURE(list.path);
            CHECK_FALSE(whole.empty());
            std::size_t in_some_state = 0;
            for (auto const& state : states_of(description, list.object)) {
                auto const expected = ids_where(
                    whole, [&](auto const& one) { return one["state"].text() == state.text(); });
                auto const path = list.path + "?state=" + state.text();
                CAPTURE(path);
                CHECK(ids_of(all_items(who, path, 200)) == expected);
                CHECK(ids_of(all_items(who, path, 1)) == expected);
                in_some_state += expected.size();
            }
            CHECK(in_some_state == whole.size());
            for (auto const* wrong : {"nonsense", "", "DRAFT"}) {
                auto const refused = who.get(list.path + "?state=" + wrong);
                CHECK(refused.problem() == "invalid-query");
                CHECK(refused.error_pointers() == ids{"?state"});
            }
        }
    }
}

TEST_CASE("own bids are listed for one tender, in one state or any, and never another's") {
    for (auto const on : engines()) {
        prepared_market market(on);
        auto& agency = market.owner(audience::agency);
        auto const whole = all_items(agency, "/v1/bids", 200);
        REQUIRE_FALSE(whole.empty());
        for (auto const& each : whole) {
            auto const tender = each["tender_id"].text();
            auto const expected = ids_where(
                whole, [&](auto const& one) { return one["tender_id"].text() == tender; });
            CHECK(ids_of(all_items(agency, "/v1/bids?tender=" + tender, 1)) == expected);
            auto const state = each["state"].text();
            auto const of_both = "/v1/bids?state=" + state + "&tender=" + tender;
            CHECK(ids_of(all_items(agency, of_both, 200)) == ids_where(whole, [&](auto const& one) {
                      return one["tender_id"].text() == tender && one["state"].text() == state;
                  }));
        }
        auto const none = "/v1/bids?tender=01900000-0000-7000-8000-000000000000";
        CHECK(all_items(agency, none, 200).empty());
        CHECK(agency.get("/v1/bids?tender=nonsense").error_pointers() == ids{"?tender"});
        auto const first = "/v1/bids?tender=" + whole.front()["tender_id"].text();
        CHECK(all_items(market.owner(audience::government_office), first, 200).empty());
    }
}

} // namespace talent::test
