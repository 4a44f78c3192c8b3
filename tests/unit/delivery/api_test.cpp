// Delivery's routes: permissions, idempotency, versions.
#include "services/delivery/api.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/delivery/delivery_fixture.hpp"

using namespace talent;
using namespace talent::delivery;

namespace {

struct served {
    identity::directory known;
    calendar::working_days calendar = calendar::working_days::built_in();
    procurement::procurement_service procurement{known, calendar};
    delivery_service service{procurement, known, calendar};
    delivery_api api{service};
    http::router routes;
    test::no_codes codes{};
    served() { api.add_routes(routes); }
};

} // namespace

TEST_CASE("a payment is made under an idempotency key, by whom may pay") {
    served const all;
    int found = 0;
    for (auto const& each : all.routes.routes()) {
        if (each.method != http::method::post || each.path != "/v1/invoices/{id}/payments")
            continue;
        ++found;
        CHECK(each.options.idempotency == http::idempotency::required);
        CHECK(each.permission == security::permission::payment_make);
    }
    CHECK(found == 1);
}

TEST_CASE("a decision on a contract or milestone names its version") {
    served const all;
    http::request asked;
    asked.codes = &all.codes;
    asked.path_parameters = {to_string(make_uuid(from_milliseconds(1)))};
    for (auto const& each : all.routes.routes()) {
        if (each.options.effect != http::effect::change) continue;
        auto const made = each.handle(asked);
        REQUIRE(std::holds_alternative<problem>(made));
        // A body is read first, and there is none; over HTTP the edge has answered 428 before.
        if (each.options.body == nullptr)
            CHECK(std::get<problem>(made).code == error_code::precondition_required);
    }
}

TEST_CASE("the ledger's entries are asked for by account") {
    served const all;
    auto const made = all.api.list_postings(http::request{});
    REQUIRE(std::holds_alternative<problem>(made));
    CHECK(std::get<problem>(made).code == error_code::invalid_query);
    CHECK(std::get<problem>(made).errors.front().pointer == "?account");
}

TEST_CASE("an acceptance needs no remark, a rejection needs its reasons") {
    served const all;
    http::request asked;
    asked.codes = &all.codes;
    asked.path_parameters = {to_string(make_uuid(from_milliseconds(1)))};
    asked.if_match = http::etag_of(1);
    CHECK(std::holds_alternative<http::write_work>(all.api.accept_milestone(asked)));
    CHECK(std::holds_alternative<problem>(all.api.reject_milestone(asked)));
}
