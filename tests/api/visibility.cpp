// Who sees what, and what a careful client relies on: tenancy, the feed's withheld entries, dry
// runs, conditional reads, paging, replays, downloads, erasure, revocation.
#include <catch2/catch.hpp>

#include <set>

#include "tests/api/market_scenes.hpp"
#include "tests/api/opening_scene.hpp"
#include "tests/api/panel_scene.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

std::int64_t newest_number(small_market& of) {
    return *of.market_operator.get("/v1/feed?limit=1")["head"].integer();
}

answer draft(http_client& who, std::string const& collection, std::string const& body) {
    auto drafted = who.post("/v1/" + collection, body);
    CAPTURE(drafted.body);
    REQUIRE(drafted.status == 201);
    return drafted;
}

} // namespace

TEST_CASE("a draft is its owner's alone, and answers others as if it did not exist") {
    small_market market(engine::sqlite);
    auto const drafted = draft(market.enterprise.api, "demands", demand_text());
    auto const path = "/v1/demands/" + drafted.text("id");
    CHECK(market.enterprise.api.get(path).status == 200);
    auto anybody = market.server.client();
    auto const hidden = anybody.get(path);
    auto const missing = anybody.get("/v1/demands/01900000-0000-7000-8000-000000000000");
    CHECK(hidden.status == 404);
    CHECK(hidden.problem() == missing.problem());
    CHECK(hidden.text("title") == missing.text("title"));
    CHECK(hidden.text("detail") == missing.text("detail"));
    CHECK(market.agency.api.get(path).status == 404);
    CHECK(market.agency.api.get("/v1/demands/" + drafted.text("number")).status == 404);
}

TEST_CASE("a dry run answers like the real thing and keeps nothing") {
    for (auto const on : engines()) {
        small_market market(on);
        auto const head = newest_number(market);
        auto const tried = market.enterprise.api.post("/v1/demands?dry_run=true", demand_text());
        CHECK(tried.status == 201);
        CHECK(tried.text("title") == "Java后端开发工程师");
        CHECK(newest_number(market) == head);
        CHECK(market.enterprise.api.get("/v1/demands")["items"].elements().empty());
        auto const refused =
            market.enterprise.api.post("/v1/demands?dry_run=true", R"({"title":"x"})");
        CHECK(refused.problem() == "invalid-fields");
    }
}

TEST_CASE(
    "an idempotency key replays the first answer byte for byte, and refuses another request") {
    for (auto const on : engines()) {
        small_market market(on);
        headers const key{{"Idempotency-Key", "once"}};
        auto const text = demand_text();
        auto const first = market.enterprise.api.post("/v1/demands", text, key);
        auto const again = market.enterprise.api.post("/v1/demands", text, key);
        CHECK(first.status == 201);
        CHECK(again.status == 201);
        CHECK(again.body == first.body);
        CHECK(again.header("etag") == first.header("etag"));
        CHECK(again.header("location") == first.header("location"));
        CHECK(again.header("idempotent-replayed") == "true");
        auto other_text = text;
        other_text.replace(other_text.find("Java"), 4, "Ruby");
        auto const other = market.enterprise.api.post("/v1/demands", other_text, key);
        CHECK(other.problem() == "idempotency-key-reused");
        CHECK(market.enterprise.api.get("/v1/demands")["items"].elements().size() == 1);
        // Another organisation's same key is another key.
        CHECK(market.agency.api.post("/v1/supplies", supply_text(), key).status == 201);
    }
}

TEST_CASE("reads are conditional, also when they come from memory") {
    small_market market(engine::sqlite);
    auto const published = publish(market.enterprise.api, "demands", demand_text());
    auto const path = "/v1/demands/" + published.text("id");
    auto anybody = market.server.client();
    auto const read = anybody.get(path);
    CHECK(read.status == 200);
    CHECK(read.document == published.document);
    auto const unchanged = anybody.get(path, {{"If-None-Match", read.header("etag")}});
    CHECK(unchanged.status == 304);
    CHECK(unchanged.body.empty());
}

