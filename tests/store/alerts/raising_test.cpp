// Alerts raised by the worker, on every database: for what is news and for nothing else, once
// whatever happens in between, and no more than may be.
#include <catch2/catch.hpp>

#include <map>

#include "services/alerts/raising.hpp"
#include "services/alerts/store.hpp"
#include "services/notices/feed.hpp"
#include "tests/store/alerts/alert_scene.hpp"

using namespace talent;
using namespace talent::test;

namespace {

std::string const java = R"({"name":"Java","kind":"demand","q":"java"})";

// How often each listing was alerted of to this holder.
std::map<std::string, int> alerted(alert_scene& m, alert_scene::principal const& who) {
    std::map<std::string, int> count;
    for (auto const& each : m.alerts_of(who))
        ++count[each["listing_id"].text()];
    return count;
}

} // namespace

TEST_CASE("a publication that a saved search finds raises one alert, for its holder") {
    alert_scene m(GENERATE(from_range(dialects())));
    auto const saved = m.save(m.enterprise, java);
    auto const demand = m.demand_of(m.rival, "Java开发");
    m.put("demand", demand);
    m.put("demand", m.demand_of(m.rival, "护士"));
    auto const entries = m.work();
    auto const raised = m.alerts_of(m.enterprise);
    REQUIRE(raised.size() >= 1); // the random text of the other may name Java too
    auto const& one = raised.back();
    CHECK(one["listing_id"].text() == to_string(demand.id));
    CHECK(one["listing_version"].integer() == 1);
    CHECK(one["saved_search_id"].text() == saved.text("id"));
    CHECK(one["name"].text() == "Java");
    CHECK(one["kind"].text() == "demand");
    REQUIRE(entries.size() == raised.size());
    CHECK(entries.front().type == "alert.raised");
    CHECK(notices::may_read(m.enterprise, entries.front()));
    CHECK_FALSE(notices::may_read(m.rival, entries.front()));
    CHECK(m.alerts_of(m.rival).empty());
    CHECK(m.work().empty());
    CHECK(m.get("/v1/saved_searches/" + saved.text("id"), m.enterprise)
              .body["raised_today"]
              .integer() == static_cast<std::int64_t>(raised.size()));
}

TEST_CASE("a saved search raises what a search with its text would show") {
    alert_scene m(GENERATE(from_range(dialects())));
    auto const save = [&](alert_scene::principal const& who, std::string const& more) {
        m.save(who, R"({"name":"x","kind":"demand",)" + more + "}");
    };
    save(m.enterprise, R"("q":"杭州 zepp*")");
    save(m.agency, R"("q":"杭州 zepp*","literal":["杭州"])");
    auto demand = m.demand_of(m.rival, "Zeppelin");
    demand.region = "330106"; // of Hangzhou
    demand.place = "文三路";
    demand.work_content = demand.conditions = demand.employer_name = "内容";
    m.put("demand", demand);
    m.work();
    auto const listing = to_string(demand.id);
    CHECK(alerted(m, m.enterprise) == std::map<std::string, int>{{listing, 1}});
    CHECK(alerted(m, m.agency).empty());
}

TEST_CASE("what is no news raises nothing") {
    alert_scene m(GENERATE(from_range(dialects())));
    auto const listed = m.demand_of(m.rival, "Java架构师");
    m.put("demand", listed); // before the search was saved
    auto const saved = m.save(m.enterprise, java);
    CHECK(m.work().empty());
    SECTION("one's own listing") {
        m.put("demand", m.demand_of(m.enterprise, "Java开发"));
    }
    SECTION("an edit of what it found already") {
        auto edited = listed;
        ++edited.version;
        edited.title = "Java高级架构师";
        m.put("demand", edited, &listed);
    }
    SECTION("what is gone before it is looked at") {
        auto const soon_gone = m.demand_of(m.rival, "Java开发");
        m.put("demand", soon_gone);
        auto gone = soon_gone;
        gone.state = listings::listing_state::withdrawn;
        m.put("demand", gone, &soon_gone);
    }
    SECTION("what is over") {
        auto over = m.demand_of(m.rival, "Java开发");
        over.expires_at = m.clock.now();
        m.put("demand", over);
    }
    SECTION("what is shown to its own region only") {
        auto scoped = m.demand_of(m.rival, "Java开发");
        scoped.region = "650100";
        scoped.scope = listings::listing_scope::own_region;
        m.put("demand", scoped);
    }
    SECTION("while it is paused, and what it missed meanwhile") {
        auto const path = "/v1/saved_searches/" + saved.text("id");
        REQUIRE(m.patch(path, m.enterprise, R"({"paused":true})", 1).status == 200);
        m.put("demand", m.demand_of(m.rival, "Java开发"));
        CHECK(m.work().empty());
        REQUIRE(m.patch(path, m.enterprise, R"({"paused":false})", 2).status == 200);
    }
    SECTION("after it was deleted") {
        REQUIRE(m.send(http::method::delete_, "/v1/saved_searches/" + saved.text("id"),
                       m.enterprise, {}, 1)
                    .status == 204);
        m.put("demand", m.demand_of(m.rival, "Java开发"));
    }
    SECTION("of an organisation that is suspended") {
        auto suspended = m.directory.find_organisation(m.rival.organisation).value();
        suspended.status = identity::organisation_status::suspended;
        m.put("organisation", suspended);
        m.put("demand", m.demand_of(m.rival, "Java开发"));
    }
    CHECK(m.work().empty());
    CHECK(m.alerts_of(m.enterprise).empty());
}

