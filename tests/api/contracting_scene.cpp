#include "tests/api/contracting_scene.hpp"

#include <catch2/catch.hpp>

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view contract_with_fee =
    R"({"fee_basis_points":500,"milestones":[{"title":"上半年服务","percent_basis_points":5000,"due_on":"2027-06-30"},)"
    R"({"title":"下半年服务","percent_basis_points":5000,"due_on":"2027-12-31"}]})";

std::string money_text(std::string const& amount) {
    return R"({"amount":")" + amount + R"(","currency":"CNY"})";
}

} // namespace

participant group_of(http_client const& market_operator) {
    auto api = market_operator.as(market_operator.bearer());
    auto const id = api.get("/v1/identity")["organisation"]["id"].text();
    REQUIRE_FALSE(id.empty());
    return {id, std::move(api)};
}

std::string contract_of_the_group(server_process& server, participant& office, participant& group,
                                  participant& rival, std::chrono::hours server_ahead) {
    auto const awarded =
        award_tender_of(server, office, group, rival,
                        tender_text(in_time(server_ahead + 1h), in_time(server_ahead + 24h * 21)),
                        group_panel_serial);
    server.advance(24h * 20);
    auto const award = "/v1/awards/" + awarded.award_id;
    auto const made = office.api.post_on(office.api.get(award), award + "/contract",
                                         std::string(contract_with_fee));
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    auto const contract = "/v1/contracts/" + made.text("id");
    office.api.post_on(office.api.get(contract), contract + "/sign");
    group.api.post_on(group.api.get(contract), contract + "/sign");
    REQUIRE(group.api.get(contract).text("state") == "in_force");
    return made.text("id");
}

std::string mini_tender(server_process& server, participant& group, participant& first,
                        participant& second, std::string const& third_id,
                        std::chrono::hours server_ahead) {
    auto text = tender_text(in_time(server_ahead + 1h), in_time(server_ahead + 24h * 21));
    std::string const open = R"("method":"open")";
    text.replace(text.find(open), open.size(),
                 R"("method":"selective","invited_supplier_ids":[")" + first.id + R"(",")" +
                     second.id + R"(",")" + third_id + R"("])");
    auto const awarded = award_tender_of(server, group, first, second, text, mini_panel_serial);
    server.advance(24h * 20);
    return awarded.award_id;
}

answer publish_offering(participant& agency, std::string const& category,
                        std::string const& amount) {
    return publish(agency.api, "offerings",
                   R"({"title":"服务","description":"按约定交付","category":")" + category +
                       R"(","regions":["330000"],"price_model":"fixed","price":)" +
                       money_text(amount) +
                       R"(,"response_hours":24,"delivery_days":60,"terms":"一次付清"})");
}

std::string package_text(std::string const& title, std::string const& category,
                         std::string const& amount) {
    return R"({"title":")" + title + R"(","category":")" + category +
           R"(","region":"330100","deliverable":"成果报告","acceptance_standard":"抽检合格",)"
           R"("due_on":"2027-06-30","price":)" +
           money_text(amount) + "}";
}

std::string by_order(answer const& offering) {
    return R"({"kind":"order","offering_id":")" + offering.text("id") + R"(","offering_version":)" +
           offering["version"].text() + "}";
}

} // namespace talent::test
