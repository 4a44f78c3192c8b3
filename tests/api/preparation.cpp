// What comes before a tender's deadline, over HTTP on every database: questions, an amendment in
// mid-tender, a cancellation, methods that are not open to all, and a framework with two call-offs.
#include <catch2/catch.hpp>

#include <fstream>

#include "tests/api/market_scenes.hpp"
#include "tests/api/opening_scene.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;
using std::chrono::hours;

constexpr hours day{24};

// An office and three licensed agencies, and how far the server's clock is ahead.
struct place {
    explicit place(engine on) : server(on) {
        auto const operator_key = server.found_operator("330000");
        server.start_with_clock();
        auto market_operator = server.client(operator_key);
        for (int serial = 1; serial <= 4; ++serial) {
            bool const is_office = serial == 1;
            people.push_back(join_market(server, market_operator,
                                         {.kind = is_office ? "government_office" : "agency",
                                          .name = "单位" + std::to_string(serial),
                                          .region = "330100",
                                          .capabilities = is_office ? "[]" : R"(["hr_company"])",
                                          .serial = serial}));
        }
    }

    http_client& office() { return people[0].api; }
    http_client& agency(std::size_t which) { return people[which].api; }

    void advance(hours by) {
        server.advance(by);
        ahead += by;
    }
    std::string in(hours from_now) const { return in_time(ahead + from_now); }

    /// A tender that takes bids from an hour on, with these members more.
    std::string text(hours deadline, std::string const& more = {}) const {
        auto made = tender_text(in(1h), in(deadline));
        if (more.empty()) return made;
        made.pop_back();
        return made + "," + more + "}";
    }

    std::string published(std::string const& body) {
        return "/v1/tenders/" + publish(office(), "tenders", body).text("id");
    }

    answer bid(std::size_t which, std::string const& tender, std::string const& amount) {
        return agency(which).post(tender + "/bids", bid_text(amount),
                                  {{"Idempotency-Key", "bid-" + std::to_string(++requests)}});
    }

    /// A step of the office's on the tender, or of the bidder's on a bid, as it stands.
    static answer step(http_client& who, std::string const& path, std::string const& name,
                       std::string const& body = {}) {
        return who.post_on(who.get(path), path + "/" + name, body);
    }

    std::vector<std::string> refused_at(std::string const& body) {
        auto const drafted = office().post("/v1/tenders", body);
        if (drafted.status != 201) return drafted.error_pointers();
        auto const refused =
            office().post_on(drafted, "/v1/tenders/" + drafted.text("id") + "/publish");
        CAPTURE(refused.body);
        CHECK(refused.status == 422);
        return refused.error_pointers();
    }

    server_process server;
    std::vector<participant> people;
    hours ahead{0};
    int requests = 0;
};

std::string with_method(std::string text, std::string const& method) {
    std::string const usual = R"("method":"open")";
    return text.replace(text.find(usual), usual.size(), R"("method":")" + method + R"(")");
}

using pointers = std::vector<std::string>;

std::string id_of(std::string const& tender) {
    return tender.substr(std::string("/v1/tenders/").size());
}

} // namespace