TEST_CASE("pages cover every object once, in order, while others are added") {
    small_market market(engine::sqlite);
    std::set<std::string> made;
    for (int i = 0; i < 25; ++i)
        made.insert(draft(market.enterprise.api, "demands", demand_text()).text("id"));
    std::set<std::string> seen;
    std::string target = "/v1/demands?limit=4";
    for (int page = 0; page < 20 && !target.empty(); ++page) {
        auto const got = market.enterprise.api.get(target);
        REQUIRE(got.status == 200);
        for (auto const& item : got["items"].elements())
            CHECK(seen.insert(item["id"].text()).second);
        auto const next = got.text("next");
        target = next.empty() ? "" : "/v1/demands?limit=4&cursor=" + next;
        draft(market.agency.api, "supplies", supply_text());
    }
    CHECK(seen == made);
    CHECK(market.enterprise.api.get("/v1/demands?limit=0").error_pointers() ==
          std::vector<std::string>{"?limit"});
    CHECK(market.enterprise.api.get("/v1/demands?cursor=nonsense").problem() == "invalid-query");
    CHECK(market.enterprise.api.get("/v1/demands?colour=red").error_pointers() ==
          std::vector<std::string>{"?colour"});
}

TEST_CASE("the feed shows everybody every number, and only the entitled the content") {
    for (auto const on : engines()) {
        small_market market(on);
        auto const drafted = draft(market.enterprise.api, "demands", demand_text());
        auto const head = newest_number(market);
        auto const own = market.enterprise.api.get("/v1/feed?limit=1000");
        auto const other = market.agency.api.get("/v1/feed?limit=1000");
        REQUIRE(own["entries"].elements().size() == static_cast<std::size_t>(head));
        REQUIRE(other["entries"].elements().size() == static_cast<std::size_t>(head));
        for (std::size_t i = 0; i < static_cast<std::size_t>(head); ++i) {
            CHECK(own["entries"].elements()[i]["sequence"].integer() ==
                  static_cast<std::int64_t>(i + 1));
            CHECK(own["entries"].elements()[i]["hash"].text() ==
                  other["entries"].elements()[i]["hash"].text());
        }
        CHECK(own["entries"].elements().back()["after"]["id"].text() == drafted.text("id"));
        CHECK(other["entries"].elements().back()["withheld"].boolean());
        CHECK(other["entries"].elements().back().find("after") == nullptr);
        auto const everything = market.market_operator.get("/v1/feed?limit=1000").body;
        for (auto const* secret :
             {"password_hash", "token_sha256", "argon2id", "csrf_sha256", "admin1@example.cn"}) {
            CHECK(everything.find(secret) == std::string::npos);
        }
    }
}

