// Demands through the API, on every database: the gate, moderation, who may touch what, exports.
#include <catch2/catch.hpp>

#include "tests/store/listings/listings_scene.hpp"

using namespace talent;
using namespace talent::test;
using faults = std::vector<std::string>;

TEST_CASE(
    "an enterprise's demand is seen by its owner and operator first, published by everybody") {
    listings_scene s(GENERATE(from_range(dialects())));
    auto const one = s.draft_demand(s.enterprise);
    REQUIRE(one.status == 201);
    CHECK(one.text("state") == "draft");
    for (auto const& who : {s.rival, s.far, security::principal{}})
        CHECK(s.get(demand_path(one), who).slug == "not-found");
    for (auto const& who : {s.enterprise, s.ours})
        CHECK(s.get(demand_path(one), who).status == 200);
    for (auto const& who : {s.rival, s.agency}) {
        CHECK(s.patch(demand_path(one), who, R"({"title":"夺取"})", 1).slug == "not-found");
        CHECK(s.post(demand_path(one, "publish"), who, {}, 1).slug == "not-found");
        CHECK(s.send(http::method::delete_, demand_path(one), who, {}, 1).slug == "not-found");
    }
    CHECK(s.post(demand_path(one, "publish"), s.enterprise, {}, 2).slug == "stale-version");
    auto const published = s.post(demand_path(one, "publish"), s.enterprise, {}, 1);
    REQUIRE(published.status == 200);
    CHECK(published.text("employer_name") == "机构3");
    CHECK(published.entries.front().visible == journal::visibility::open);
    CHECK(s.get(demand_path(one), {}).status == 200);
    CHECK(s.send(http::method::delete_, demand_path(one), s.enterprise, {}, 2).slug ==
          "wrong-state");
    s.clock.set(parse_instant("2026-12-31T00:00:00Z").value());
    CHECK(s.get(demand_path(one), {}).slug == "not-found");
    CHECK(s.get(demand_path(one), s.enterprise).body["expired"].boolean());
}

TEST_CASE("an organisation that is not verified drafts, and does not publish") {
    listings_scene s(GENERATE(from_range(dialects())));
    auto const one = s.draft_demand(s.enterprise);
    auto unverified = s.enterprise;
    unverified.verified = false;
    CHECK(s.post(demand_path(one, "publish"), unverified, {}, 1).slug ==
          "organisation-not-verified");
}

TEST_CASE("an agency's demand needs a licence that is valid today in Shanghai") {
    listings_scene s(GENERATE(from_range(dialects())));
    auto const one =
        s.draft_demand(s.agency, R"(,"employer_name":"某公司","source":"受某公司委托")");
    auto const publish = [&] { return s.post(demand_path(one, "publish"), s.agency, {}, 1); };
    CHECK(publish().faults == faults{"/licence_number needed_to_publish"});
    s.license("2026-05-31"); // yesterday
    CHECK(publish().faults == faults{"/licence_number needed_to_publish"});
    s.license("2026-06-01"); // today
    auto const last_moment = parse_instant("2026-06-01T23:59:59.998+08:00").value();
    s.clock.set(parse_instant("2026-06-02T00:00:00+08:00").value());
    CHECK(publish().faults == faults{"/licence_number needed_to_publish"});
    s.clock.set(last_moment);
    auto const published = publish();
    REQUIRE(published.status == 200);
    CHECK(published.text("licence_number") == "人社-1");
}

TEST_CASE("a notice with a discriminatory word waits for the operator of its publisher") {
    listings_scene s(GENERATE(from_range(dialects())));
    auto const one = s.draft_demand(s.enterprise, R"(,"source":"Ｍｅｎ　ONLY")");
    REQUIRE(s.patch(demand_path(one), s.enterprise, R"({"conditions":"Ｍｅｎ　ONLY"})", 1).status ==
            200);
    auto const held = s.post(demand_path(one, "publish"), s.enterprise, {}, 2);
    REQUIRE(held.status == 200);
    CHECK(held.text("state") == "suspended");
    CHECK(held.text("state_reason").find("men only") != std::string::npos);
    CHECK(held.entries.front().type == "demand.sent_to_moderation");
    CHECK(s.get(demand_path(one), {}).slug == "not-found");
    CHECK(s.get("/v1/moderation/demands", s.ours).body["items"].elements().size() == 1);
    CHECK(s.get("/v1/moderation/demands", s.far).body["items"].elements().empty());
    CHECK(s.post(demand_path(one, "reinstate"), s.far, {}, 3).slug == "not-found");
    CHECK(s.post(demand_path(one, "reinstate"), s.enterprise, {}, 3).slug == "forbidden");
    // Its owner does not get around the moderator by taking it off the market and publishing again.
    CHECK(s.post(demand_path(one, "withdraw"), s.enterprise, {}, 3).slug == "wrong-state");
    CHECK(s.post(demand_path(one, "publish"), s.enterprise, {}, 3).slug == "wrong-state");
    CHECK(s.post(demand_path(one, "reinstate"), s.ours, {}, 3).text("state") == "published");
}

TEST_CASE("what is published stays lawful through edits, suspensions and reinstatements") {
    listings_scene s(GENERATE(from_range(dialects())));
    auto const one = s.draft_demand(s.enterprise);
    REQUIRE(s.post(demand_path(one, "publish"), s.enterprise, {}, 1).status == 200);
    CHECK(s.patch(demand_path(one), s.enterprise, R"({"pay_min":null})", 2).faults ==
          faults{"/pay_min needed_to_publish"});
    auto const moderated =
        s.patch(demand_path(one), s.enterprise, R"({"title":"工程师（限女性）"})", 2);
    CHECK(moderated.text("state") == "suspended");
    CHECK(s.patch(demand_path(one), s.enterprise, R"({"pay_min":null})", 3).status == 200);
    CHECK(s.post(demand_path(one, "reinstate"), s.ours, {}, 4).faults ==
          faults{"/pay_min needed_to_publish"});
}

TEST_CASE("an export has the owner's rows, all of them, in order of id") {
    listings_scene s(GENERATE(from_range(dialects())));
    std::vector<std::string> ids;
    for (int i = 0; i < 205; ++i)
        ids.push_back(s.draft_demand(s.enterprise).text("id"));
    s.draft_demand(s.rival);
    std::sort(ids.begin(), ids.end());
    auto const lines = [&](std::string const& format) {
        auto const text = s.get("/v1/exports/demands?format=" + format, s.enterprise).raw;
        std::vector<std::string> list;
        for (std::size_t start = 0; start < text.size();) {
            auto const end = text.find('\n', start);
            list.push_back(text.substr(start, end - start));
            start = end + 1;
        }
        return list;
    };
    auto const documents = lines("ndjson");
    REQUIRE(documents.size() == ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
        CHECK(json::parse(documents[i]).value()["id"].text() == ids[i]);
    auto const rows = lines("csv");
    REQUIRE(rows.size() == ids.size() + 1);
    CHECK(rows.front().starts_with("\xEF\xBB\xBFid,number,"));
    for (std::size_t i = 0; i < ids.size(); ++i)
        CHECK(rows[i + 1].starts_with(ids[i] + ","));
    CHECK(s.get("/v1/exports/demands?format=xml", s.enterprise).slug == "invalid-query");
}
