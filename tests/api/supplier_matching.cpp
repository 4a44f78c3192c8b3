// Offerings for a demand, agencies for a tender and tenders for an agency through a running server,
// on both databases: what was decided this moment counts in the next request, and a restart changes
// no answer.
#include <catch2/catch.hpp>

#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

json::value fact_of(json::value const& explanation, std::string_view criterion) {
    for (auto const& one : explanation["facts"].elements()) {
        if (one["criterion"].text() == criterion) return one;
    }
    return {};
}

// The small market with an offering, a demand, and a tender that needs the agency's licence.
struct tendering_market : small_market {
    explicit tendering_market(engine on)
        : small_market(on),
          office(join_market(
              server, market_operator,
              {.kind = "government_office", .name = "机关三", .region = "330100", .serial = 3})) {
        demand = publish(enterprise.api, "demands", demand_text()).text("id");
        offering = publish(agency.api, "offerings", offering_text());
        auto text = tender_text(in_time(1h), in_time(24h * 21));
        text.insert(1, R"("eligibility":{"required_qualifications":)"
                       R"(["human_resources_service_licence"],"capabilities":["hr_company"]},)");
        tender = publish(office.api, "tenders", text).text("id");
    }

    http_client client(participant const& of) { return server.client(of.api.bearer()); }
    answer offerings() { return client(enterprise).get("/v1/demands/" + demand + "/offerings"); }
    answer agencies() { return client(office).get("/v1/tenders/" + tender + "/matches"); }
    answer why() { return client(office).get("/v1/tenders/" + tender + "/matches/" + agency.id); }
    answer tenders() { return client(agency).get("/v1/tenders/matches"); }

    void order_and_review(int rating) {
        auto const order =
            enterprise.api.post("/v1/orders", order_text(offering), {{"Idempotency-Key", "order"}});
        CAPTURE(order.body);
        auto const path = "/v1/orders/" + order.text("id");
        agency.api.post_on(agency.api.get(path), path + "/accept", "{}");
        agency.api.post_on(agency.api.get(path), path + "/deliver",
                           R"({"delivery_note":"候选人已到岗"})");
        auto const accepted =
            enterprise.api.post_on(enterprise.api.get(path), path + "/accept_delivery");
        CAPTURE(accepted.body);
        REQUIRE(accepted.text("state") == "accepted_by_buyer");
        auto const review = R"({"rating":)" + std::to_string(rating) + R"(,"text":"按期"})";
        REQUIRE(enterprise.api.post(path + "/reviews", review).status == 201);
    }

    // The process made anew has the clock of the machine, and another port.
    void restart() {
        server.stop();
        server.start_with_clock();
        server.advance(passed_);
    }
    void pass(std::chrono::hours time) {
        server.advance(time);
        passed_ += time;
    }

    participant office;
    std::string demand;
    answer offering;
    std::string tender;

  private:
    std::chrono::hours passed_{0};
};

} // namespace

TEST_CASE(
    "services and agencies are matched as they are this moment, and the same after a restart") {
    tendering_market m(GENERATE(from_range(engines())));
    auto const offered = m.offerings();
    CAPTURE(offered.body);
    REQUIRE(offered["items"].elements().size() == 1);
    CHECK(offered["items"].elements()[0]["offering"]["id"] == m.offering["id"]);
    auto const found = m.agencies();
    CAPTURE(found.body);
    REQUIRE(found["total"].integer() == 1);
    auto const& first = found["items"].elements()[0];
    CHECK(first["organisation"]["id"].text() == m.agency.id);
    CHECK(first["organisation"].find("phone") == nullptr);
    CHECK(fact_of(first["explanation"], "qualifications")["source"].text() == "verified");
    CHECK(fact_of(first["explanation"], "deliveries")["offered"].elements()[0].text() == "0");
    CHECK(m.why().document == first["explanation"]);
    CHECK(m.tenders()["items"].elements().at(0)["tender"]["id"].text() == m.tender);
    CHECK(m.enterprise.api.get("/v1/tenders/matches").problem() == "forbidden");
    CHECK(m.enterprise.api.get("/v1/tenders/" + m.tender + "/matches").problem() == "not-found");

    // Blind for seven days, since the agency has not written.
    m.order_and_review(2);
    CHECK(fact_of(m.why().document, "deliveries")["offered"].elements()[0].text() == "1");
    CHECK(fact_of(m.why().document, "reviews")["outcome"].text() == "unknown");
    m.pass(24h * 8);
    CHECK(fact_of(m.why().document, "reviews")["offered"].elements().at(0).text() == "2.00");

    auto const before = m.agencies().document;
    auto const offered_before = m.offerings().document;
    auto const tenders_before = m.tenders().document;
    m.restart();
    CHECK(m.agencies().document == before);
    CHECK(m.offerings().document == offered_before);
    CHECK(m.tenders().document == tenders_before);

    auto const place = "/v1/organisations/" + m.agency.id;
    auto market_operator = m.server.client(m.operator_key);
    auto const suspended = market_operator.post_on(market_operator.get(place), place + "/suspend",
                                                   R"({"reasons":["许可被吊销"]})");
    CAPTURE(suspended.body);
    REQUIRE(suspended.status == 200);
    CHECK(m.offerings()["total"].integer() == 0);
    CHECK(m.agencies()["total"].integer() == 0);
    CHECK(m.why()["failed"].elements().at(0).text() == "standing");
    auto const shut = m.why().document;
    CHECK(fact_of(shut, "standing")["offered"].elements()[0].text() == "suspended");
    m.restart();
    CHECK(m.why().document == shut);
}

} // namespace talent::test
