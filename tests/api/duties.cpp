// What awaits each person of a procurement, told at every step from its publication to the report:
// nothing that is not theirs to do, and nothing that is done. On each database.
#include <catch2/catch.hpp>

#include "tests/api/market_scenes.hpp"
#include "tests/api/opening_scene.hpp"
#include "tests/api/panel_scene.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;
using duties = std::vector<std::string>;

struct scene : small_market {
    explicit scene(engine on) : small_market(on) { add_licence(rival, market_operator, "L-3"); }

    participant office = join_market(
        server, market_operator,
        {.kind = "government_office", .name = "办公室", .region = "330100", .serial = 3});
    participant rival = join_market(server, market_operator,
                                    {.kind = "agency",
                                     .name = "机构四",
                                     .region = "330100",
                                     .capabilities = R"(["hr_company"])",
                                     .serial = 4});
    std::string tender =
        publish(office.api, "tenders", tender_text(in_time(1h), in_time(24h * 21))).text("id");
    std::string path = "/v1/tenders/" + tender;

    void bid(participant& who, std::string const& amount) {
        auto const sent = who.api.post(path + "/bids", bid_text(amount),
                                       {{"Idempotency-Key", "bid-" + amount + path}});
        CAPTURE(sent.body);
        REQUIRE(sent.status == 201);
    }
    void evaluate() {
        auto const done = office.api.post_on(office.api.get(path), path + "/evaluate");
        CAPTURE(done.body);
        REQUIRE(done.text("state") == "evaluated");
    }
};

// "score_bids 2": the kinds, with how much is left.
duties of(http_client& who) {
    auto const page = who.get("/v1/duties");
    CAPTURE(page.body);
    REQUIRE(page.status == 200);
    duties found;
    for (auto const& each : page["items"].elements())
        found.push_back(each["kind"].text() + " " + each["remaining"].text());
    return found;
}

void check_all(panel_people& panel, duties const& expected) {
    for (auto& each : panel.members)
        CHECK(of(each.api) == expected);
}

answer give(http_client& who, std::string const& target, json::value const& bid,
            std::string const& more) {
    auto made = who.post(target, R"({"lot":1,"criterion":"plan","bidder":")" +
                                     bid["bidder"].text() + R"(",)" + more + "}");
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    return made;
}

std::string const points = R"("points_hundredths":8000,"reason":"方案完整")";

// A new person of the office takes the seat of its member.
panel_people::person replace_first(scene& at, panel_people& panel) {
    auto const made = at.office.api.post("/v1/api_keys", R"({"name":"新","roles":["manager"]})");
    REQUIRE(made.status == 201);
    auto const id = made["api_key"]["id"].text();
    auto const seat = "/v1/panel_seats/" + panel.seats.front();
    auto const replaced =
        at.office.api.post_on(at.office.api.get(seat), seat + "/replace",
                              R"({"holder_id":")" + id + R"(","reasons":["原代表调离"]})");
    CAPTURE(replaced.body);
    REQUIRE(replaced.status < 300);
    panel.seats.front() = replaced.text("id");
    return {id, at.server.client(made.text("secret"))};
}

void check_officers(scene& at) {
    auto officer = officer_client(at.office.api, at.tender, 0);
    auto const listed = officer.get("/v1/duties")["items"].elements();
    REQUIRE(listed.size() == 1);
    auto const& one = listed.front();
    CHECK(one["kind"].text() == "release_share");
    CHECK(one["tender_id"].text() == at.tender);
    CHECK(one["buyer_id"].text() == at.office.id);
    auto const shown = at.office.api.get(at.path);
    CHECK(one["title"].text() == shown.text("title"));
    CHECK(one["number"].text() == shown.text("number"));
    CHECK(one["since"].text() == shown.text("deadline_at"));
    for (auto* stranger : {&at.agency, &at.rival, &at.enterprise, &at.office})
        CHECK(of(stranger->api).empty());
}

void check_opening(scene& at) {
    for (std::size_t place : {0U, 2U}) {
        auto officer = officer_client(at.office.api, at.tender, place);
        CHECK(of(officer) == duties{"release_share 1"});
        REQUIRE(release_share(at.office.api, at.tender, place).status == 201);
        CHECK(of(officer).empty());
    }
    auto third = officer_client(at.office.api, at.tender, 1);
    CHECK(of(third) == duties{"release_share 1"});
    REQUIRE(act_of_opening(at.office.api, at.tender).status == 200);
    CHECK(of(third).empty());
}