TEST_CASE(
    "that a panel has scored is told to its seats and the buyer, and what it gave to nobody") {
    for (auto const on : engines()) {
        CAPTURE(name_of(on));
        small_market market(on);
        auto rival = join_market(market.server, market.market_operator,
                                 {.kind = "agency",
                                  .name = "机构四",
                                  .region = "330100",
                                  .capabilities = R"(["hr_company"])",
                                  .serial = 4});
        add_licence(rival, market.market_operator, "L-3");
        auto office = join_market(
            market.server, market.market_operator,
            {.kind = "government_office", .name = "办公室", .region = "330100", .serial = 3});
        auto const tender =
            publish(office.api, "tenders", tender_text(in_time(1h), in_time(24h * 21))).text("id");
        auto const path = "/v1/tenders/" + tender;
        auto panel = seat_panel(market.server, office, path);
        // A clerk of the buyer's, who does not sit.
        auto const made =
            office.api.post("/v1/api_keys", R"({"name":"clerk","roles":["manager"]})");
        REQUIRE(made.status == 201);
        auto clerk = market.server.client(made.text("secret"));
        market.server.advance(2h);
        for (auto* const bidder : {&market.agency, &rival}) {
            auto const* const price = bidder == &rival ? "980000.00" : "900000.00";
            auto const sent =
                bidder->api.post(path + "/bids", bid_text(price), {{"Idempotency-Key", price}});
            CAPTURE(sent.body);
            REQUIRE(sent.status == 201);
        }
        market.server.advance(24h * 21);
        open_bids(office.api, tender);
        auto const before = newest_number(market);
        score_by_price(panel, path, "plan", {{"900000.00", 9000}, {"980000.00", 8000}});
        auto const later = "/v1/feed?limit=1000&after=" + std::to_string(before);
        // Of each bid five scores, a proposal, and four who confirm it.
        constexpr int changes = 20;
        auto const check = [&](http_client& reader, int told) {
            auto const feed = reader.get(later);
            REQUIRE(feed.status == 200);
            for (auto const* content : {"points", "方案完整", "confirmed", "bidder"})
                CHECK(feed.body.find(content) == std::string::npos);
            int seen = 0;
            for (auto const& each : feed["entries"].elements()) {
                if (each["withheld"].boolean()) continue;
                if (each["type"].text() != "evaluation.changed") {
                    CHECK(each["type"].text() == "clock.nearing");
                    continue;
                }
                ++seen;
                CHECK(each["object_id"].text() == tender);
                for (auto const* content : {"before", "after", "reason", "region"})
                    CHECK(each.find(content) == nullptr);
            }
            CHECK(seen == told);
        };
        check(office.api, changes);
        check(clerk, changes);
        for (auto& each : panel.members)
            check(each.api, changes);
        auto anybody = market.server.client();
        CHECK(anybody.get(later).status == 401);
        check(market.agency.api, 0);
        check(rival.api, 0);
        check(market.enterprise.api, 0);
        check(market.market_operator, 0);
    }
}

TEST_CASE("a revoked key and a rotated secret stop working with the answer that says so") {
    small_market market(engine::sqlite);
    auto& api = market.enterprise.api;
    auto const made = api.post("/v1/api_keys", R"({"name":"second","roles":["manager"]})");
    REQUIRE(made.status == 201);
    auto second = api.as(made.text("secret"));
    CHECK(second.get("/v1/identity").status == 200);
    auto const path = "/v1/api_keys/" + made["api_key"]["id"].text();
    auto const rotated = api.post(path + "/rotate", {}, {{"If-Match", made.header("etag")}});
    REQUIRE(rotated.status == 200);
    CHECK(second.get("/v1/identity").problem() == "unauthenticated");
    auto third = api.as(rotated.text("secret"));
    CHECK(third.get("/v1/identity").status == 200);
    CHECK(api.post(path + "/revoke", {}, {{"If-Match", rotated.header("etag")}}).status == 200);
    CHECK(third.get("/v1/identity").problem() == "unauthenticated");
}

TEST_CASE("erasure destroys the record for everybody, and withdrawn consent closes it") {
    for (auto const on : engines()) {
        small_market market(on);
        auto const supply = publish(market.agency.api, "supplies", supply_text());
        auto const path = "/v1/supplies/" + supply.text("id");
        REQUIRE(market.agency.api
                    .put(path + "/personal_record", R"({"name":"李四光","phone":"13900000000"})")
                    .status == 204);
        auto const consent = market.agency.api.post(
            path + "/consents",
            R"({"purpose":"recruitment","text_version":"1","evidence":"form"})");
        auto const wish = R"({"purpose":"recruitment"})";
        CHECK(
            market.enterprise.api.post(path + "/reveal", wish)["personal_record"]["name"].text() ==
            "李四光");
        CHECK(market.enterprise.api.post(path + "/reveal", R"({"purpose":"policy_advice"})")
                  .problem() == "consent-missing");
        auto const withdrawn =
            market.agency.api.post_on(consent, "/v1/consents/" + consent.text("id") + "/withdraw");
        REQUIRE(withdrawn.status == 200);
        CHECK(market.enterprise.api.post(path + "/reveal", wish).problem() == "consent-missing");
        REQUIRE(market.agency.api.remove(path + "/personal_record").status == 204);
        CHECK(market.agency.api.get(path + "/personal_record").status == 404);
        auto const everything = market.market_operator.get("/v1/feed?limit=1000").body;
        CHECK(everything.find("李四光") == std::string::npos);
        market.server.stop();
        CHECK(market.server.run_talentctl({"verify"}).status == 0);
    }
}

