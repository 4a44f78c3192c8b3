#include "tests/faults/market_scene.hpp"

#include <fstream>

#include <catch2/catch.hpp>

#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

constexpr auto hangzhou = "330100";

/// The first milestone is delivered, accepted and invoiced.
std::string issue_invoice(participant& office, participant& agency, std::string const& contract) {
    auto const path = "/v1/contracts/" + contract;
    REQUIRE(office.api.post_on(office.api.get(path), path + "/sign").status == 200);
    REQUIRE(agency.api.post_on(agency.api.get(path), path + "/sign").text("state") == "in_force");
    auto const milestones = agency.api.get(path + "/milestones");
    auto const milestone = "/v1/milestones/" + milestones["items"].elements().front()["id"].text();
    auto const submitted = agency.api.post_on(
        agency.api.get(milestone), milestone + "/submit",
        R"({"evidence":[{"title":"服务报告","sha256":")" + std::string(64, 'a') + R"("}]})");
    REQUIRE(office.api.post_on(submitted, milestone + "/accept").text("state") == "accepted");
    auto const invoice = agency.api.post(milestone + "/invoices",
                                         R"({"amount":{"amount":"450000.00","currency":"CNY"}})");
    CAPTURE(invoice.body);
    REQUIRE(invoice.status == 201);
    return invoice.text("id");
}

} // namespace

market_scene play_market_scene(server_process& server) {
    market_scene scene;
    scene.operator_key = server.found_operator("330000");
    scene.configuration_file = server.data_directory() + "/no_rate_limit.toml";
    std::ofstream(scene.configuration_file)
        << "[server]\nrate_per_minute = 0\n[log]\nlevel = \"warning\"\n";
    server.start_with_clock();
    auto market_operator = server.client(scene.operator_key);
    auto const join = [&](std::string kind, std::string name, std::string capabilities,
                          int serial) {
        return join_market(server, market_operator,
                           {.kind = std::move(kind),
                            .name = std::move(name),
                            .region = hangzhou,
                            .capabilities = std::move(capabilities),
                            .serial = serial});
    };
    auto enterprise = join("enterprise", "西湖软件有限公司", "[]", 1);
    auto agency = join("agency", "钱塘人力资源有限公司", R"(["hr_company","headhunter"])", 2);
    auto rival = join("agency", "余杭人才服务有限公司", R"(["hr_company"])", 3);
    auto office = join("government_office", "杭州市人力资源和社会保障局", "[]", 4);
    add_licence(agency, market_operator, "330100-0001");
    add_licence(rival, market_operator, "330100-0002");
    auto const deal = award_a_tender(server, office, agency, rival);
    scene.invoice_id = issue_invoice(office, agency, deal.contract.text("id"));
    scene.enterprise_key = enterprise.api.bearer();
    scene.agency_key = agency.api.bearer();
    scene.office_key = office.api.bearer();
    server.stop();
    return scene;
}

} // namespace talent::test
