// Saved searches through the API, on every database: whose they are, what is refused, how many.
#include <catch2/catch.hpp>

#include <algorithm>

#include "services/notices/feed.hpp"
#include "tests/store/alerts/alert_scene.hpp"

using namespace talent;
using namespace talent::test;
using faults = std::vector<std::string>;

namespace {

std::string path_of(answer const& one) {
    return "/v1/saved_searches/" + one.text("id");
}

std::string const java = R"({"name":"Java","kind":"demand","q":"java","region":["330100"]})";

} // namespace

TEST_CASE("a saved search is its holder's alone, and is changed on the version that was read") {
    alert_scene m(GENERATE(from_range(dialects())));
    auto const saved = m.save(m.enterprise, java);
    CHECK(saved.header("ETag") == "\"1\"");
    CHECK(saved.body["raised_today"].integer() == 0);
    CHECK(m.get(path_of(saved), m.enterprise).text("q") == "java");
    for (auto const& who : {m.rival, m.agency, m.talent}) {
        CHECK(m.get(path_of(saved), who).slug == "not-found");
        CHECK(m.patch(path_of(saved), who, R"({"q":"c++"})", 1).slug == "not-found");
        CHECK(m.send(http::method::delete_, path_of(saved), who, {}, 1).slug == "not-found");
        CHECK(m.get("/v1/saved_searches", who).body["items"].elements().empty());
    }
    CHECK(m.patch(path_of(saved), m.enterprise, R"({"q":"c++"})", 7).slug == "stale-version");
    auto const edited = m.patch(path_of(saved), m.enterprise, R"({"q":"c++","paused":true})", 1);
    REQUIRE(edited.status == 200);
    CHECK(edited.version() == 2);
    CHECK(edited.body["paused"].boolean());
    CHECK(m.patch(path_of(saved), m.enterprise, R"({"kind":"supply"})", 2).faults ==
          faults{"/kind fixed"});
    CHECK(m.get("/v1/saved_searches", m.enterprise).body["items"].elements().size() == 1);
    CHECK(m.send(http::method::delete_, path_of(saved), m.enterprise, {}, 2).status == 204);
    CHECK(m.get(path_of(saved), m.enterprise).slug == "not-found");
}

TEST_CASE("a saved search is read as a search is, but where its holder wants it as typed") {
    alert_scene m(GENERATE(from_range(dialects())));
    auto const saved =
        m.save(m.enterprise, R"({"name":"x","kind":"demand","q":"杭州 java*","literal":["杭州"]})");
    CHECK(saved.body["interpret"].boolean()); // where left out
    auto const edited = m.patch(path_of(saved), m.enterprise,
                                R"({"literal":["杭州","java*"],"interpret":false})", 1);
    REQUIRE(edited.status == 200);
    auto const read = m.get(path_of(saved), m.enterprise);
    CHECK_FALSE(read.body["interpret"].boolean());
    REQUIRE(read.body["literal"].elements().size() == 2);
    CHECK(read.body["literal"].elements()[1].text() == "java*");
}

TEST_CASE("a talent's saved searches are no business of their agency, nor the other way round") {
    alert_scene m(GENERATE(from_range(dialects())));
    auto const own = m.save(m.talent, java);
    auto const of_agency = m.save(m.agency, java);
    CHECK(own.text("subject_id") == to_string(m.talent.subject));
    CHECK(m.get(path_of(own), m.agency).slug == "not-found");
    CHECK(m.get(path_of(of_agency), m.talent).slug == "not-found");
    auto colleague = m.talent;
    colleague.subject = m.source.id();
    CHECK(m.get(path_of(own), colleague).slug == "not-found");
    CHECK(m.get("/v1/saved_searches", m.talent).body["items"].elements().size() == 1);
    // The feed keeps to it.
    auto overseer = m.agency;
    overseer.audience = security::audience::operator_group;
    overseer.organisation = m.source.id();
    overseer.region = "000000";
    for (auto const& who : {m.agency, m.enterprise, overseer})
        CHECK_FALSE(notices::may_read(who, own.entries.front()));
    CHECK(notices::may_read(m.agency, of_agency.entries.front()));
    CHECK_FALSE(notices::may_read(overseer, of_agency.entries.front()));
}

