// Match runs through the API, on every database: whose they are, what they hold, that they come out
// again as they did, what is told where they do not, and that an erasure reaches them.
#include <catch2/catch.hpp>

#include "common/db/record.hpp"
#include "common/journal/journal.hpp"
#include "services/match_runs/api.hpp"
#include "services/match_runs/store.hpp"
#include "tests/store/identity/scene.hpp"
#include "tests/unit/market/random_market.hpp"

using namespace talent;
using namespace talent::test;
using faults = std::vector<std::string>;

namespace {

// The scene of the identity tests with a market that follows the journal. Listings are put into the
// journal as their service would.
class run_scene final : public scene {
  public:
    explicit run_scene(db::dialect dialect)
        : scene(dialect), source(market::testing::random_seed()) {
        api_.add_routes(routes_);
        enterprise = join(identity::organisation_kind::enterprise, "330106");
        rival = join(identity::organisation_kind::enterprise, "330100");
        agency = join(identity::organisation_kind::agency, "330100");
        followers_ = {&directory, &index_};
        demand = source.demand();
        demand.version = 1;
        demand.organisation_id = enterprise.organisation;
        demand.occupation = "2-02-10-03";
        demand.region = "330106";
        demand.education_min = listings::education::none;
        demand.employment = listings::employment_type::full_time;
        demand.pay_max = money{2'000'000};
        place(demand);
        put("demand", demand);
        for (int i = 0; i < 40; ++i) {
            auto& one = supplies.emplace_back(source.supply());
            one.version = 3;
            one.organisation_id = agency.organisation;
            one.occupation = "2-02-10-03";
            one.regions = {"330100"};
            one.employments = {listings::employment_type::full_time};
            one.pay_min = money{1'000'000};
            one.personalised_ranking = i % 8 != 0;
            place(one);
            put("supply", one);
        }
        talent = agency;
        talent.audience = security::audience::talent;
        talent.roles = {security::role::manager};
        talent.subject = supplies[1].id;
    }

    template <class T>
    void put(std::string_view type, T const& now) {
        clock.advance(tick_);
        std::vector<journal::entry> kept;
        database_->write_now([&](db::session& sql) {
            journal::unit_of_work unit(sql, clock.now(), enterprise, "test");
            unit.append({.type = std::string(type) + ".told",
                         .object_type = std::string(type),
                         .object_id = now.id,
                         .object_version = now.version,
                         .after = json::write_stored(now)});
            kept = journal::record(unit);
            return db::verdict::keep;
        });
        for (auto const& each : kept) {
            for (auto* const follower : followers_)
                follower->apply(each);
        }
    }

    std::string body(std::string const& more = {}) const {
        return R"({"kind":"demand","listing_id":")" + to_string(demand.id) + "\"" + more + "}";
    }
    answer keep(std::string const& more = {}) {
        auto made = post("/v1/match_runs", enterprise, body(more));
        CAPTURE(made.raw, made.slug, made.faults);
        REQUIRE(made.status == 201);
        return made;
    }
    json::value again(answer const& run) {
        auto const made = get(path_of(run) + "/reproduction", enterprise);
        REQUIRE(made.status == 200);
        return made.body;
    }
    static std::string path_of(answer const& run) { return "/v1/match_runs/" + run.text("id"); }

    /// As the service of listings has it in the database.
    void keep_row(listings::supply const& one) {
        database_->write_now([&](db::session& sql) {
            db::insert(sql, "supplies", one);
            return db::verdict::keep;
        });
    }

    void execute(std::string_view statement, std::vector<cell> const& parameters) {
        database_->write_now([&](db::session& sql) {
            sql.execute(statement, parameters);
            return db::verdict::keep;
        });
    }

    principal enterprise;
    principal rival;
    principal agency;
    principal talent; // of the agency: the second supply
    listings::demand demand;
    std::vector<listings::supply> supplies;
    market::testing::random_market source;