TEST_CASE("a notice with discriminatory words waits for a moderator and is not found meanwhile") {
    small_market market(engine::sqlite);
    auto text = demand_text();
    text.replace(text.find("三年以上经验"), std::string("三年以上经验").size(),
                 "仅限男，三年以上经验");
    auto const drafted = draft(market.enterprise.api, "demands", text);
    auto const path = "/v1/demands/" + drafted.text("id");
    auto const held = market.enterprise.api.post_on(drafted, path + "/publish");
    CHECK(held.text("state") == "suspended");
    CHECK(market.server.client().get(path).status == 404);
    CHECK(market.market_operator.get("/v1/moderation/demands")["items"].elements().size() == 1);
    CHECK(market.enterprise.api.post_on(held, path + "/reinstate").problem() == "forbidden");
    CHECK(market.market_operator.post_on(held, path + "/reinstate").text("state") == "published");
    CHECK(market.server.client().get(path).status == 200);
}

TEST_CASE("a notice that lacks what the law requires is refused with everything that is missing") {
    small_market market(engine::sqlite);
    auto const drafted = draft(market.enterprise.api, "demands",
                               R"({"title":"会计","occupation":"2-06-03-00","region":"330106"})");
    auto const refused =
        market.enterprise.api.post_on(drafted, "/v1/demands/" + drafted.text("id") + "/publish");
    CHECK(refused.status == 422);
    CHECK(refused.problem() == "publication-refused");
    auto const missing = refused.error_pointers();
    CHECK(std::set<std::string>(missing.begin(), missing.end()) ==
          std::set<std::string>{"/headcount", "/conditions", "/work_content", "/place", "/pay_min",
                                "/expires_at"});
}

TEST_CASE(
    "a suspended organisation's listings leave the market, and come back when it is reinstated") {
    for (auto const on : engines()) {
        small_market market(on);
        auto const supply = publish(market.agency.api, "supplies", supply_text());
        auto const path = "/v1/supplies/" + supply.text("id");
        auto const agency = "/v1/organisations/" + market.agency.id;
        auto anybody = market.server.client();
        auto const found = [&] { return anybody.get("/v1/search/supplies")["total"].integer(); };
        CHECK(found() == 1);
        auto const named = anybody.get(agency);
        REQUIRE(named.status == 200);
        CHECK(named.body == market.enterprise.api.get(agency).body);
        CHECK(named.body != market.agency.api.get(agency).body);
        auto const unknown = anybody.get("/v1/organisations/01900000-0000-7000-8000-000000000000");
        CHECK(unknown.problem() == "unauthenticated");
        auto& overseer = market.market_operator;
        auto const suspended = overseer.post_on(overseer.get(agency), agency + "/suspend",
                                                R"({"reasons":["收到举报"]})");
        REQUIRE(suspended.text("status") == "suspended");
        CHECK(found() == 0);
        CHECK(anybody.get(path).status == 404);
        CHECK(anybody.get(agency).problem() == "unauthenticated");
        CHECK(market.enterprise.api.get(agency).text("status") == "suspended");
        CHECK(market.agency.api.get(path).status == 200);
        auto const edited = market.agency.api.patch_on(market.agency.api.get(path), path,
                                                       R"({"title":"another title"})");
        CHECK(edited.problem() == "organisation-not-verified");
        overseer.post_on(suspended, agency + "/reinstate");
        CHECK(found() == 1);
        CHECK(anybody.get(path).status == 200);
    }
}

