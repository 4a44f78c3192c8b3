#include "tests/api/market_scenes.hpp"

#include <catch2/catch.hpp>

#include "tests/api/opening_scene.hpp"
#include "tests/api/panel_scene.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr auto software_developer = "4-04-05-01"; // 计算机程序设计员

constexpr std::string_view milestone_plan =
    R"({"milestones":[{"title":"上半年服务","percent_basis_points":5000,"due_on":"2027-06-30"},)"
    R"({"title":"下半年服务","percent_basis_points":5000,"due_on":"2027-12-31"}]})";

// Bids at their time, and not before or after it; the winner's id.
std::string take_bids(server_process& server, std::string const& path, participant& agency,
                      participant& rival) {
    auto const early = agency.api.post(path + "/bids", bid_text("900000.00"),
                                       {{"Idempotency-Key", "bid-0" + path}});
    CHECK(early.problem() == "bidding-closed");
    server.advance(2h);
    auto const bid = agency.api.post(path + "/bids", bid_text("900000.00"),
                                     {{"Idempotency-Key", "bid-1" + path}});
    CAPTURE(bid.body);
    REQUIRE(bid.status == 201);
    auto const other = rival.api.post(path + "/bids", bid_text("980000.00"),
                                      {{"Idempotency-Key", "bid-2" + path}});
    REQUIRE(other.status == 201);
    server.advance(24h * 21);
    auto const late = rival.api.post(path + "/bids", bid_text("800000.00"),
                                     {{"Idempotency-Key", "bid-3" + path}});
    CHECK(late.problem() == "bidding-closed");
    return bid.text("bid_id");
}

// Asked by the agency and answered by the office, to everybody.
std::string answered_question(participant& office, participant& agency, std::string const& path) {
    auto const asked = agency.api.post(path + "/questions", R"({"text":"预计每场有多少人参加？"})");
    CAPTURE(asked.body);
    REQUIRE(asked.status == 201);
    auto const place = "/v1/questions/" + asked.text("id");
    auto const answered = office.api.post_on(asked, place + "/answer", R"({"answer":"约二百人"})");
    CAPTURE(answered.body);
    REQUIRE(answered.status == 200);
    return asked.text("id");
}

// A step of the office on the tender as it stands.
answer take_step(participant& office, std::string const& path, std::string const& step,
                 std::string const& body = {}) {
    auto done = office.api.post_on(office.api.get(path), path + "/" + step, body);
    CAPTURE(done.body);
    REQUIRE(done.status < 300);
    return done;
}

} // namespace

std::string demand_text() {
    return R"({"title":"Java后端开发工程师","occupation":")" + std::string(software_developer) +
           R"(","region":"330106","place":"杭州市西湖区文三路 90 号","headcount":3,"work_content":"负责交易平台的后端开发",)"
           R"("conditions":"熟悉 Java 与 MySQL，三年以上经验","education_min":"bachelor","experience_years_min":3,)"
           R"("skills_required":["java","mysql"],"skills_preferred":["redis"],)"
           R"("pay_min":{"amount":"18000.00","currency":"CNY"},"pay_max":{"amount":"30000.00","currency":"CNY"},)"
           R"("expires_at":")" +
           in_time(24h * 300) + R"("})";
}

std::string supply_text() {
    return R"({"title":"Java 开发工程师，六年经验","occupation":")" +
           std::string(software_developer) +
           R"(","summary":"六年电商后端经验","education":"bachelor","experience_years":6,"skills":["java","mysql","redis"],)"
           R"("regions":["330100"],"pay_min":{"amount":"20000.00","currency":"CNY"},"pay_max":{"amount":"28000.00","currency":"CNY"},)"
           R"("employments":["full_time"],"expires_at":")" +
           in_time(24h * 300) + R"("})";
}

std::string offering_text() {
    return R"({"title":"企业中高端人才寻访","description":"九十天内推荐合格候选人，保用三个月","category":"headhunting",)"
           R"("regions":["330000"],"price_model":"fixed","price":{"amount":"30000.00","currency":"CNY"},)"
           R"("response_hours":24,"delivery_days":60,"terms":"分两期付款"})";
}

std::string order_text(answer const& offering) {
    return R"({"offering_id":")" + offering.text("id") + R"(","offering_version":)" +
           offering["version"].text() + R"(,"quantity":1})";
}

std::string tender_text(std::string const& open_at, std::string const& deadline_at) {
    return R"({"title":"人才服务外包项目","description":"全年招聘会与人才测评服务","region":"330100","method":"open",)"
           R"("budget":{"amount":"1000000.00","currency":"CNY"},)"
           R"("lots":[{"number":1,"title":"全部服务","budget":{"amount":"1000000.00","currency":"CNY"}}],)"
           R"("items":[{"description":"招聘会","quantity":12,"unit":"场"}],)"
           R"("criteria":[{"code":"price","title":"价格","kind":"price","weight":40},{"code":"plan","title":"服务方案","kind":"quality","weight":60}],)"
           R"("open_at":")" +
           open_at + R"(","deadline_at":")" + deadline_at + R"("})";
}

