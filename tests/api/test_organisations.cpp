// Test organisations over HTTP: they rehearse among themselves, quickly, and nobody else meets
// them.
#include <catch2/catch.hpp>

#include "common/base/clock.hpp"
#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

/// Beside the small market a test enterprise, a test agency and a test office.
struct rehearsal : small_market {
    explicit rehearsal(engine on) : small_market(on) {}

    participant join(std::string kind, std::string capabilities, int serial) {
        return join_market(server, market_operator,
                           {.kind = std::move(kind),
                            .name = "演练" + std::to_string(serial),
                            .region = "330106",
                            .capabilities = std::move(capabilities),
                            .serial = serial,
                            .test = true});
    }

    // The first has the credit code of the market's own enterprise: one may rehearse as oneself.
    participant buyer = join("enterprise", "[]", 1);
    participant seller = join("agency", R"(["hr_company"])", 12);
    participant office = join("government_office", "[]", 13);
};

std::size_t count(answer const& page) {
    REQUIRE(page.status == 200);
    return page["items"].elements().size();
}

// The feed's entries of an object's type that are not withheld from this reader.
std::size_t shown_in_feed(http_client& reader, std::string const& type, std::string const& id) {
    std::size_t shown = 0;
    auto const feed = reader.get("/v1/feed?after=0&limit=1000");
    REQUIRE(feed.status == 200);
    for (auto const& one : feed["entries"].elements()) {
        bool const same = !one["withheld"].boolean() && one["type"].text() == type &&
                          one["object_id"].text() == id;
        shown += same ? 1 : 0;
    }
    return shown;
}

std::chrono::milliseconds length_of(json::value const& clock) {
    return *parse_instant(clock["due"].text()) - *parse_instant(clock["start"].text());
}

} // namespace

TEST_CASE("a test organisation has keys of its own kind, and only those") {
    for (auto const on : engines()) {
        rehearsal market(on);
        CHECK(market.buyer.api.bearer().starts_with("tp_test_"));
        CHECK(market.enterprise.api.bearer().starts_with("tp_live_"));
        auto const own = market.buyer.api.get("/v1/identity");
        CHECK(own["organisation"]["test"].boolean());
        auto const asked = market.enterprise.api.post(
            "/v1/api_keys", R"({"name":"k","roles":["manager"],"test":true})");
        CHECK(asked.status == 400);
        CHECK(asked.error_pointers() == std::vector<std::string>{"/test"});
        auto const path = "/v1/organisations/" + market.buyer.id;
        CHECK(market.server.client().get(path).problem() == "unauthenticated");
        auto const turned =
            market.buyer.api.patch_on(market.buyer.api.get(path), path, R"({"test":false})");
        CHECK(turned.status == 400);
    }
}

TEST_CASE("what test organisations publish is in no search, statistic or feed of others") {
    for (auto const on : engines()) {
        rehearsal market(on);
        add_licence(market.seller, market.market_operator, "L-12");
        auto const demand = publish(market.buyer.api, "demands", demand_text());
        auto const supply = publish(market.seller.api, "supplies", supply_text());
        auto const offering = publish(market.seller.api, "offerings", offering_text());
        auto const tender =
            publish(market.office.api, "tenders", tender_text(in_time(1h), in_time(24h * 21)));

        for (bool const restarted : {false, true}) {
            if (restarted) {
                market.server.stop();
                market.server.start_with_clock();
            }
            auto anybody = market.server.client();
            auto enterprise = market.server.client(market.enterprise.api.bearer());
            auto buyer = market.server.client(market.buyer.api.bearer());
            auto overseer = market.server.client(market.operator_key);
            for (std::string const kind : {"demands", "supplies", "offerings", "tenders"})
                CHECK(count(anybody.get("/v1/search/" + kind)) == 0);
            std::pair<std::string, std::string> const objects[] = {
                {"demand", "/v1/demands/" + demand.text("id")},
                {"supply", "/v1/supplies/" + supply.text("id")},
                {"offering", "/v1/offerings/" + offering.text("id")},
                {"tender", "/v1/tenders/" + tender.text("id")}};
            for (auto const& [type, path] : objects) {
                CAPTURE(path, restarted);
                auto const id = path.substr(path.rfind('/') + 1);
                CHECK(anybody.get(path).status == 404);
                CHECK(enterprise.get(path).status == 404);
                CHECK(buyer.get(path).status == 200);
                CHECK(overseer.get(path).status == 200);
                CHECK(shown_in_feed(enterprise, type + ".published", id) == 0);
                CHECK(shown_in_feed(buyer, type + ".published", id) == 1);
                CHECK(shown_in_feed(overseer, type + ".published", id) == 1);
            }
            auto const trend = anybody.get("/v1/statistics/trends?months=1");
            CAPTURE(trend.body);
            CHECK(trend["months"].elements().at(0)["published"].integer() == 0);
        }
    }
}

TEST_CASE("live and test organisations do no business with each other") {
    for (auto const on : engines()) {
        rehearsal market(on);
        add_licence(market.seller, market.market_operator, "L-12");
        auto const rehearsed = publish(market.seller.api, "offerings", offering_text());
        auto const real = publish(market.agency.api, "offerings", offering_text());
        CHECK(market.enterprise.api
                  .post("/v1/orders", order_text(rehearsed), {{"Idempotency-Key", "one"}})
                  .error_pointers() == std::vector<std::string>{"/offering_id"});
        CHECK(market.buyer.api.post("/v1/orders", order_text(real), {{"Idempotency-Key", "two"}})
                  .error_pointers() == std::vector<std::string>{"/offering_id"});

        auto const tender =
            publish(market.office.api, "tenders", tender_text(in_time(1h), in_time(24h * 21)));
        market.server.advance(2h);
        auto const bids = "/v1/tenders/" + tender.text("id") + "/bids";
        CHECK(market.agency.api.post(bids, bid_text("900000.00"), {{"Idempotency-Key", "live"}})
                  .status == 404);
    }
}

TEST_CASE("a test organisation's clocks run a day in a second") {
    for (auto const on : engines()) {
        rehearsal market(on);
        add_licence(market.seller, market.market_operator, "L-12");
        auto const offering = publish(market.seller.api, "offerings", offering_text());
        auto const order =
            market.buyer.api.post("/v1/orders", order_text(offering), {{"Idempotency-Key", "one"}});
        CAPTURE(order.body);
        REQUIRE(order.status == 201);
        CHECK(length_of(order["response_deadline"]) == 1s); // of 24 hours
        auto const path = "/v1/orders/" + order.text("id");
        auto const accepted = market.seller.api.post_on(order, path + "/accept", "{}");
        CAPTURE(accepted.body);
        REQUIRE(accepted.status == 200);
        CHECK(length_of(accepted["delivery_deadline"]) == 60s); // of 60 working days
        CHECK(accepted["delivery_deadline"]["divisor"].integer() == 86'400);
        CHECK_FALSE(accepted["delivery_deadline"]["provisional"].boolean());
    }
}

} // namespace talent::test
