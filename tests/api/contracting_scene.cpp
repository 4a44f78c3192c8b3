#include "tests/api/contracting_scene.hpp"

#include <catch2/catch.hpp>

#include <map>

#include "tests/api/opening_scene.hpp"
#include "tests/api/panel_scene.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view contract_with_fee =
    R"({"fee_basis_points":500,"milestones":[{"title":"上半年服务","percent_basis_points":5000,"due_on":"2027-06-30"},)"
    R"({"title":"下半年服务","percent_basis_points":5000,"due_on":"2027-12-31"}]})";

std::string money_text(std::string const& amount) {
    return R"({"amount":")" + amount + R"(","currency":"CNY"})";
}

answer take_step(participant& who, std::string const& path, std::string const& step,
                 std::string const& body) {
    auto done = who.api.post_on(who.api.get(path), path + "/" + step, body);
    CAPTURE(step, done.body);
    REQUIRE(done.status < 300);
    return done;
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

std::string mini_tender(server_process& server, participant& group,
                        std::vector<participant*> const& bidders, std::chrono::hours server_ahead) {
    auto text = tender_text(in_time(server_ahead + 1h), in_time(server_ahead + 24h * 21));
    std::string invited;
    for (auto const* each : bidders)
        invited += (invited.empty() ? "\"" : ",\"") + each->id + "\"";
    std::string const open = R"("method":"open")";
    text.replace(text.find(open), open.size(),
                 R"("method":"selective","invited_supplier_ids":[)" + invited + "]");
    auto const tender = publish(group.api, "tenders", text);
    auto const path = "/v1/tenders/" + tender.text("id");
    server.advance(2h);
    std::map<std::string, int> points;
    std::string winner;
    for (std::size_t i = 0; i < bidders.size(); ++i) {
        auto const price = std::to_string(900 + 10 * i) + "000.00";
        auto const bid = bidders[i]->api.post(path + "/bids", bid_text(price),
                                              {{"Idempotency-Key", "mini-" + std::to_string(i)}});
        CAPTURE(bid.body);
        REQUIRE(bid.status == 201);
        if (i == 0) winner = bid.text("bid_id");
        points[price] = 8000;
    }
    server.advance(24h * 21);
    CHECK(open_bids(group.api, tender.text("id")).text("state") == "opened");
    auto panel = seat_panel(server, group, path, mini_panel_serial);
    score_by_price(panel, path, "plan", points);
    take_step(group, path, "evaluate", {});
    auto const reported = panel.members.front().api.post(path + "/evaluation_reports",
                                                         R"({"summary":"推荐报价最低者"})");
    CAPTURE(reported.body);
    REQUIRE(reported.status == 201);
    take_step(group, path, "award", R"({"bid_id":")" + winner + R"("})");
    server.advance(24h * 20);
    return group.api.get(path)["awards"].elements().front()["id"].text();
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