TEST_CASE("an edit that makes a listing fit, its return, and a scope that opens are news, once") {
    alert_scene m(GENERATE(from_range(dialects())));
    auto listed = m.demand_of(m.rival, "护士");
    listed.work_content = "内容";
    listed.conditions = "条件";
    listed.employer_name = {};
    listed.skills_required = {};
    listed.skills_preferred = {};
    m.put("demand", listed);
    m.save(m.enterprise, java);
    auto fitting = listed;
    ++fitting.version;
    fitting.title = "Java开发";
    m.put("demand", fitting, &listed);
    CHECK(m.work().size() == 1);
    auto gone = fitting;
    ++gone.version;
    gone.state = listings::listing_state::suspended;
    m.put("demand", gone, &fitting);
    auto back = gone;
    ++back.version;
    back.state = listings::listing_state::published;
    m.put("demand", back, &gone); // the same publication: it was told of
    CHECK(m.work().empty());
    auto again = back;
    ++again.version;
    again.published_at = m.clock.now();
    m.put("demand", again, &gone); // published anew
    CHECK(m.work().size() == 1);
    auto scoped = m.demand_of(m.rival, "Java开发");
    scoped.region = "650100";
    scoped.scope = listings::listing_scope::own_region;
    m.put("demand", scoped);
    CHECK(m.work().empty());
    auto opened = scoped;
    ++opened.version;
    opened.scope = listings::listing_scope::everywhere;
    m.put("demand", opened, &scoped);
    CHECK(m.work().size() == 1);
}

TEST_CASE("a demand is told of the supplies that match it, well enough or not to be scored") {
    alert_scene m(GENERATE(from_range(dialects())));
    auto const demand = m.matched_demand(m.enterprise);
    m.put("demand", demand);
    auto const body = [&](int score) {
        return R"({"name":"人选","kind":"supply","matches_of":")" + to_string(demand.id) +
               R"(","score_min":)" + std::to_string(score) + "}";
    };
    m.save(m.enterprise, body(10));
    m.save(m.enterprise, body(10'000)); // hardly ever
    auto supply = m.matched_supply(m.agency);
    supply.skills = {};
    m.put("supply", supply);
    auto far = m.matched_supply(m.agency);
    far.regions = {"440300"};
    m.put("supply", far);
    m.work();
    auto const scored = m.alerts_of(m.enterprise);
    REQUIRE(scored.size() >= 1);
    for (auto const& each : scored) {
        CHECK(each["listing_id"].text() == to_string(supply.id));
        CHECK(each["score"].integer().value_or(0) > 10);
    }
    auto unscored = m.matched_supply(m.agency);
    unscored.personalised_ranking = false;
    m.put("supply", unscored);
    CHECK(m.work().size() == 2); // no score is asked of who refuses to be ranked
    CHECK_FALSE(m.alerts_of(m.enterprise).front()["score"].integer());
    auto withdrawn = demand;
    withdrawn.state = listings::listing_state::withdrawn;
    m.put("demand", withdrawn, &demand);
    m.put("supply", m.matched_supply(m.agency));
    CHECK(m.work().empty());
}

TEST_CASE("a talent who refuses to be ranked is told of the demands they asked for") {
    alert_scene m(GENERATE(from_range(dialects())));
    auto supply = m.matched_supply(m.agency);
    supply.id = m.talent.subject;
    supply.personalised_ranking = false;
    m.put("supply", supply);
    m.save(m.talent, R"({"name":"岗位","kind":"demand","score_min":9000,"matches_of":")" +
                         to_string(supply.id) + R"("})");
    m.put("demand", m.matched_demand(m.enterprise));
    auto const entries = m.work();
    REQUIRE(entries.size() == 1);
    CHECK(m.alerts_of(m.talent).size() == 1);
    CHECK(m.alerts_of(m.agency).empty());
    CHECK_FALSE(notices::may_read(m.agency, entries.front()));
}