TEST_CASE("what a search would refuse cannot be saved, and every fault is named") {
    alert_scene m(GENERATE(from_range(dialects())));
    auto const refused =
        m.post("/v1/saved_searches", m.enterprise,
               R"({"name":"x","kind":"demand","region":["330109999"],"education":["wise"],
            "experience":["101"],"organisation":["nobody"],"method":["raffle"]})");
    CHECK(refused.status == 400);
    CHECK(refused.slug == "invalid-fields");
    for (auto const* field : {"/region", "/education", "/experience", "/organisation", "/method"}) {
        INFO(field);
        CHECK(std::ranges::any_of(refused.faults, [&](std::string const& each) {
            return each.starts_with(std::string(field) + " ");
        }));
    }
    std::string many;
    for (int i = 0; i < 40; ++i)
        many += "a" + std::to_string(i) + " ";
    CHECK(m.post("/v1/saved_searches", m.enterprise,
                 R"({"name":"x","kind":"demand","q":")" + many + R"("})")
              .faults == faults{"/q too_long"});
    CHECK(m.post("/v1/saved_searches", m.enterprise,
                 R"({"name":"x","kind":"tender","score_min":1,
                     "matches_of":"01900000-0000-7000-8000-000000000000"})")
              .faults == faults{"/matches_of out_of_place"});
    CHECK(m.post("/v1/saved_searches", m.enterprise,
                 R"({"name":"x","kind":"demand","score_min":1,
                     "pay_min":{"amount":"2.00","currency":"CNY"},
                     "pay_max":{"amount":"1.00","currency":"CNY"}})")
              .faults == faults{"/score_min out_of_place", "/pay_min out_of_range"});
    CHECK(m.get("/v1/saved_searches", m.enterprise).body["items"].elements().empty());
}

TEST_CASE("matches are watched of one's own listing on the market, and of no other") {
    alert_scene m(GENERATE(from_range(dialects())));
    auto const demand = m.matched_demand(m.enterprise);
    auto const body = R"({"name":"人选","kind":"supply","matches_of":")" + to_string(demand.id) +
                      R"(","score_min":3000})";
    faults const unknown{"/matches_of unknown_value"};
    CHECK(m.post("/v1/saved_searches", m.enterprise, body).faults == unknown); // not yet there
    m.put("demand", demand);
    CHECK(m.post("/v1/saved_searches", m.rival, body).faults == unknown);
    CHECK(m.post("/v1/saved_searches", m.talent, body).faults == unknown);
    CHECK(m.post("/v1/saved_searches", m.enterprise, body).status == 201);
    auto supply = m.matched_supply(m.agency);
    supply.id = m.talent.subject;
    m.put("supply", supply);
    auto const own =
        R"({"name":"岗位","kind":"demand","matches_of":")" + to_string(supply.id) + R"("})";
    CHECK(m.post("/v1/saved_searches", m.talent, own).status == 201);
    CHECK(m.post("/v1/saved_searches", m.agency, own).status == 201);
    auto other = m.talent;
    other.subject = m.source.id();
    CHECK(m.post("/v1/saved_searches", other, own).faults == unknown);
}

TEST_CASE("an organisation and a talent have so many saved searches and no more") {
    alert_scene m(GENERATE(from_range(dialects())));
    for (std::int64_t i = 0; i < alerts::saved_searches_per_organisation_max; ++i)
        m.save(m.agency, java);
    CHECK(m.post("/v1/saved_searches", m.agency, java).slug == "conflict");
    for (std::int64_t i = 0; i < alerts::saved_searches_per_talent_max; ++i)
        m.save(m.talent, java); // counted apart
    CHECK(m.post("/v1/saved_searches", m.talent, java).slug == "conflict");
    auto const one = m.get("/v1/saved_searches?limit=1", m.agency).body["items"].elements()[0];
    CHECK(m.send(http::method::delete_, "/v1/saved_searches/" + one["id"].text(), m.agency, {}, 1)
              .status == 204);
    CHECK(m.post("/v1/saved_searches", m.agency, java).status == 201);
}
