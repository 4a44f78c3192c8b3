#include "tests/store/alerts/alert_scene.hpp"

#include <catch2/catch.hpp>

#include "common/journal/journal.hpp"

namespace talent::test {

using identity::organisation_kind;

alert_scene::alert_scene(db::dialect dialect)
    : scene(dialect),
      source(market::testing::random_seed()),
      worker(*database_, clock, market_, directory) {
    api_.add_routes(routes_);
    enterprise = join(organisation_kind::enterprise, "330106");
    rival = join(organisation_kind::enterprise, "330100");
    agency = join(organisation_kind::agency, "330100");
    talent = agency;
    talent.audience = security::audience::talent;
    talent.roles = {security::role::manager};
    talent.subject = source.id();
    followers_ = {&directory, &index_, &worker};
    worker.load(0);
}

answer alert_scene::save(principal const& who, std::string const& body) {
    auto const saved = post("/v1/saved_searches", who, body);
    CAPTURE(saved.raw, saved.slug, saved.faults);
    REQUIRE(saved.status == 201);
    return saved;
}

listings::demand alert_scene::demand_of(principal const& who, std::string title) {
    auto made = source.demand();
    made.version = 1;
    made.organisation_id = who.organisation;
    made.title = std::move(title);
    made.published_at = clock.now();
    made.expires_at.reset();
    made.scope = listings::listing_scope::everywhere;
    return made;
}

listings::supply alert_scene::supply_of(principal const& who, std::string title) {
    auto made = source.supply();
    made.version = 1;
    made.organisation_id = who.organisation;
    made.title = std::move(title);
    made.published_at = clock.now();
    made.expires_at.reset();
    made.scope = listings::listing_scope::everywhere;
    return made;
}

listings::demand alert_scene::matched_demand(principal const& who) {
    auto made = demand_of(who, "软件工程师");
    made.occupation = "2-02-10-03";
    made.region = "330106";
    made.education_min = listings::education::bachelor;
    made.employment = listings::employment_type::full_time;
    made.pay_min = money{1'000'000};
    made.pay_max = money{2'000'000};
    return made;
}

listings::supply alert_scene::matched_supply(principal const& who) {
    auto made = supply_of(who, "软件工程师");
    made.occupation = "2-02-10-03";
    made.regions = {"330100"};
    made.education = listings::education::master;
    made.employments = {listings::employment_type::full_time};
    made.pay_min = money{1'000'000};
    made.pay_max = money{1'500'000};
    made.personalised_ranking = true;
    return made;
}

void alert_scene::tell(journal::draft entry) {
    clock.advance(tick_);
    std::vector<journal::entry> kept;
    database_->write_now([&](db::session& sql) {
        journal::unit_of_work unit(sql, clock.now(), enterprise, "test");
        unit.append(entry);
        kept = journal::record(unit);
        return db::verdict::keep;
    });
    for (auto const& each : kept) {
        for (auto* const follower : followers_)
            follower->apply(each);
    }
}

std::vector<journal::entry> alert_scene::work() {
    return work(worker);
}

std::vector<journal::entry> alert_scene::work(alerts::alert_worker& by) {
    clock.advance(tick_);
    std::vector<journal::entry> raised;
    by.work_up([&](std::vector<journal::entry> const& kept) {
        raised.insert(raised.end(), kept.begin(), kept.end());
        for (auto const& each : kept) {
            for (auto* const follower : followers_)
                follower->apply(each);
        }
    });
    return raised;
}

std::unique_ptr<alerts::alert_worker> alert_scene::another_worker() {
    auto made = std::make_unique<alerts::alert_worker>(*database_, clock, market_, directory);
    std::int64_t head = 0;
    database_->read_now([&](db::session& sql) { head = journal::read_head(sql).sequence; });
    made->load(head);
    return made;
}

std::vector<json::value> alert_scene::alerts_of(principal const& who) {
    auto const page = get("/v1/alerts?limit=200", who);
    REQUIRE(page.status == 200);
    return page.body["items"].elements();
}

} // namespace talent::test
