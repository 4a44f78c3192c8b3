// The routes of ratings and appeals: their gates, and what is refused before the database is asked.
#include "services/ratings/api.hpp"

#include "tests/unit/ratings/ratings_place.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::ratings;
using security::permission;

namespace {

struct served {
    identity::directory known;
    calendar::working_days calendar = calendar::working_days::built_in();
    ratings_service service{
        [](db::session&, uuid const&) { return std::optional<rated_delivery>{}; }, known, calendar};
    ratings_api api{service};
    http::router routes;
    no_codes codes{};
    served() { api.add_routes(routes); }
};

} // namespace

TEST_CASE("sides write, the rated appeal, overseers decide, and everybody reads what is open") {
    served const all;
    std::map<std::string, permission> gates;
    for (auto const& each : all.routes.routes())
        gates[std::string(http::name_of(each.method)) + " " + std::string(each.path)] =
            each.permission;
    CHECK(gates.size() == 11);
    CHECK(gates.at("POST /v1/packages/{id}/ratings") == permission::rating_write);
    CHECK(gates.at("PATCH /v1/ratings/{id}") == permission::rating_write);
    CHECK(gates.at("POST /v1/ratings/{id}/appeal") == permission::rating_appeal);
    CHECK(gates.at("POST /v1/appeals/{id}/withdraw") == permission::rating_appeal);
    CHECK(gates.at("POST /v1/appeals/{id}/open") == permission::appeal_decide);
    CHECK(gates.at("POST /v1/appeals/{id}/decide") == permission::appeal_decide);
    for (auto const* open :
         {"GET /v1/packages/{id}/ratings", "GET /v1/ratings/{id}", "GET /v1/appeals",
          "GET /v1/appeals/{id}", "GET /v1/organisations/{id}/delivery_record"})
        CHECK(gates.at(open) == permission::open);
}

TEST_CASE("a delivery record is asked for by days in order and a category that there is") {
    served const all;
    struct row {
        std::string name;
        std::string value;
    };
    for (auto const& [name, value] :
         {row{"from", "2026-1-1"}, row{"until", "yesterday"}, row{"category", "weather"}}) {
        http::request asked;
        asked.path_parameters = {to_string(make_uuid(package_accepted))};
        asked.query = {{name, value}};
        auto const made = all.api.read_record(asked);
        REQUIRE(std::holds_alternative<problem>(made));
        CHECK(std::get<problem>(made).errors.front().pointer == "?" + name);
    }
    http::request asked;
    asked.path_parameters = {to_string(make_uuid(package_accepted))};
    asked.query = {{"from", "2026-02-01"}, {"until", "2026-01-31"}};
    CHECK(std::holds_alternative<problem>(all.api.read_record(asked)));
    asked.query = {
        {"from", "2026-02-01"}, {"until", "2026-02-01"}, {"category", "skills_training"}};
    CHECK(std::holds_alternative<http::read_work>(all.api.read_record(asked)));
}
