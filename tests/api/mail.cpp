// Mail over HTTP, against real servers and a real receiver: who gets what, how often, and that
// nothing is lost when the receiver or the server fails.
#include <catch2/catch.hpp>

#include <array>
#include <fstream>
#include <set>
#include <thread>

#include "tests/api/market_scenes.hpp"
#include "tests/support/smtp_sink.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 60s;
constexpr auto after_interval = 5min + 3s;

/// A small market with a mail server, and a member of the seller's who has logged in.
struct mailed_market {
    explicit mailed_market(engine on) : server(on), operator_key(prepare()) {
        add_licence(seller, market_operator, "L-2");
        offering = publish(seller.api, "offerings", offering_text());
        add_member();
        log_in();
    }

    void start() {
        server.start_with_clock({"--config", server.data_directory() + "/talentd.toml"});
    }
    void connect_again() {
        market_operator = server.client(operator_key);
        buyer.api = server.client(buyer.api.bearer());
        seller.api = server.client(seller.api.bearer());
        member = server.client();
    }

    std::string order() {
        auto const placed = buyer.api.post("/v1/orders", order_text(offering),
                                           {{"Idempotency-Key", "o" + std::to_string(++orders)}});
        CAPTURE(placed.body);
        REQUIRE(placed.status == 201);
        return placed.text("id");
    }

    answer set(std::string const& wanted) {
        auto const seen = member.get("/v1/mail_setting", session);
        auto with = session;
        with.emplace_back("If-Match", seen.header("etag"));
        with.emplace_back("Content-Type", "application/json");
        return member.put("/v1/mail_setting", wanted, with);
    }
    answer send_again(std::string const& mails) {
        auto with = session;
        with.emplace_back("Content-Type", "application/json");
        return member.post("/v1/mails/redeliver", R"({"mails":)" + mails + "}", with);
    }
    /// The member's; logged in anew where the clock has ended the session.
    answer mails(std::string const& query) {
        auto page = member.get("/v1/mails?limit=200" + query, session);
        if (page.status == 401) {
            log_in();
            page = member.get("/v1/mails?limit=200" + query, session);
        }
        CAPTURE(page.body);
        REQUIRE(page.status == 200);
        return page;
    }
    std::size_t count(std::string const& state) {
        return mails("&state=" + state)["items"].elements().size();
    }

    smtp_sink sink;
    server_process server;
    std::string operator_key;
    http_client market_operator = server.client(operator_key);
    participant buyer =
        join_market(server, market_operator,
                    {.kind = "enterprise", .name = "企业一", .region = "330106", .serial = 1});
    participant seller = join_market(server, market_operator,
                                     {.kind = "agency",
                                      .name = "机构二",
                                      .region = "330100",
                                      .capabilities = R"(["headhunter"])",
                                      .serial = 2});
    answer offering;
    http_client member = server.client();
    headers session;
    int orders = 0;

  private:
    std::string prepare() {
        auto key = server.found_operator("330000");
        std::ofstream(server.data_directory() + "/talentd.toml")
            << "[mail]\nurl = \"" << sink.url() << "\"\nfrom = \"market@example.cn\"\n";
        start();
        return key;
    }
    void add_member() {
        auto const added = seller.api.post(
            "/v1/members", R"({"name":"王五","email":"wangwu@example.cn","roles":["reader"],)"
                           R"("password":"another correct horse 9"})");
        CAPTURE(added.body);
        REQUIRE(added.status == 201);
    }
    void log_in() {
        auto const login =
            member.post("/v1/sessions",
                        R"({"email":"wangwu@example.cn","password":"another correct horse 9"})");
        CAPTURE(login.body);
        REQUIRE(login.status == 201);
        auto const cookie = login.header("set-cookie");
        session = {{"Cookie", cookie.substr(0, cookie.find(';'))},
                   {"X-CSRF-Token", login.text("csrf_token")}};
    }
};

template <class Condition>
bool eventually(Condition holds) {
    auto const until = std::chrono::steady_clock::now() + patience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

constexpr auto only_orders = R"({"kinds":["order"],"language":"zh"})";

} // namespace