void check_scores(panel_people& panel, std::string const& path) {
    check_all(panel, {"score_bids 2"});
    auto const bids = panel.members.front().api.get(path + "/panel/bids")["items"].elements();
    REQUIRE(bids.size() == 2);
    for (auto& each : panel.members) {
        give(each.api, path + "/scores", bids.front(), points);
        CHECK(of(each.api) == duties{"score_bids 1"});
    }
    for (auto& each : panel.members) {
        CHECK(of(each.api) == duties{"score_bids 1"});
        give(each.api, path + "/scores", bids.back(), points);
    }
    check_all(panel, {"propose_consensus 2"});
}

void check_consensus(panel_people& panel, std::string const& path) {
    auto& first = panel.members.front().api;
    auto const bids = first.get(path + "/panel/bids")["items"].elements();
    for (auto const& bid : bids) {
        auto const proposed = give(first, path + "/consensus", bid, points);
        auto const left = of(first);
        CHECK(std::ranges::find(left, "confirm_consensus 1") == left.end());
        auto const position = R"("stand":"confirmed","proposal":)" + proposed["version"].text();
        for (std::size_t i = 1; i < panel.members.size(); ++i) {
            auto& other = panel.members[i].api;
            auto const due = other.get("/v1/duties")["items"].elements().front();
            CHECK(due["kind"].text() == "confirm_consensus");
            CHECK(due["due"].text() == proposed["clock"]["due"].text());
            give(other, path + "/consensus/positions", bid, position);
            CHECK(of(other) == left);
        }
    }
    check_all(panel, {});
}

} // namespace

TEST_CASE("a person is told what awaits them, from the publication of a tender to its report") {
    for (auto const on : engines()) {
        scene at(on);
        check_officers(at);
        auto panel = seat_panel(at.server, at.office, at.path);
        check_all(panel, {});
        auto newcomer = replace_first(at, panel);
        CHECK(of(newcomer.api) == duties{"declare_interests 1"});
        CHECK(of(panel.members.front().api).empty());
        auto const seat = "/v1/panel_seats/" + panel.seats.front();
        REQUIRE(
            newcomer.api.post_on(newcomer.api.get(seat), seat + "/declare", R"({"interests":[]})")
                .status == 200);
        panel.members.front() = std::move(newcomer);
        check_all(panel, {});

        at.server.advance(2h);
        at.bid(at.agency, "900000.00");
        at.bid(at.rival, "980000.00");
        at.server.advance(24h * 21);
        check_opening(at);
        check_scores(panel, at.path);
        check_consensus(panel, at.path);
        at.evaluate();
        check_all(panel, {"deliver_report 1"});
        REQUIRE(panel.members.back()
                    .api.post(at.path + "/evaluation_reports", R"({"summary":"推荐第一名"})")
                    .status == 201);
        check_all(panel, {});
    }
}

TEST_CASE("a panel that is not complete awaits its buyer, and no member is told to score") {
    scene at(engine::sqlite);
    auto panel = seat_panel(at.server, at.office, at.path);
    at.server.advance(2h);
    at.bid(at.agency, "900000.00");
    at.bid(at.rival, "980000.00");
    at.server.advance(24h * 21);
    open_bids(at.office.api, at.tender);
    check_all(panel, {"score_bids 2"});
    auto newcomer = replace_first(at, panel);
    CHECK(of(newcomer.api) == duties{"declare_interests 1"});
    for (std::size_t i = 1; i < panel.members.size(); ++i)
        CHECK(of(panel.members[i].api).empty());
}

TEST_CASE("who takes a seat later is told to score, and only then to speak on a consensus") {
    scene at(engine::sqlite);
    auto panel = seat_panel(at.server, at.office, at.path);
    at.server.advance(2h);
    at.bid(at.agency, "900000.00");
    at.bid(at.rival, "980000.00");
    at.server.advance(24h * 21);
    open_bids(at.office.api, at.tender);
    check_scores(panel, at.path);
    auto& proposer = panel.members.back().api;
    auto const bids = proposer.get(at.path + "/panel/bids")["items"].elements();
    give(proposer, at.path + "/consensus", bids.front(), points);
    auto newcomer = replace_first(at, panel);
    auto const seat = "/v1/panel_seats/" + panel.seats.front();
    newcomer.api.post_on(newcomer.api.get(seat), seat + "/declare", R"({"interests":[]})");
    CHECK(of(newcomer.api) == duties{"score_bids 2"});
    CHECK(of(panel.members[1].api) == duties{"confirm_consensus 1"});
    CHECK(of(proposer).empty());
    for (auto const& bid : bids)
        give(newcomer.api, at.path + "/scores", bid, points);
    CHECK(of(newcomer.api) == duties{"confirm_consensus 1", "propose_consensus 1"});
    CHECK(of(proposer) == duties{"propose_consensus 1"});
}

} // namespace talent::test