TEST_CASE("a question is answered to all and names nobody, and an opening waits for it") {
    place here(GENERATE(from_range(engines())));
    auto const tender = here.published(here.text(day * 22));
    auto const asked =
        here.agency(1).post(tender + "/questions", R"({"text":"报名人数有无下限？"})");
    CAPTURE(asked.body);
    REQUIRE(asked.status == 201);
    auto const question = "/v1/questions/" + asked.text("id");
    CHECK(asked["answer_due"]["rule"].text() == "answer_inquiry");
    auto anybody = here.server.client();
    CHECK(anybody.get(question).problem() == "not-found");
    CHECK(here.agency(2).get(question).problem() == "not-found");
    CHECK(here.office().get(question).text("asked_by") == here.people[1].id);
    CHECK(anybody.get(tender + "/questions")["items"].elements().empty());
    CHECK(here.office().post(tender + "/questions", R"({"text":"自己可以问吗？"})").problem() ==
          "forbidden");
    CHECK(here.agency(1).post(tender + "/questions", R"({"text":"?"})").error_pointers() ==
          pointers{"/text"});

    here.advance(day * 20);
    CHECK(here.agency(1).post(tender + "/questions", R"({"text":"还来得及吗？"})").problem() ==
          "wrong-state");
    here.advance(day * 2 + 1h);
    CHECK(act_of_opening(here.office(), id_of(tender)).problem() == "question-unanswered");
    CHECK(place::step(here.office(), question, "leave", R"({"reasons":[]})").error_pointers() ==
          pointers{"/reasons"});
    auto const answered = place::step(here.office(), question, "answer", R"({"answer":"没有"})");
    CHECK(answered.text("state") == "answered");
    CHECK(place::step(here.office(), question, "answer", R"({"answer":"有"})").problem() ==
          "wrong-state");
    auto const listed = anybody.get(tender + "/questions");
    REQUIRE(listed["items"].elements().size() == 1);
    CHECK(listed.body.find(here.people[1].id) == std::string::npos);
    CHECK(open_bids(here.office(), id_of(tender)).text("state") == "unsuccessful");
}

TEST_CASE("an amendment in mid-tender: bids are confirmed, replaced, or lapse") {
    place here(GENERATE(from_range(engines())));
    auto const tender = here.published(here.text(day * 22));
    here.advance(day * 10);
    auto const kept = "/v1/bids/" + here.bid(1, tender, "900000.00").text("bid_id");
    auto const replaced = "/v1/bids/" + here.bid(2, tender, "800000.00").text("bid_id");
    auto const left = "/v1/bids/" + here.bid(3, tender, "700000.00").text("bid_id");
    auto const before = here.office().get(tender);

    CHECK(
        place::step(here.office(), tender, "amend", R"({"rationale":"无变化"})").error_pointers() ==
        pointers{"/rationale"});
    CHECK(place::step(here.office(), tender, "amend",
                      R"({"rationale":"换方式","method":"direct","region":"330200"})")
              .error_pointers() == pointers{"/method", "/region"});
    auto const amended =
        place::step(here.office(), tender, "amend",
                    R"({"rationale":"增加测评人数","description":"全年招聘会与两次人才测评"})");
    CAPTURE(amended.body);
    REQUIRE(amended.status == 200);
    CHECK(amended["amendment_number"].integer() == 1);
    // Twelve days were left, and fifteen are due.
    CHECK(amended.text("deadline_at") > before.text("deadline_at"));
    auto const history = here.server.client().get(tender + "/amendments");
    REQUIRE(history["items"].elements().size() == 1);
    auto const& first = history["items"].elements().front();
    CHECK(first["extended_by_law"].boolean() == true);
    CHECK(first["text_before"]["description"].text() == before.text("description"));

    CHECK(here.agency(1).get(kept).text("state") == "invalidated");
    CHECK(here.agency(2).post_on(here.agency(1).get(kept), kept + "/confirm").problem() ==
          "not-found");
    CHECK(place::step(here.agency(1), kept, "confirm").text("state") == "submitted");
    CHECK(place::step(here.agency(1), kept, "confirm").problem() == "wrong-state");
    auto const anew = "/v1/bids/" + here.bid(2, tender, "850000.00").text("bid_id");
    CHECK(here.agency(2).get(replaced).text("state") == "withdrawn");

    here.advance(day * 17);
    CHECK(place::step(here.agency(3), left, "confirm").problem() == "bidding-closed");
    CHECK(place::step(here.office(), tender, "amend", R"({"rationale":"迟了","title":"新标题"})")
              .problem() == "bidding-closed");
    CHECK(open_bids(here.office(), id_of(tender)).text("state") == "opened");
    CHECK(here.agency(3).get(left).text("state") == "lapsed");
    CHECK(here.office().get(tender + "/bids")["items"].elements().size() == 2);
    CHECK(here.office().get(left).problem() == "not-found");
    CHECK(here.agency(2).get(anew).text("state") == "submitted");
}