TEST_CASE("a member gets the notices they asked for by mail, gathered, and nothing before") {
    for (auto const on : engines()) {
        mailed_market market(on);
        auto const unset = market.member.get("/v1/mail_setting", market.session);
        CHECK(unset["kinds"].elements().empty());
        CHECK(unset.header("etag") == "\"0\"");
        auto const early = market.order();
        auto const is_told = [&](std::string const& id) {
            auto const page = market.seller.api.get("/v1/inbox");
            return page.body.find(id) != std::string::npos;
        };
        REQUIRE(eventually([&] { return is_told(early); }));

        auto const set = market.set(only_orders);
        CAPTURE(set.body);
        REQUIRE(set.status == 200);
        CHECK(market.set(R"({"kinds":["order","order"]})").error_pointers() ==
              std::vector<std::string>{"/kinds/1"});
        CHECK(market.set(R"({"kinds":["weather"]})").error_pointers() ==
              std::vector<std::string>{"/kinds/0"});
        std::set<std::string> placed;
        for (int i = 0; i < 3; ++i)
            placed.insert(market.order());
        for (auto const& each : placed)
            REQUIRE(eventually([&] { return is_told(each); }));
        CHECK(market.sink.received().empty());
        market.server.advance(3s);
        auto const first = market.sink.wait_for(1);
        REQUIRE(first.size() == 1);
        CHECK(first[0].to == std::vector<std::string>{"<wangwu@example.cn>"});
        CHECK(decoded_head(first[0].head("Subject")) == "机构二 有 3 条新通知");
        for (auto const& each : placed)
            CHECK(first[0].body().find(each) != std::string::npos);
        CHECK(first[0].body().find(early) == std::string::npos);
        CHECK(first[0].message.find("王五") == std::string::npos);
        REQUIRE(eventually([&] { return market.count("delivered") == 1; }));

        // The next one not before five minutes, however much happens.
        auto const later = market.order();
        REQUIRE(eventually([&] { return is_told(later); }));
        market.server.advance(1min);
        REQUIRE(eventually([&] { return market.count("pending") == 1; }));
        CHECK(market.sink.received().size() == 1);
        market.server.advance(after_interval);
        CHECK(market.sink.wait_for(2).size() == 2);

        // Switched off, what was waiting is not sent either.
        auto const last = market.order();
        REQUIRE(eventually([&] { return market.count("pending") == 1; }));
        CHECK(market.set(R"({"kinds":[]})").status == 200);
        market.server.advance(after_interval);
        REQUIRE(eventually([&] { return market.count("dead") == 1; }));
        CHECK(market.sink.received().size() == 2);
    }
}

TEST_CASE("a key of the organisation has no mail, and another's mails do not show") {
    mailed_market market(engine::sqlite);
    auto const by_key =
        market.seller.api.request("PUT", "/v1/mail_setting", only_orders,
                                  {{"If-Match", "\"0\""}, {"Content-Type", "application/json"}});
    CHECK(by_key.problem() == "forbidden");
    CHECK(market.seller.api.get("/v1/mails")["items"].elements().empty());
    CHECK(market.seller.api.get("/v1/mail_setting")["kinds"].elements().empty());
}

