// Orders through the API, on every database: who may order what, frozen terms, quotes, both sides'
// steps.
#include <catch2/catch.hpp>

#include "tests/store/offerings/market.hpp"

using namespace talent;
using namespace talent::test;
using faults = std::vector<std::string>;

TEST_CASE("an order runs from placing to closing, each step by its side and recorded for both") {
    market m(GENERATE(from_range(dialects())));
    auto const offering = m.publish(std::string(consulting_fixed));
    auto one = m.order(offering, R"(,"quantity":3,"note":"请尽快")");
    REQUIRE(one.status == 201);
    CHECK(one.text("number") == "OD-330106-2026-000001");
    CHECK(one.body["price_total"]["amount"].text() == "3000.00");
    CHECK(one.body["response_deadline"]["due"].text() == "2026-06-02T02:00:00.000Z");
    REQUIRE(one.entries.size() == 1);
    CHECK(one.entries[0].type == "order.placed");
    CHECK(one.entries[0].visible == journal::visibility::parties);
    CHECK(journal::names_party(one.entries[0], m.enterprise.organisation));
    CHECK(journal::names_party(one.entries[0], m.agency.organisation));

    CHECK(m.post(path_of("orders", one, "deliver"), m.agency, R"({"delivery_note":"早了"})", 1)
              .slug == "wrong-state");
    one = m.post(path_of("orders", one, "accept"), m.agency, {}, 1);
    CHECK(one.text("state") == "accepted");
    CHECK(one.body["delivery_deadline"]["rule"].text() == "deliver_order");
    CHECK(m.post(path_of("orders", one, "withdraw"), m.enterprise, R"({"reason":"不要了"})", 2)
              .slug == "wrong-state");
    std::string const hash(64, 'a');
    one = m.post(path_of("orders", one, "deliver"), m.agency,
                 R"({"delivery_note":"报告","evidence":[")" + hash + R"("]})", 2);
    CHECK(one.body["evidence"].elements().at(0).text() == hash);
    one = m.post(path_of("orders", one, "dispute"), m.enterprise, R"({"reason":"缺第三章"})", 3);
    CHECK(one.text("state") == "disputed");
    one = m.post(path_of("orders", one, "close"), m.enterprise, {}, 4);
    CHECK(one.text("state") == "closed");
    CHECK(one.text("dispute_reason") == "缺第三章");
    for (auto const* when :
         {"placed_at", "accepted_at", "delivered_at", "disputed_at", "closed_at"}) {
        CHECK(one.body.find(when) != nullptr);
    }
}

TEST_CASE("an order keeps the terms that the buyer has read, and no others") {
    market m(GENERATE(from_range(dialects())));
    auto const offering = m.publish(std::string(consulting_fixed));
    auto const before = m.order(offering);
    auto const edited = m.send(
        http::method::patch, path_of("offerings", offering), m.agency,
        R"({"price":{"amount":"2000.00","currency":"CNY"},"terms":"新条款"})", offering.version());
    REQUIRE(edited.status == 200);
    CHECK(m.order(offering).slug == "stale-version");
    auto const after = m.order(edited);
    CHECK(after.body["price_total"]["amount"].text() == "2000.00");
    auto const kept = m.get(path_of("orders", before), m.enterprise);
    CHECK(kept.body["price_total"]["amount"].text() == "1000.00");
    CHECK(kept.text("terms") == "条款");
    CHECK(kept.body["offering_version"].integer() == 2);
}