  private:
    template <class T>
    void place(T& one) {
        one.published_at = clock.now() - std::chrono::minutes{source.number(1, 50'000)};
        one.expires_at.reset();
        one.scope = listings::listing_scope::everywhere;
    }

    market::market_index index_{market::testing::catalogue()};
    market::market_service market_{index_};
    match_runs::match_runs_service service_{market_};
    match_runs::match_runs_api api_{service_};
};

} // namespace

TEST_CASE("a match run holds what came out, and comes out again, whatever became of the listings") {
    run_scene m(GENERATE(from_range(dialects())));
    auto const run = m.keep(R"(,"results_wanted":12,"weights":"experience:30,pay_fit:0")");
    CHECK(run.header("ETag") == "\"1\"");
    CHECK(run.text("digest").size() == 64);
    CHECK(run.body["total"].integer() == 40);
    CHECK(run.body["results_kept"].integer() == 12 + 5);
    auto const read = m.get(m.path_of(run), m.enterprise);
    CHECK(read.body == run.body);
    auto const& results = read.body["results"].elements();
    REQUIRE(results.size() == 17);
    for (std::size_t i = 0; i < results.size(); ++i) {
        bool const ranked = i < 12;
        CHECK(results[i]["ranked"].boolean() == ranked);
        CHECK(results[i]["place"].integer() == static_cast<std::int64_t>(ranked ? i + 1 : i - 11));
        CHECK(results[i]["score"].is_null() == !ranked);
        CHECK(results[i]["listing_version"].integer() == 3);
    }
    auto const first = m.again(run);
    CHECK(first["same"].boolean());
    CHECK(first["checked"].integer() == 17);
    CHECK(first["differences"].elements().empty());

    for (auto& one : m.supplies) {
        one.version = 4;
        one.experience_years = 0;
        one.regions = {"650000"};
        m.put("supply", one);
    }
    m.demand.version = 2;
    m.demand.state = listings::listing_state::closed;
    m.put("demand", m.demand);
    CHECK(m.again(run) == first);
    CHECK(m.post("/v1/match_runs", m.enterprise, m.body()).faults ==
          faults{"/listing_id unknown_value"});
}

TEST_CASE("a match run is its holder's alone, and is deleted on the version that was read") {
    run_scene m(GENERATE(from_range(dialects())));
    auto const run = m.keep();
    for (auto const& who : {m.rival, m.agency, m.talent}) {
        CHECK(m.get(m.path_of(run), who).slug == "not-found");
        CHECK(m.get(m.path_of(run) + "/reproduction", who).slug == "not-found");
        CHECK(m.send(http::method::delete_, m.path_of(run), who, {}, 1).slug == "not-found");
        CHECK(m.get("/v1/match_runs", who).body["items"].elements().empty());
    }
    CHECK(m.post("/v1/match_runs", m.rival, m.body()).faults ==
          faults{"/listing_id unknown_value"});
    CHECK(m.get("/v1/match_runs", m.enterprise).body["items"].elements().size() == 1);
    CHECK(m.send(http::method::delete_, m.path_of(run), m.enterprise, {}, 2).slug ==
          "stale-version");
    CHECK(m.send(http::method::delete_, m.path_of(run), m.enterprise, {}, 1).status == 204);
    CHECK(m.get(m.path_of(run), m.enterprise).slug == "not-found");

    auto const own =
        m.post("/v1/match_runs", m.talent,
               R"({"kind":"supply","listing_id":")" + to_string(m.talent.subject) + R"("})");
    REQUIRE(own.status == 201);
    CHECK(own.body["results"].elements().size() == 1);
    CHECK(m.get(m.path_of(own), m.agency).slug == "not-found");
    CHECK(m.get(m.path_of(own) + "/reproduction", m.talent).body["same"].boolean());
}

TEST_CASE("a match run is refused for weights that matches would refuse, and beyond its number") {
    run_scene m(GENERATE(from_range(dialects())));
    CHECK(
        m.post("/v1/match_runs", m.enterprise, m.body(R"(,"weights":"pay_fit:1,pay:1")")).faults ==
        faults{"/weights/1 unknown_value"});
    CHECK(m.post("/v1/match_runs", m.enterprise, m.body(R"(,"results_wanted":51)")).faults ==
          faults{"/results_wanted out_of_range"});
    CHECK(m.post("/v1/match_runs", m.enterprise, m.body(R"(,"total":1)")).faults.size() == 1);
    for (std::int64_t i = 0; i < match_runs::runs_per_listing_max; ++i)
        m.keep(R"(,"results_wanted":1)");
    CHECK(m.post("/v1/match_runs", m.enterprise, m.body()).slug == "conflict");
}

TEST_CASE("what was changed in a kept run is told by its place, and by the digest") {
    run_scene m(GENERATE(from_range(dialects())));
    auto const run = m.keep(R"(,"results_wanted":5)");
    auto const kinds = [&] {
        std::vector<std::string> made;
        auto const again = m.again(run);
        CHECK_FALSE(again["same"].boolean());
        for (auto const& one : again["differences"].elements())
            made.push_back(one["kind"].text() + " " + std::to_string(*one["place"].integer()));
        return made;
    };
    auto const id = run.text("id");
    m.execute(
        "UPDATE match_run_results SET score = 1 WHERE run_id = :p1 AND ranked = 1"
        " AND place = 2",
        {id});
    CHECK(kinds() == std::vector<std::string>{"digest 0", "score 2"});
    m.execute(
        "UPDATE match_run_results SET listing_version = 9 WHERE run_id = :p1"
        " AND ranked = 1 AND place = 2",
        {id});
    CHECK(kinds() == std::vector<std::string>{"digest 0", "listing 2"});
    m.execute(
        "UPDATE match_run_results SET place = 9 WHERE run_id = :p1 AND ranked = 1"
        " AND place = 1",
        {id});
    CHECK(kinds() == std::vector<std::string>{"digest 0", "listing 2", "order 9"});
    m.execute("UPDATE match_runs SET listing_version = 9 WHERE id = :p1", {id});
    CHECK(kinds() == std::vector<std::string>{"digest 0", "listing 0"});
    m.execute("UPDATE match_runs SET weights = 'a_criterion_of_old:40' WHERE id = :p1", {id});
    CHECK(kinds() == std::vector<std::string>{"digest 0", "criteria 0"});
}

TEST_CASE("a refusal hides scores though its supply has left the market, and of its own runs all") {
    run_scene m(GENERATE(from_range(dialects())));
    auto const run = m.keep(R"(,"results_wanted":5)");
    auto const refusing = run.body["results"].elements()[1]["listing_id"].text();
    for (auto& one : m.supplies) {
        if (to_string(one.id) != refusing) continue;
        one.personalised_ranking = false; // in the database alone: the market has it no more
        m.keep_row(one);
    }
    auto const scores = [&] {
        std::vector<bool> hidden;
        for (auto const& one : m.get(m.path_of(run), m.enterprise).body["results"].elements())
            hidden.push_back(one["score"].is_null());
        return hidden;
    };
    auto const before = scores();
    CHECK_FALSE(before[0]);
    CHECK(before[1]);
    // As of a run that was made for this supply.
    m.execute("UPDATE match_runs SET listing_id = :p1 WHERE id = :p2", {refusing, run.text("id")});
    auto const own = scores();
    CHECK(std::ranges::count(own, false) == 0);
}

TEST_CASE("an erasure takes a talent out of the runs at once, and a later refusal their score") {
    run_scene m(GENERATE(from_range(dialects())));
    auto const run = m.keep(R"(,"results_wanted":5)");
    auto const results = run.body["results"].elements();
    auto const erased = results[0]["listing_id"].text();
    m.execute("INSERT INTO erased_keys (key_id, subject_id, erased_at) VALUES (:p1, :p2, :p3)",
              {to_string(m.source.id()), erased, to_milliseconds(m.clock.now())});
    auto const refusing = results[1]["listing_id"].text();
    for (auto& one : m.supplies) {
        if (to_string(one.id) != refusing) continue;
        one.version = 4;
        one.personalised_ranking = false;
        m.put("supply", one);
        m.keep_row(one);
    }
    auto const read = m.get(m.path_of(run), m.enterprise);
    REQUIRE(read.body["results"].elements().size() == 9);
    CHECK(read.raw.find(erased) == std::string::npos);
    CHECK(read.body["results"].elements()[0]["listing_id"].text() == refusing);
    CHECK(read.body["results"].elements()[0]["score"].is_null());
    auto const again = m.again(run);
    CHECK(again["same"].boolean());
    CHECK(again["erased"].integer() == 1);
    CHECK(again["checked"].integer() == 9);

    std::int64_t rows = 0;
    auto const count = [&] {
        m.database().read_now([&](db::session& sql) {
            auto const row =
                sql.query_one("SELECT COUNT(*) FROM match_run_results", {}, {cell_kind::integer});
            rows = integer_of(row->front());
        });
        return rows;
    };
    CHECK(count() == 10);
    auto const forget = [&](instant before) {
        m.database().write_now([&](db::session& sql) {
            match_runs::store::forget(sql, before, 100);
            return db::verdict::keep;
        });
    };
    auto const scored = [&] {
        m.database().read_now([&](db::session& sql) {
            auto const row =
                sql.query_one("SELECT COUNT(*) FROM match_run_results WHERE score IS NOT NULL", {},
                              {cell_kind::integer});
            rows = integer_of(row->front());
        });
        return rows;
    };
    CHECK(scored() == 5);
    forget(m.clock.now() - match_runs::runs_kept);
    CHECK(scored() == 3);
    CHECK(m.again(run) == again);
    CHECK(count() == 9);
    CHECK(m.again(run)["same"].boolean());
    forget(m.clock.now() + std::chrono::hours{1});
    CHECK(count() == 0);
    CHECK(m.get(m.path_of(run), m.enterprise).slug == "not-found");

    // A run that is made later never tells of them.
    auto const later = m.keep(R"(,"results_wanted":5)");
    CHECK(later.raw.find(erased) == std::string::npos);
    CHECK(m.again(later)["same"].boolean());
    CHECK(m.again(later)["erased"].integer() == 0);
}

TEST_CASE("the journal says that a run was kept, and nothing of what came out") {
    run_scene m(GENERATE(from_range(dialects())));
    auto const run = m.keep();
    REQUIRE(run.entries.size() == 1);
    CHECK(run.entries.front().type == "match_run.kept");
    for (auto const& one : run.body["results"].elements())
        CHECK(run.entries.front().after.find(one["listing_id"].text()) == std::string::npos);
}