TEST_CASE(
    "a deadline is extended by itself and never brought nearer, and a cancellation says why") {
    place here(GENERATE(from_range(engines())));
    auto const tender = here.published(here.text(day * 22));
    here.advance(2h);
    auto const bid = "/v1/bids/" + here.bid(1, tender, "900000.00").text("bid_id");
    auto const extended_to = [&](hours when) {
        return place::step(
            here.office(), tender, "extend",
            R"({"rationale":"应要求延期","deadline_at":")" + here.in(when) + R"("})");
    };
    CHECK(extended_to(day * 20).error_pointers() == pointers{"/deadline_at"});
    CHECK(extended_to(day * 30).status == 200);
    CHECK(here.agency(1).get(bid).text("state") == "submitted");
    CHECK(place::step(here.office(), tender, "cancel", R"({"reasons":[]})").error_pointers() ==
          pointers{"/reasons"});
    CHECK(
        place::step(here.office(), tender, "cancel", R"({"reasons":["预算取消"]})").text("state") ==
        "cancelled");
    auto const lapsed = here.agency(1).get(bid);
    CHECK(lapsed.text("state") == "lapsed");
    CHECK(lapsed["state_reasons"].elements().front().text() == "预算取消");
    CHECK(act_of_opening(here.office(), id_of(tender)).problem() == "wrong-state");
    CHECK(extended_to(day * 40).problem() == "wrong-state");
}

TEST_CASE("each method is published with what it needs, and bid for by whom it is for") {
    place here(GENERATE(from_range(engines())));
    auto const ids = [&](std::vector<std::size_t> which) {
        std::string list;
        for (auto const each : which)
            list.append(list.empty() ? "\"" : ",\"").append(here.people[each].id).append("\"");
        return R"("invited_supplier_ids":[)" + list + "]";
    };
    CHECK(here.refused_at(here.text(day * 19)) == pointers{"/deadline_at"});
    CHECK(here.refused_at(with_method(here.text(day * 22, ids({1, 2})), "selective")) ==
          pointers{"/invited_supplier_ids"});
    CHECK(here.refused_at(with_method(here.text(day * 22, ids({0, 1, 2})), "selective")) ==
          pointers{"/invited_supplier_ids/0"});
    CHECK(here.refused_at(with_method(here.text(day * 22, ids({1})), "direct")) ==
          pointers{"/justification", "/open_at"});
    CHECK(here.refused_at(with_method(here.text(day * 22), "consultation")) ==
          pointers{"/criteria"});
    CHECK(here.refused_at(with_method(here.text(day * 22), "framework_call_off")) ==
          pointers{"/framework_id"});

    auto const selective =
        here.published(with_method(here.text(day * 22, ids({1, 2, 3})), "selective"));
    here.advance(2h);
    CHECK(here.server.client().get(selective)["invited_suppliers"].elements().empty());
    CHECK(here.office().get(selective)["invited_suppliers"].elements().size() == 3);
    auto const direct = here.published(
        R"({"title":"系统续保","description":"原系统维护","region":"330100","method":"direct",)"
        R"("budget":{"amount":"1000000.00","currency":"CNY"},)"
        R"("lots":[{"number":1,"title":"全部服务","budget":{"amount":"1000000.00","currency":"CNY"}}],)"
        R"("items":[{"description":"维护","quantity":12,"unit":"月"}],)"
        R"("criteria":[{"code":"price","title":"价格","kind":"price","weight":100}],)"
        R"("justification":"只有原开发单位能够维护",)" +
        ids({1}) + R"(,"deadline_at":")" + here.in(day * 30) + R"("})");
    CHECK(here.bid(1, direct, "900000.00").problem() == "bidding-closed");
    here.advance(day * 20);
    CHECK(here.bid(2, direct, "900000.00").problem() == "forbidden");
    CHECK(here.bid(1, direct, "900000.00").status == 201);
    auto const rules = here.server.client().get("/v1/procurement/rules?region=330100");
    CHECK(rules.body.find("Government Procurement Law, art. 35") != std::string::npos);
}