TEST_CASE("only a verified buyer orders, what is on the market, where it is served") {
    market m(db::dialect::sqlite);
    auto const offering = m.publish(std::string(consulting_fixed));
    auto const body = R"({"offering_id":")" + offering.text("id") + R"(","offering_version":2})";
    CHECK(m.post("/v1/orders", m.agency, body).slug == "forbidden");
    // The group buys as a general contractor, where it is served.
    CHECK(m.post("/v1/orders", m.operators, body).faults ==
          faults{"/offering_id region_not_served"});
    CHECK(m.post("/v1/orders", m.far_buyer, body).faults ==
          faults{"/offering_id region_not_served"});
    CHECK(m.post("/v1/orders", m.office, body).status == 201);
    m.set_status(m.enterprise, identity::organisation_status::suspended);
    CHECK(m.post("/v1/orders", m.enterprise, body).slug == "organisation-not-verified");
    m.set_status(m.enterprise, identity::organisation_status::verified);
    m.set_status(m.agency, identity::organisation_status::suspended);
    CHECK(m.post("/v1/orders", m.enterprise, body).slug == "organisation-not-verified");
    m.set_status(m.agency, identity::organisation_status::verified);
    CHECK(m.post(path_of("offerings", offering, "withdraw"), m.agency, {}, 2).status == 200);
    CHECK(m.post("/v1/orders", m.enterprise, body).faults ==
          faults{"/offering_id not_on_the_market"});
    auto const nowhere =
        R"({"offering_id":")" + to_string(make_uuid(m.clock.now())) + R"(","offering_version":2})";
    CHECK(m.post("/v1/orders", m.enterprise, nowhere).faults ==
          faults{"/offering_id not_on_the_market"});
}

TEST_CASE("nobody orders from itself, and no agency orders, whatever its credential says") {
    market m(db::dialect::sqlite);
    auto const offering = m.publish(std::string(consulting_fixed));
    auto const body = R"({"offering_id":")" + offering.text("id") + R"(","offering_version":2})";
    // With an enterprise's credential they would pass the gate of permissions.
    auto seller = m.agency;
    auto other_agency = m.rival;
    seller.audience = security::audience::enterprise;
    other_agency.audience = security::audience::enterprise;
    CHECK(m.post("/v1/orders", seller, body).slug == "conflict-of-interest");
    CHECK(m.post("/v1/orders", other_agency, body).slug == "forbidden");
}

TEST_CASE(
    "an order is placed with an idempotency key only, and every step names what it steps from") {
    http::router routes;
    identity::directory const known;
    offerings::offerings_service const service(known);
    offerings::offerings_api const api(service);
    api.add_routes(routes);
    CHECK(routes.routes().size() == 24);
    for (auto const& each : routes.routes()) {
        INFO(each.path);
        bool const places = each.path == "/v1/orders" && each.method == http::method::post;
        CHECK((each.options.idempotency == http::idempotency::required) == places);
        bool const writes = each.method != http::method::get;
        bool const creates = each.options.effect == http::effect::create;
        CHECK((each.options.effect == http::effect::change) == (writes && !creates));
    }
}

TEST_CASE("an order exists for its two parties only") {
    market m(GENERATE(from_range(dialects())));
    auto const one = m.order(m.publish(std::string(consulting_fixed)));
    for (auto const& who : {m.enterprise, m.agency}) {
        CHECK(m.get(path_of("orders", one), who).status == 200);
        CHECK(m.get("/v1/orders/" + one.text("number"), who).text("id") == one.text("id"));
    }
    for (auto const& who : {m.rival, m.office, m.operators, m.far_buyer}) {
        CHECK(m.get(path_of("orders", one), who).slug == "not-found");
    }
    CHECK(m.post(path_of("orders", one, "accept"), m.rival, {}, 1).slug == "not-found");
    CHECK(m.post(path_of("orders", one, "withdraw"), m.office, R"({"reason":"不要"})", 1).slug ==
          "not-found");
    CHECK(m.get("/v1/orders?role=buyer", m.enterprise).body["items"].elements().size() == 1);
    CHECK(m.get("/v1/orders?role=seller", m.enterprise).body["items"].elements().empty());
    CHECK(m.get("/v1/orders?role=seller&state=placed", m.agency).body["items"].elements().size() ==
          1);
    CHECK(m.get("/v1/orders?state=placed", m.agency).body["items"].elements().size() == 1);
    CHECK(m.get("/v1/orders?role=seller&state=closed", m.agency).body["items"].elements().empty());
    CHECK(m.get("/v1/orders", m.rival).body["items"].elements().empty());
    CHECK(m.get("/v1/orders?role=broker", m.rival).faults == faults{"?role unknown_value"});
}

