#include "tests/api/panel_scene.hpp"

#include <catch2/catch.hpp>

namespace talent::test {
namespace {

constexpr int experts = 4;

panel_people::person person_of(server_process const& server, http_client& administrator,
                               std::string const& name) {
    auto const made =
        administrator.post("/v1/api_keys", R"({"name":")" + name + R"(","roles":["manager"]})");
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    return {made["api_key"]["id"].text(), server.client(made.text("secret"))};
}

std::string score_text(json::value const& bid, std::string const& criterion, int points) {
    return R"({"lot":)" + bid["lot"].text() + R"(,"bidder":")" + bid["bidder"].text() +
           R"(","criterion":")" + criterion + R"(","points_hundredths":)" + std::to_string(points) +
           R"(,"reason":"方案完整"})";
}

} // namespace

panel_people seat_panel(server_process const& server, participant& office,
                        std::string const& tender_path, int serial) {
    auto institute =
        register_in_market(server, {.kind = "agency",
                                    .name = "评审专家所在单位" + std::to_string(serial),
                                    .region = "330100",
                                    .capabilities = R"(["university"])",
                                    .serial = serial});
    panel_people made;
    made.members.push_back(person_of(server, office.api, "采购人代表"));
    for (int i = 0; i < experts; ++i)
        made.members.push_back(person_of(server, institute.api, "评审专家"));
    for (auto& each : made.members) {
        auto const seat =
            office.api.post(tender_path + "/panel", R"({"holder_id":")" + each.key_id + R"("})");
        CAPTURE(seat.body);
        REQUIRE(seat.status == 201);
        auto const declared = each.api.post_on(
            seat, "/v1/panel_seats/" + seat.text("id") + "/declare", R"({"interests":[]})");
        CAPTURE(declared.body);
        REQUIRE(declared.text("state") == "declared");
        made.seats.push_back(seat.text("id"));
    }
    return made;
}

void score_by_price(panel_people& panel, std::string const& tender_path,
                    std::string const& criterion, std::map<std::string, int> const& points) {
    auto const bids = panel.members.front().api.get(tender_path + "/panel/bids");
    CAPTURE(bids.body);
    REQUIRE(bids.status == 200);
    REQUIRE(bids["items"].elements().size() == points.size());
    for (auto& each : panel.members) {
        for (auto const& bid : bids["items"].elements()) {
            auto const given =
                each.api.post(tender_path + "/scores",
                              score_text(bid, criterion, points.at(bid["price"]["amount"].text())));
            CAPTURE(given.body);
            REQUIRE(given.status == 201);
        }
    }
    for (auto const& bid : bids["items"].elements()) {
        auto const agreed = panel.members.front().api.post(
            tender_path + "/consensus",
            score_text(bid, criterion, points.at(bid["price"]["amount"].text())));
        CAPTURE(agreed.body);
        REQUIRE(agreed.status == 201);
        for (std::size_t other = 1; other < panel.members.size(); ++other) {
            auto const confirmed = panel.members[other].api.post(
                tender_path + "/consensus/positions",
                R"({"lot":)" + bid["lot"].text() + R"(,"bidder":")" + bid["bidder"].text() +
                    R"(","criterion":")" + criterion + R"(","proposal":)" +
                    agreed["version"].text() + R"(,"stand":"confirmed"})");
            CAPTURE(confirmed.body);
            REQUIRE(confirmed.status == 201);
        }
    }
}

std::string mend_a_defect(panel_people& panel, std::string const& tender_path,
                          std::string const& price, participant& bidder) {
    auto& member = panel.members.back().api;
    auto const bids = member.get(tender_path + "/panel/bids");
    for (auto const& bid : bids["items"].elements()) {
        if (bid["price"]["amount"].text() != price) continue;
        auto const asked =
            member.post(tender_path + "/corrections",
                        R"({"lot":)" + bid["lot"].text() + R"(,"bidder":")" + bid["bidder"].text() +
                            R"(","defect":"法定代表人授权书未盖章"})");
        CAPTURE(asked.body);
        REQUIRE(asked.status == 201);
        auto const path = "/v1/corrections/" + asked.text("id");
        auto const answered = bidder.api.post_on(bidder.api.get(path), path + "/answer",
                                                 R"({"answer":"已补盖公章"})");
        CAPTURE(answered.body);
        REQUIRE(answered.text("state") == "answered");
        return asked.text("id");
    }
    FAIL("no bid has the price " << price);
    return {};
}

} // namespace talent::test
