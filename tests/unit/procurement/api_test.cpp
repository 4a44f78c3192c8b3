// Procurement's routes and what they read: permissions, idempotency, refused fields.
#include "services/procurement/api.hpp"
#include "services/procurement/awards_api.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::procurement;

namespace {

http::bound_route const& route_of(http::router const& routes, http::method verb,
                                  std::string_view path) {
    for (auto const& each : routes.routes()) {
        if (each.method == verb && each.path == path) return each;
    }
    FAIL("no route " << path);
    return routes.routes().front();
}

struct served {
    identity::directory known;
    calendar::working_days calendar = calendar::working_days::built_in();
    procurement_service service{known, calendar};
    procurement_api api{service};
    awards_api awards{service};
    http::router routes;
    test::no_codes codes{};
    served() {
        api.add_routes(routes);
        awards.add_routes(routes);
    }
};

std::vector<std::string> faults_of(json::value const& body) {
    std::vector<std::string> found;
    auto const read = json::read<tender>(body, test::no_codes{});
    if (read.has_value()) return found;
    for (auto const& each : read.error().errors)
        found.push_back(each.pointer + " " + each.code);
    return found;
}

} // namespace

TEST_CASE("a tender is read by anybody, bids by whom they concern") {
    served const all;
    using http::method;
    CHECK(route_of(all.routes, method::get, "/v1/tenders/{id}").permission ==
          security::permission::open);
    CHECK(route_of(all.routes, method::get, "/v1/bids/{id}").permission ==
          security::permission::bid_read);
    CHECK(route_of(all.routes, method::post, "/v1/tenders/{id}/award").permission ==
          security::permission::award_decide);
}

TEST_CASE("a decision without If-Match is refused before it reaches the database") {
    served const all;
    http::request asked;
    asked.codes = &all.codes;
    asked.path_parameters = {to_string(make_uuid(test::drafting))};
    for (auto const& each : all.routes.routes()) {
        if (each.options.effect != http::effect::change) continue;
        auto const made = each.handle(asked);
        REQUIRE(std::holds_alternative<problem>(made));
        // A body is read first, and there is none; over HTTP the edge has answered 428 before.
        if (each.options.body == nullptr)
            CHECK(std::get<problem>(made).code == error_code::precondition_required);
    }
}

TEST_CASE("a client cannot set what the server decides") {
    auto const body = json::parse(R"({"region":"330100","title":"Skill training","method":"open",
        "state":"awarded","buyer_id":"0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506","phase":"standstill"})");
    CHECK(faults_of(body.value()) == std::vector<std::string>{"/state server_owned",
                                                              "/buyer_id server_owned",
                                                              "/phase server_owned"});
}

TEST_CASE("a standstill is never shorter than the law's") {
    auto const body = json::parse(R"({"region":"330100","title":"Skill training","method":"open",
        "standstill_working_days":6})");
    CHECK(faults_of(body.value()) ==
          std::vector<std::string>{"/standstill_working_days out_of_range"});
}

TEST_CASE("what a bid hides is in no answer") {
    bid one;
    one.arrival_sequence = 7;
    one.live_key = "key";
    one.conflicts_found = {{conflict_kind::phone, {}}};
    auto const shown = json::parse(json::write_shown(one)).value();
    CHECK(shown.find("arrival_sequence") == nullptr);
    CHECK(shown.find("live_key") == nullptr);
    CHECK(shown.find("conflicts_found") == nullptr);
    CHECK(shown.find("content") == nullptr);
}