TEST_CASE("what would itself be the effect has no dry run") {
    small_market market(engine::sqlite);
    auto const supply = publish(market.agency.api, "supplies", supply_text());
    auto const path = "/v1/supplies/" + supply.text("id");
    market.agency.api.put(path + "/personal_record", R"({"name":"李四光"})");
    market.agency.api.post(path + "/consents",
                           R"({"purpose":"recruitment","text_version":"1","evidence":"form"})");
    auto const tried =
        market.enterprise.api.post(path + "/reveal?dry_run=true", R"({"purpose":"recruitment"})");
    CHECK(tried.error_pointers() == std::vector<std::string>{"?dry_run"});
    CHECK(tried.body.find("李四光") == std::string::npos);
    CHECK(market.enterprise.api
              .post("/v1/api_keys?dry_run=true", R"({"name":"x","roles":["reader"]})")
              .problem() == "invalid-query");
}

TEST_CASE("contact data does not pass into the text that everybody reads") {
    small_market market(engine::sqlite);
    for (auto const* summary :
         {"电话 13812345678", "身份证 33010619900101123X", "write to me@example.cn please"}) {
        auto text = supply_text();
        text.replace(text.find("六年电商后端经验"), std::string("六年电商后端经验").size(),
                     summary);
        auto const refused = market.agency.api.post("/v1/supplies", text);
        CHECK(refused.error_pointers() == std::vector<std::string>{"/summary"});
    }
}

TEST_CASE("a moderator's suspension is not undone by its publisher") {
    small_market market(engine::sqlite);
    auto const published = publish(market.agency.api, "supplies", supply_text());
    auto const path = "/v1/supplies/" + published.text("id");
    auto const held = market.market_operator.post_on(published, path + "/suspend",
                                                     R"({"reason":"reported by readers"})");
    REQUIRE(held.text("state") == "suspended");
    CHECK(market.agency.api.post_on(held, path + "/withdraw").problem() == "wrong-state");
    CHECK(market.agency.api.post_on(held, path + "/publish").problem() == "wrong-state");
    CHECK(market.market_operator.get("/v1/moderation/supplies")["items"].elements().size() == 1);
}

TEST_CASE("an expired listing is gone for the public, and still there for its owner") {
    small_market market(engine::sqlite);
    auto const published = publish(market.enterprise.api, "demands", demand_text());
    auto const path = "/v1/demands/" + published.text("id");
    market.server.advance(24h * 301);
    CHECK(market.server.client().get(path).status == 404);
    CHECK(market.server.client().get("/v1/search/demands")["total"].integer() == 0);
    auto const own = market.enterprise.api.get(path);
    CHECK(own["expired"].boolean());
    CHECK(own.text("state") == "published");
}

TEST_CASE("downloads carry every own listing, as CSV for spreadsheets and as NDJSON for programs") {
    small_market market(engine::sqlite);
    draft(market.agency.api, "supplies", supply_text());
    auto formula = supply_text();
    formula.replace(formula.find("Java 开发工程师，六年经验"),
                    std::string("Java 开发工程师，六年经验").size(), "=HYPERLINK(1)");
    draft(market.agency.api, "supplies", formula);
    auto const csv = market.agency.api.get("/v1/exports/supplies");
    CHECK(csv.header("content-type") == "text/csv; charset=utf-8");
    CHECK(csv.body.starts_with("\xef\xbb\xbfid,number,"));
    CHECK(csv.body.find("\"'=HYPERLINK(1)\"") != std::string::npos);
    auto const lines = market.agency.api.get("/v1/exports/supplies?format=ndjson").body;
    CHECK(std::count(lines.begin(), lines.end(), '\n') == 2);
}

} // namespace talent::test