TEST_CASE("a framework with two call-offs: members only, within its ceiling") {
    place here(GENERATE(from_range(engines())));
    auto const framework = establish_a_framework(here.server, here.people[0], here.people[1],
                                                 here.people[2], hours{0});
    here.ahead = 2h + day * 41;
    auto const path = "/v1/frameworks/" + framework;
    auto anybody = here.server.client();
    CHECK(anybody.get(path)["members"].elements().size() == 2);
    CHECK(anybody.get(path)["in_force"].boolean() == true);
    auto const call_off = [&](std::string const& amount, std::string const& named) {
        auto body = with_method(here.text(day * 5, R"("framework_id":")" + framework + R"(",)" +
                                                       R"("invited_supplier_ids":[)" + named + "]"),
                                "framework_call_off");
        for (std::string const usual = "1000000.00"; body.find(usual) != std::string::npos;)
            body.replace(body.find(usual), usual.size(), amount);
        auto const drafted = here.office().post("/v1/tenders", body);
        CAPTURE(drafted.body);
        REQUIRE(drafted.status == 201);
        name_officers(here.office(), drafted.text("id"));
        return here.office().post_on(drafted, "/v1/tenders/" + drafted.text("id") + "/publish");
    };
    auto const competition = call_off("600000.00", "");
    CAPTURE(competition.body);
    REQUIRE(competition.status == 200);
    CHECK(call_off("400000.01", "").problem() == "amount-exceeded");
    CHECK(call_off("1.00", "\"" + here.people[3].id + "\"").error_pointers() ==
          pointers{"/invited_supplier_ids"});
    auto const direct = call_off("400000.00", "\"" + here.people[2].id + "\"");
    CHECK(direct.status == 200);
    CHECK(anybody.get(path)["left_to_call_off"]["amount"].text() == "0.00");
    here.advance(2h);
    auto const competed = "/v1/tenders/" + competition.text("id");
    CHECK(here.bid(3, competed, "500000.00").problem() == "forbidden");
    CHECK(here.bid(1, competed, "500000.00").status == 201);
    CHECK(here.bid(1, "/v1/tenders/" + direct.text("id"), "1.00").problem() == "forbidden");
    CHECK(place::step(here.agency(1), path, "terminate", R"({"reasons":["不"]})").problem() ==
          "forbidden");
    CHECK(place::step(here.office(), path, "terminate", R"({"reasons":["履约不佳"]})")
              .text("state") == "terminated");
    CHECK(call_off("1.00", "").problem() == "wrong-state");
}

TEST_CASE("a region's stricter rule binds its tenders, and a looser one stops the start") {
    server_process server(engine::sqlite);
    auto const file = server.data_directory() + "/talentd.toml";
    auto const set = [&](std::string const& rule) {
        std::ofstream(file) << "[procurement]\nrules = [\"" << rule << "\"]\n";
    };
    set("330000 bidding_days open 19");
    auto arguments = server.location_arguments();
    arguments.insert(arguments.begin(), "serve");
    arguments.insert(arguments.end(), {"--listen", "127.0.0.1:0", "--config", file});
    auto const refused = run_program("talentd", arguments);
    CHECK(refused.status != 0);
    CHECK(refused.errors.find("330000 bidding_days open 19") != std::string::npos);

    set("330000 bidding_days open 25");
    server.start({"--config", file});
    auto anybody = server.client();
    auto const days_in = [&](std::string const& region) {
        auto const rules = anybody.get("/v1/procurement/rules?region=" + region);
        CAPTURE(rules.body);
        REQUIRE(rules.status == 200);
        auto const& first = rules["items"].elements().front();
        CHECK(first["kind"].text() == "bidding_days");
        return std::pair(first["amount"].integer().value(), first["source"].text());
    };
    CHECK(days_in("330106").first == 25);
    CHECK(days_in("330106").second == "the operator of region 330000");
    CHECK(days_in("320100").first == 20);
    CHECK(anybody.get("/v1/procurement/rules?region=999999").problem() == "invalid-query");
}

} // namespace talent::test
