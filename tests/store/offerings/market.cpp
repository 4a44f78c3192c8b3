#include "tests/store/offerings/market.hpp"

#include <catch2/catch.hpp>

namespace talent::test {

using identity::organisation_kind;
using identity::organisation_status;

market::market(db::dialect dialect) : scene(dialect) {
    api_.add_routes(routes_);
    tick_ = std::chrono::milliseconds{0}; // deadlines are tried to the millisecond
    agency = join_as_manager(organisation_kind::agency, "330100");
    rival = join_as_manager(organisation_kind::agency, "330100");
    enterprise = join_as_manager(organisation_kind::enterprise, "330106");
    office = join_as_manager(organisation_kind::government_office, "330100");
    far_buyer = join_as_manager(organisation_kind::enterprise, "650100");
    operators = join_as_manager(organisation_kind::operator_group, "330000");
    far_operators = join_as_manager(organisation_kind::operator_group, "650000");
    supervisor = operators;
    supervisor.audience = security::audience::supervisor;
}

market::principal market::join_as_manager(organisation_kind kind, std::string region) {
    auto joined = join(kind, std::move(region));
    joined.roles = {security::role::manager};
    return joined;
}

void market::license(principal const& who, identity::qualification_kind kind, std::string number) {
    tell_directory("qualification", json::write_stored(identity::qualification{
                                        .id = make_uuid(clock.now()),
                                        .version = 1,
                                        .organisation_id = who.organisation,
                                        .kind = kind,
                                        .number = std::move(number),
                                        .issued_by = "人社局",
                                        .valid_from = parse_date("2026-01-01").value(),
                                        .valid_until = parse_date("2026-12-31").value(),
                                        .status = identity::qualification_status::verified}));
}

void market::set_status(principal& who, organisation_status status) {
    auto known = directory.find_organisation(who.organisation).value();
    known.status = status;
    tell_directory("organisation", json::write_stored(known));
    who.verified = status == organisation_status::verified;
}

answer market::publish(std::string const& category_and_price) {
    auto const drafted = post("/v1/offerings", agency,
                              R"({"title":"服务","description":"内容","regions":["330100"],)"
                              R"("response_hours":24,"delivery_days":10,"terms":"条款",)" +
                                  category_and_price + "}");
    REQUIRE(drafted.status == 201);
    auto published = post(path_of("offerings", drafted, "publish"), agency, {}, 1);
    REQUIRE(published.status == 200);
    return published;
}

answer market::order(answer const& offering, std::string const& more) {
    return post("/v1/orders", enterprise,
                R"({"offering_id":")" + offering.text("id") + R"(","offering_version":)" +
                    std::to_string(offering.version()) + more + "}");
}

answer market::finished_order() {
    auto one = order(publish(std::string(consulting_fixed)));
    REQUIRE(one.status == 201);
    one = post(path_of("orders", one, "accept"), agency, {}, 1);
    one = post(path_of("orders", one, "deliver"), agency, R"({"delivery_note":"已交付"})", 2);
    one = post(path_of("orders", one, "accept_delivery"), enterprise, {}, 3);
    REQUIRE(one.text("state") == "accepted_by_buyer");
    return one;
}

} // namespace talent::test