TEST_CASE("a quote binds nobody until the buyer has confirmed the total that was last named") {
    market m(GENERATE(from_range(dialects())));
    auto one = m.order(m.publish(std::string(consulting_quote)));
    CHECK(one.body.find("price_total") == nullptr);
    auto const accept = path_of("orders", one, "accept");
    auto const confirm = path_of("orders", one, "confirm");
    CHECK(m.post(confirm, m.enterprise, {}, 1).slug == "wrong-state");
    CHECK(m.post(accept, m.agency, {}, 1).faults == faults{"/price_total required"});
    one = m.post(accept, m.agency, R"({"price_total":{"amount":"5000.00","currency":"CNY"}})", 1);
    CHECK(one.text("state") == "placed");
    CHECK(one.entries.at(0).type == "order.quoted");
    one = m.post(accept, m.agency, R"({"price_total":{"amount":"9000.00","currency":"CNY"}})", 2);
    REQUIRE(one.status == 200);
    // The buyer who has seen 5000 cannot be bound to 9000.
    CHECK(m.post(confirm, m.enterprise, {}, 2).slug == "stale-version");
    CHECK(m.post(confirm, m.agency, {}, 3).slug == "forbidden");
    one = m.post(confirm, m.enterprise, {}, 3);
    CHECK(one.text("state") == "accepted");
    CHECK(one.body["price_total"]["amount"].text() == "9000.00");
    CHECK(one.body.find("delivery_deadline") != nullptr);

    auto other = m.order(m.publish(std::string(consulting_fixed)));
    CHECK(m.post(path_of("orders", other, "confirm"), m.enterprise, {}, 1).slug == "wrong-state");
    CHECK(m.post(path_of("orders", other, "accept"), m.agency,
                 R"({"price_total":{"amount":"1.00","currency":"CNY"}})", 1)
              .faults == faults{"/price_total not_applicable"});
}

TEST_CASE("either side steps back before acceptance, and the order says who and why") {
    market m(GENERATE(from_range(dialects())));
    auto const offering = m.publish(std::string(consulting_quote));
    auto const first = m.order(offering);
    auto const declined =
        m.post(path_of("orders", first, "decline"), m.agency, R"({"reason":"已满员"})", 1);
    CHECK(declined.text("state") == "declined");
    CHECK(declined.text("declined_by") == "seller");
    auto const second = m.order(offering);
    auto const withdrawn =
        m.post(path_of("orders", second, "withdraw"), m.enterprise, R"({"reason":"太贵"})", 1);
    CHECK(withdrawn.text("state") == "declined");
    CHECK(withdrawn.text("declined_by") == "buyer");
    CHECK(withdrawn.text("decline_reason") == "太贵");
}

TEST_CASE("the seller's licence is checked again at acceptance, on that day") {
    market m(db::dialect::sqlite);
    m.license(m.agency, identity::qualification_kind::human_resources_service_licence, "人社-1");
    auto const offering = m.publish(std::string(headhunting_fixed));
    m.clock.set(parse_instant("2026-12-31T20:00:00+08:00").value());
    auto const in_time = m.order(offering);
    auto const late = m.order(offering);
    auto const accepted = m.post(path_of("orders", in_time, "accept"), m.agency, {}, 1);
    CHECK(accepted.text("licence_number") == "人社-1");
    m.clock.set(parse_instant("2027-01-01T00:00:00+08:00").value());
    CHECK(m.post(path_of("orders", late, "accept"), m.agency, {}, 1).slug == "licence-missing");
    CHECK(m.get(path_of("orders", late), m.agency).text("state") == "placed");
}
