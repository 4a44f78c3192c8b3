// Saved searches and their alerts over HTTP, against real servers: within seconds of a publication,
// once, after a restart too, and with two servers on one database.
#include <catch2/catch.hpp>

#include <thread>

#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 60s; // the machine may be busy with something else
constexpr auto settling = 500ms;

struct watched_market : small_market {
    explicit watched_market(engine on) : small_market(on, server_clock::of_the_machine) {}

    /// The holder's alerts, once there are so many.
    std::vector<json::value> alerts(http_client& of, std::size_t expected) {
        auto const until = std::chrono::steady_clock::now() + patience;
        while (true) {
            auto const page = of.get("/v1/alerts");
            CAPTURE(page.body);
            REQUIRE(page.status == 200);
            auto found = page["items"].elements();
            if (found.size() >= expected || std::chrono::steady_clock::now() > until) return found;
            std::this_thread::sleep_for(20ms);
        }
    }
};

answer save(http_client& who, std::string const& body) {
    auto saved = who.post("/v1/saved_searches", body);
    CAPTURE(saved.body);
    REQUIRE(saved.status == 201);
    return saved;
}

} // namespace

TEST_CASE("a publication is in the inbox of who saved a search for it within seconds, and once") {
    for (auto const on : engines()) {
        watched_market market(on);
        auto& holder = market.enterprise.api;
        auto const saved =
            save(holder, R"({"name":"Java 人才","kind":"supply","q":"java","region":["330100"]})");
        auto const paused =
            save(holder, R"({"name":"停","kind":"supply","q":"java","paused":true})");
        save(market.agency.api, R"({"name":"自己的","kind":"supply","q":"java"})");
        auto const demand = publish(holder, "demands", demand_text());
        save(holder,
             R"({"name":"人选","kind":"supply","matches_of":")" + demand.text("id") + R"("})");
        auto const supply = publish(market.agency.api, "supplies", supply_text());
        auto const raised = market.alerts(holder, 2);
        REQUIRE(raised.size() == 2);
        for (auto const& each : raised)
            CHECK(each["listing_id"].text() == supply.text("id"));
        CHECK(market.alerts(market.agency.api, 0).empty());
        auto const path = "/v1/saved_searches/" + saved.text("id");
        CHECK(holder.get(path)["raised_today"].integer() == 1);
        CHECK(holder.get("/v1/saved_searches/" + paused.text("id"))["raised_today"].integer() == 0);
        // The holder's feed has them, others see that something happened.
        auto const own = holder.get("/v1/feed?limit=1000&types=alert.raised");
        CHECK(own["entries"].elements().size() == 2);
        for (auto* const other : {&market.agency.api, &market.market_operator})
            CHECK(
                other->get("/v1/feed?limit=1000&types=alert.raised")["entries"].elements().empty());
        // A restart tells nothing twice, and goes on.
        CHECK(market.server.stop() == 0);
        market.server.start();
        auto again = market.server.client(holder.bearer());
        auto agency = market.server.client(market.agency.api.bearer());
        std::this_thread::sleep_for(settling);
        CHECK(market.alerts(again, 2).size() == 2);
        publish(agency, "supplies", supply_text());
        CHECK(market.alerts(again, 4).size() == 4);
        market.server.kill();
        market.server.start();
        auto third = market.server.client(holder.bearer());
        std::this_thread::sleep_for(settling);
        CHECK(market.alerts(third, 4).size() == 4);
        CHECK(market.server.stop() == 0);
        CHECK(market.server.run_talentctl({"verify"}).status == 0);
    }
}

TEST_CASE("two servers on one database tell of a publication once") {
    for (auto const on : engines()) {
        if (on == engine::sqlite) continue; // one process has it
        watched_market market(on);
        server_process second(server_process::beside{market.server});
        second.start();
        auto& holder = market.enterprise.api;
        save(holder, R"({"name":"Java","kind":"supply","q":"java"})");
        auto elsewhere = second.client(market.agency.api.bearer());
        for (int i = 0; i < 10; ++i)
            publish(i % 2 == 0 ? elsewhere : market.agency.api, "supplies", supply_text());
        market.alerts(holder, 10);
        std::this_thread::sleep_for(settling);
        CHECK(market.alerts(holder, 10).size() == 10);
        CHECK(second.stop() == 0);
    }
}

} // namespace talent::test