std::string bid_text(std::string const& amount) {
    return R"({"lot":1,"price":{"amount":")" + amount +
           R"(","currency":"CNY"},"quality_response":"我们的服务方案"})";
}

answer publish(http_client& who, std::string const& collection, std::string const& body) {
    auto const drafted = who.post("/v1/" + collection, body);
    CAPTURE(drafted.body);
    REQUIRE(drafted.status == 201);
    if (collection == "tenders") name_officers(who, drafted.text("id"));
    auto published =
        who.post_on(drafted, "/v1/" + collection + "/" + drafted.text("id") + "/publish");
    CAPTURE(published.body);
    REQUIRE(published.status == 200);
    REQUIRE(published.text("state") == "published");
    return published;
}

awarded_tender award_tender_of(server_process& server, participant& office, participant& agency,
                               participant& rival, std::string const& text, int panel_serial) {
    auto const tender = publish(office.api, "tenders", text);
    auto const path = "/v1/tenders/" + tender.text("id");
    auto const question = answered_question(office, agency, path);
    auto const winner = take_bids(server, path, agency, rival);
    CHECK(open_bids(office.api, tender.text("id")).text("state") == "opened");
    auto panel = seat_panel(server, office, path, panel_serial);
    auto const correction = mend_a_defect(panel, path, "900000.00", agency);
    score_by_price(panel, path, "plan", {{"900000.00", 9000}, {"980000.00", 8000}});
    CHECK(take_step(office, path, "evaluate").text("state") == "evaluated");
    CHECK(agency.api.get("/v1/bids/" + winner)["rank_in_lot"].integer() == 1);
    auto const reported = panel.members.front().api.post(path + "/evaluation_reports",
                                                         R"({"summary":"推荐综合得分第一名"})");
    CAPTURE(reported.body);
    REQUIRE(reported.status == 201);
    take_step(office, path, "award",
              R"({"bid_id":")" + winner + R"(","reasons":["综合得分最高"]})");
    auto const award =
        "/v1/awards/" + office.api.get(path)["awards"].elements().front()["id"].text();
    return {tender.text("id"),   winner,     question,
            panel.seats.front(), correction, award.substr(std::string("/v1/awards/").size())};
}

deal award_a_tender(server_process& server, participant& office, participant& agency,
                    participant& rival) {
    auto const awarded =
        award_tender_of(server, office, agency, rival, tender_text(in_time(1h), in_time(24h * 21)));
    auto const award = "/v1/awards/" + awarded.award_id;
    auto const too_early =
        office.api.post_on(office.api.get(award), award + "/contract", milestone_plan);
    CHECK(too_early.problem() == "standstill-running");
    server.advance(24h * 20);
    return {awarded.tender_id,  awarded.bid_id,
            awarded.seat_id,    awarded.correction_id,
            awarded.award_id,   take_step(office, award, "contract", std::string(milestone_plan)),
            awarded.question_id};
}

std::string establish_a_framework(server_process& server, participant& office, participant& agency,
                                  participant& rival, std::chrono::hours server_ahead) {
    auto text = tender_text(in_time(server_ahead + 1h), in_time(server_ahead + 24h * 21));
    text.pop_back();
    text +=
        R"(,"framework":{"ceiling":{"amount":"1000000.00","currency":"CNY"},"months":12,"suppliers_max":2}})";
    auto const awarded =
        award_tender_of(server, office, agency, rival, text, framework_panel_serial);
    server.advance(24h * 20);
    return take_step(office, "/v1/awards/" + awarded.award_id, "framework").text("id");
}

namespace {

http_client start_for(server_process& server, std::string const& key, server_clock clock) {
    clock == server_clock::set_by_tests ? server.start_with_clock() : server.start();
    return server.client(key);
}

} // namespace

small_market::small_market(engine on, server_clock clock)
    : server(on),
      operator_key(server.found_operator("330000")),
      market_operator(start_for(server, operator_key, clock)),
      enterprise(
          join_market(server, market_operator,
                      {.kind = "enterprise", .name = "企业一", .region = "330106", .serial = 1})),
      agency(join_market(server, market_operator,
                         {.kind = "agency",
                          .name = "机构二",
                          .region = "330100",
                          .capabilities = R"(["hr_company"])",
                          .serial = 2})) {
    add_licence(agency, market_operator, "L-2");
}

} // namespace talent::test