TEST_CASE("two workers on one database raise each alert once") {
    alert_scene m(GENERATE(from_range(dialects())));
    m.save(m.enterprise, java);
    m.save(m.agency, java);
    auto const other = m.another_worker();
    for (int i = 0; i < 6; ++i) {
        m.put("demand", m.demand_of(m.rival, "Java开发"));
        if (i % 2 == 0) {
            auto const again = m.another_worker(); // has all entries from the journal
            m.work(*again);
        }
        m.work();
        m.work(*other);
    }
    for (auto const& who : {m.enterprise, m.agency}) {
        auto const count = alerted(m, who);
        CHECK(count.size() == 6);
        for (auto const& [ignored, times] : count)
            CHECK(times == 1);
    }
}

TEST_CASE("what a stop or a crash left undone is done after the start, and nothing twice") {
    alert_scene m(GENERATE(from_range(dialects())));
    for (int i = 0; i < 40; ++i) // more than one unit keeps
        m.save(m.enterprise, java);
    m.put("demand", m.demand_of(m.rival, "Java开发"));
    m.put("demand", m.demand_of(m.rival, "Java架构师"));
    // It dies after the first of several commits.
    CHECK_THROWS_AS(
        m.worker.work_up([](auto const&) { throw db::error(db::failure::connection, "killed"); }),
        db::error);
    auto const kept = m.alerts_of(m.enterprise).size();
    CHECK(kept == alerts::alerts_per_unit_max);
    m.take_worker_away();
    m.put("demand", m.demand_of(m.rival, "Java程序员")); // nobody is there
    auto const after = m.another_worker();
    m.work(*after);
    CHECK(m.alerts_of(m.enterprise).size() == 120);
    auto const count = alerted(m, m.enterprise);
    CHECK(count.size() == 3);
    for (auto const& [ignored, times] : count)
        CHECK(times == 40);
    CHECK(m.work(*m.another_worker()).empty());
}

TEST_CASE("what is beyond the alerts of a day is counted") {
    alert_scene m(GENERATE(from_range(dialects())));
    auto const saved = m.save(m.enterprise, java);
    auto const path = "/v1/saved_searches/" + saved.text("id");
    for (int i = 0; i < alerts::alerts_per_search_daily_max + 5; ++i)
        m.put("demand", m.demand_of(m.rival, "Java开发"));
    m.work();
    CHECK(m.alerts_of(m.enterprise).size() == alerts::alerts_per_search_daily_max);
    auto const full = m.get(path, m.enterprise);
    CHECK(full.body["raised_today"].integer() == alerts::alerts_per_search_daily_max);
    CHECK(full.body["held_back_today"].integer() == 5);
    m.clock.advance(std::chrono::hours{24});
    m.put("demand", m.demand_of(m.rival, "Java开发"));
    m.work();
    CHECK(m.get(path, m.enterprise).body["raised_today"].integer() == 1);
    m.database().write_now([&](db::session& sql) {
        alerts::store::forget(sql, m.clock.now() + std::chrono::hours{48}, 1'000);
        return db::verdict::keep;
    });
    CHECK(m.alerts_of(m.enterprise).empty());
}

TEST_CASE("what is beyond the alerts of a listing is counted") {
    alert_scene m(GENERATE(from_range(dialects())));
    std::size_t saved = 0;
    for (auto const& who : {m.enterprise, m.agency, m.talent}) {
        auto const most = who == m.talent ? alerts::saved_searches_per_talent_max
                                          : alerts::saved_searches_per_organisation_max;
        for (std::int64_t i = 0; i < most; ++i, ++saved)
            m.save(who, java);
    }
    auto const third = m.join(identity::organisation_kind::enterprise, "330100");
    for (; saved < alerts::alerts_per_listing_max + 10; ++saved)
        m.save(third, java);
    m.put("demand", m.demand_of(m.rival, "Java开发"));
    CHECK(m.work().size() == alerts::alerts_per_listing_max);
    m.database().read_now(
        [](db::session& sql) { CHECK(alerts::store::read_progress(sql).held_back == 10); });
    CHECK(m.work(*m.another_worker()).empty());
}