TEST_CASE("a recipient that is refused is a dead letter at once, a busy server is tried again") {
    for (auto const on : engines()) {
        mailed_market market(on);
        REQUIRE(market.set(only_orders).status == 200);
        market.sink.behave(smtp_manner::refuses_recipient);
        market.order();
        REQUIRE(eventually([&] { return market.count("pending") == 1; }));
        market.server.advance(3s);
        REQUIRE(eventually([&] { return market.count("dead") == 1; }));
        auto const page = market.mails("");
        auto const dead = page["items"].elements().at(0);
        CHECK(dead["status"].integer() == 550);
        CHECK(dead["failure"].text() == "rejected");
        CHECK(dead["attempts"].integer() == 1);

        market.sink.behave(smtp_manner::is_busy);
        market.order();
        REQUIRE(eventually([&] { return market.count("pending") == 1; }));
        market.server.advance(after_interval);
        int tried = 0;
        for (auto const wait : {5s, 300s, 1800s, 7200s, 18000s, 36000s, 50400s, 72000s, 86400s}) {
            ++tried;
            REQUIRE(eventually([&] {
                auto const now = market.mails("");
                auto const newest = now["items"].elements().at(0);
                return newest["attempts"].integer() == tried;
            }));
            market.server.advance(wait * 11 / 10 + 1s);
        }
        REQUIRE(eventually([&] { return market.count("dead") == 2; }));
        CHECK(market.sink.received().empty());

        // Both are sent again, once the server takes them; what is not dead is not.
        market.sink.behave(smtp_manner::takes);
        std::string both;
        auto const letters = market.mails("&state=dead");
        auto const dead_ones = letters["items"].elements();
        for (auto const& each : dead_ones)
            both += (both.empty() ? "\"" : ",\"") + each["id"].text() + "\"";
        CHECK(market.seller.api.post("/v1/mails/redeliver", R"({"mails":[)" + both + "]}")
                  .error_pointers() == std::vector<std::string>{"/mails/0", "/mails/1"});
        CHECK(market.count("dead") == 2);
        // Asked for by two at once, one is answered, and each mail goes once.
        std::array<answer, 2> again;
        std::vector<std::thread> clerks;
        for (auto& each : again) {
            clerks.emplace_back([&] {
                auto client = market.server.client();
                auto with = market.session;
                with.emplace_back("Content-Type", "application/json");
                each = client.post("/v1/mails/redeliver", R"({"mails":[)" + both + "]}", with);
            });
        }
        for (auto& each : clerks)
            each.join();
        CAPTURE(again[0].body, again[1].body);
        auto const& taken = again[0].status == 200 ? again[0] : again[1];
        auto const& refused = again[0].status == 200 ? again[1] : again[0];
        REQUIRE(taken.status == 200);
        CHECK(taken["count"].integer() == 2);
        CHECK(refused.error_pointers() == std::vector<std::string>{"/mails/0", "/mails/1"});
        CHECK(market.sink.wait_for(2).size() == 2);
        REQUIRE(eventually([&] { return market.count("delivered") == 2; }));
        CHECK(market.send_again("[" + both + "]").error_pointers() ==
              std::vector<std::string>{"/mails/0", "/mails/1"});
        market.server.advance(after_interval);
        REQUIRE(eventually([&] { return market.count("pending") == 0; }));
        CHECK(market.sink.received().size() == 2);
    }
}

TEST_CASE("a mail that a dropped connection left in doubt comes again under the same Message-ID") {
    mailed_market market(engine::sqlite);
    REQUIRE(market.set(only_orders).status == 200);
    market.sink.behave(smtp_manner::drops_after_data);
    auto const placed = market.order();
    REQUIRE(eventually([&] { return market.count("pending") == 1; }));
    market.server.advance(3s);
    REQUIRE(market.sink.wait_for(1).size() == 1);
    market.sink.behave(smtp_manner::takes);
    REQUIRE(eventually([&] {
        market.server.advance(1s);
        return market.sink.received().size() == 2;
    }));
    auto const both = market.sink.received();
    CHECK(both[0].message == both[1].message);
    CHECK_FALSE(both[0].head("Message-ID").empty());
    REQUIRE(eventually([&] { return market.count("delivered") == 1; }));
}

TEST_CASE("a killed server loses no mail, and doubles one at most each time") {
    for (auto const on : engines()) {
        mailed_market market(on);
        REQUIRE(market.set(only_orders).status == 200);
        std::set<std::string> placed;
        constexpr int kills = 4;
        for (int round = 0; round < kills; ++round) {
            // Within a transfer, after one, and with mails that still gather.
            market.sink.behave(round % 2 == 0 ? smtp_manner::is_slow
                                              : smtp_manner::drops_after_data);
            placed.insert(market.order());
            REQUIRE(eventually([&] { return market.count("pending") >= 1; }));
            auto const before = market.sink.connections();
            market.server.advance(after_interval);
            REQUIRE(eventually([&] {
                market.server.advance(5s); // over what a killed process had claimed
                return market.sink.connections() > before;
            }));
            placed.insert(market.order());
            market.server.kill();
            market.sink.behave(smtp_manner::takes);
            market.start();
            market.connect_again();
        }
        auto const told = [&] {
            std::multiset<std::string> found;
            for (auto const& one : market.sink.received()) {
                auto const body = one.body();
                for (auto const& each : placed)
                    if (body.find(each) != std::string::npos) found.insert(each);
            }
            return found;
        };
        REQUIRE(eventually([&] {
            market.server.advance(1min);
            auto const found = told();
            return std::set<std::string>(found.begin(), found.end()) == placed &&
                   market.count("pending") == 0;
        }));
        std::map<std::string, int> copies;
        for (auto const& one : market.sink.received())
            ++copies[one.head("Message-ID")];
        int doubled = 0;
        for (auto const& [id, count] : copies)
            doubled += count - 1;
        CHECK(doubled <= kills);
        CHECK(market.count("dead") == 0);
    }
}

} // namespace talent::test
