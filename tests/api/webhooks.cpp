// Webhooks and the inbox over HTTP, against real servers and a real receiver: what is told, how it
// is signed, and that nothing is lost when the receiver or the server fails.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <set>
#include <thread>

#include "common/base/clock.hpp"
#include "common/json/writer.hpp"
#include "common/security/webhook_signature.hpp"
#include "tests/api/market_scenes.hpp"
#include "tests/support/webhook_sink.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 60s;

/// A small market whose webhooks may lead to this machine.
struct told_market {
    explicit told_market(engine on) : server(on), operator_key(prepare()) {
        add_licence(seller, market_operator, "L-2");
        offering = publish(seller.api, "offerings", offering_text());
    }

    std::string configuration() const { return server.data_directory() + "/talentd.toml"; }
    void start() { server.start_with_clock({"--config", configuration()}); }
    // After a restart the port is another.
    void connect_again() {
        market_operator = server.client(operator_key);
        buyer.api = server.client(buyer.api.bearer());
        seller.api = server.client(seller.api.bearer());
    }

    std::string order() {
        auto const placed = buyer.api.post("/v1/orders", order_text(offering),
                                           {{"Idempotency-Key", "o" + std::to_string(++orders)}});
        CAPTURE(placed.body);
        REQUIRE(placed.status == 201);
        return placed.text("id");
    }

    answer subscribe(http_client& who, webhook_sink const& sink, std::string const& more = {}) {
        auto made = who.post("/v1/webhooks", R"({"address":")" + sink.address() +
                                                 R"(","enabled":true)" + more + "}");
        CAPTURE(made.body);
        REQUIRE(made.status == 201);
        return made;
    }

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
    int orders = 0;

  private:
    std::string prepare() {
        auto key = server.found_operator("330000");
        std::ofstream(configuration()) << "[notices]\nlocal_targets = \"allowed\"\n";
        start();
        return key;
    }
};

std::string path_of(answer const& made) {
    return "/v1/webhooks/" + made["webhook"]["id"].text();
}

std::string secret_of(answer const& made) {
    auto const shown = made.text("secret");
    REQUIRE(shown.starts_with("whsec_"));
    return shown.substr(6);
}

bool is_signed(received_webhook const& one, std::string const& secret) {
    auto const expected = security::sign_webhook(secret, one.headers.at("webhook-id"),
                                                 one.headers.at("webhook-timestamp"), one.body);
    auto const& all = one.headers.at("webhook-signature");
    return (" " + all + " ").find(" " + expected + " ") != std::string::npos;
}

json::value data_of(received_webhook const& one) {
    auto const read = json::parse(one.body);
    REQUIRE(read.has_value());
    return read.value()["data"];
}

// Whether the guide's own check takes the message.
bool guide_takes(received_webhook const& one, std::string const& secret, std::string const& place) {
    json::writer to;
    to.begin_object().member("secret", "whsec_" + secret).key("headers").begin_object();
    for (auto const& [name, value] : one.headers)
        to.member(name, value);
    to.end_object().member("body", one.body).end_object();
    std::ofstream(place) << to.take();
    std::string const command = std::string(TALENT_NODE) + " " + TALENT_SOURCE_DIRECTORY +
                                "/tests/api/check_webhook.mjs " + TALENT_SOURCE_DIRECTORY +
                                "/docs/notices.md " + place + " 1>&2";
    return std::system(command.c_str()) == 0;
}

// Polls until the condition holds or patience ends.
template <class Condition>
bool eventually(Condition holds) {
    auto const until = std::chrono::steady_clock::now() + patience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

std::size_t count_of_state(http_client& who, std::string const& path, std::string const& state) {
    auto const page = who.get(path + "/deliveries?limit=200&state=" + state);
    REQUIRE(page.status == 200);
    return page["items"].elements().size();
}

} // namespace

TEST_CASE("a webhook is told what its organisation's feed shows, in order, once, and signed") {
    for (auto const on : engines()) {
        told_market market(on);
        webhook_sink sink;
        webhook_sink other;
        auto const made = market.subscribe(market.seller.api, sink, R"(,"events":["order"])");
        market.subscribe(market.buyer.api, other, R"(,"events":["offering"])");
        std::vector<std::string> placed;
        for (int i = 0; i < 5; ++i)
            placed.push_back(market.order());
        auto const received = sink.wait_for(5);
        REQUIRE(received.size() == 5);
        std::int64_t last = 0;
        std::set<std::string> ids;
        for (std::size_t i = 0; i < received.size(); ++i) {
            auto const& one = received[i];
            CAPTURE(one.body);
            CHECK(one.target == "/hook");
            CHECK(one.headers.at("content-type") == "application/json");
            CHECK(is_signed(one, secret_of(made)));
            CHECK_FALSE(is_signed(one, security::make_webhook_secret()));
            CHECK(ids.insert(one.headers.at("webhook-id")).second);
            auto const data = data_of(one);
            CHECK(data["type"].text() == "order.placed");
            CHECK(data["object_id"].text() == placed[i]);
            CHECK(data["sequence"].integer().value() > last);
            last = data["sequence"].integer().value();
            // Byte for byte what the feed shows.
            auto const feed =
                market.seller.api.get("/v1/feed?limit=1&after=" + std::to_string(last - 1));
            CHECK(json::write(feed["entries"].elements().at(0)) == json::write(data));
        }
        CHECK(guide_takes(received.front(), secret_of(made),
                          market.server.data_directory() + "/message.json"));
        CHECK(other.received().empty());
        REQUIRE(eventually([&] {
            return market.seller.api.get(path_of(made) + "/attempts")["items"].elements().size() ==
                   5;
        }));
        auto const first =
            market.seller.api.get(path_of(made) + "/attempts")["items"].elements()[0];
        CHECK(first["status"].integer() == 204);
        CHECK(first["address"].text() == "127.0.0.1");
        CHECK(first["failure"].text().empty());
    }
}

TEST_CASE("another organisation's webhooks do not exist, and hostile addresses are refused") {
    for (auto const on : engines()) {
        told_market market(on);
        webhook_sink sink;
        auto const made = market.subscribe(market.seller.api, sink);
        auto const path = path_of(made);
        CHECK(market.buyer.api.get(path).status == 404);
        CHECK(market.buyer.api.get(path + "/attempts").status == 404);
        CHECK(market.buyer.api.get(path + "/deliveries").status == 404);
        CHECK(market.buyer.api.post(path + "/redeliver", R"({"from_sequence":1,"to_sequence":2})")
                  .status == 404);
        CHECK(market.buyer.api.get("/v1/webhooks")["items"].elements().empty());
        auto const own = market.seller.api.get(path);
        CHECK(own.body.find("secret\"") == std::string::npos);
        CHECK(own.body.find(secret_of(made)) == std::string::npos);
        for (auto const* address :
             {"https://169.254.169.254/x", "https://10.0.0.1/x", "http://a.cn/", "https://a@b.cn/",
              "https://[::ffff:10.0.0.1]/", "https://localhost/", "https://a.cn:22/"}) {
            auto const refused = market.seller.api.post(
                "/v1/webhooks", R"({"address":")" + std::string(address) + R"("})");
            CAPTURE(address, refused.body);
            CHECK(refused.status == 400);
            CHECK(refused.error_pointers() == std::vector<std::string>{"/address"});
        }
        auto const bad_kind = market.seller.api.post(
            "/v1/webhooks", R"({"address":"https://a.cn/","events":["Order!"]})");
        CHECK(bad_kind.error_pointers() == std::vector<std::string>{"/events/0"});
    }
}

TEST_CASE("nothing is lost where the server is killed while the receiver refuses") {
    for (auto const on : engines()) {
        told_market market(on);
        webhook_sink sink;
        auto const made = market.subscribe(market.seller.api, sink, R"(,"events":["order"])");
        sink.answer_with(503);
        std::set<std::string> placed;
        for (int round = 0; round < 4; ++round) {
            for (int i = 0; i < 5; ++i)
                placed.insert(market.order());
            if (round == 2) sink.answer_with(0);
            market.server.kill();
            market.start();
            market.connect_again();
        }
        auto const refused = sink.received().size();
        sink.answer_with(200);
        market.server.advance(31s); // what a killed process had claimed
        std::set<std::string> told;
        REQUIRE(eventually([&] {
            market.server.advance(1s);
            return count_of_state(market.seller.api, path_of(made), "delivered") == placed.size();
        }));
        auto const received = sink.received();
        for (std::size_t i = refused; i < received.size(); ++i)
            told.insert(data_of(received[i])["object_id"].text());
        CHECK(told == placed);
        CHECK(count_of_state(market.seller.api, path_of(made), "dead") == 0);
    }
}

TEST_CASE("what is refused for three days is a dead letter, the webhook is disabled and says so") {
    for (auto const on : engines()) {
        told_market market(on);
        webhook_sink sink;
        auto const made = market.subscribe(market.seller.api, sink, R"(,"events":["order"])");
        auto const path = path_of(made);
        sink.answer_with(500);
        market.order();
        std::size_t tried = 1;
        for (auto const wait : {5s, 300s, 1800s, 7200s, 18000s, 36000s, 50400s, 72000s, 86400s}) {
            REQUIRE(sink.wait_for(tried).size() == tried);
            REQUIRE(eventually([&] {
                return market.seller.api.get(path + "/attempts")["items"].elements().size() ==
                       tried;
            }));
            market.server.advance(wait * 11 / 10 + 1s);
            ++tried;
        }
        REQUIRE(sink.wait_for(tried).size() == 10);
        std::set<std::string> ids;
        for (auto const& one : sink.received())
            ids.insert(one.headers.at("webhook-id"));
        CHECK(ids.size() == 1); // retries of one message
        REQUIRE(eventually([&] { return count_of_state(market.seller.api, path, "dead") == 1; }));
        auto const disabled = market.seller.api.get(path);
        CHECK_FALSE(disabled["enabled"].boolean());
        CHECK(disabled["disabled_reason"].text() == "failing");
        json::value const failed = market.seller.api.get(path + "/attempts")["items"].elements()[0];
        CHECK(failed["status"].integer() == 500);
        CHECK(failed["answer"].text() == "thanks");

        // The inbox says so, until it is read.
        std::string notice;
        REQUIRE(eventually([&] {
            auto const page = market.seller.api.get("/v1/inbox");
            for (auto const& each : page["items"].elements()) {
                if (each["type"].text() == "webhook.disabled") notice = each["id"].text();
            }
            return !notice.empty();
        }));
        auto const unread = market.seller.api.get("/v1/inbox")["unread"].integer().value();
        CHECK(market.seller.api.post("/v1/inbox/read", R"({"notices":[")" + notice + R"("]})")
                  .status == 204);
        CHECK(market.seller.api.get("/v1/inbox")["unread"].integer().value() == unread - 1);
        CHECK(market.buyer.api.post("/v1/inbox/read", R"({"notices":[")" + notice + R"("]})")
                  .error_pointers() == std::vector<std::string>{"/notices/0"});

        // Switched on again, the dead letter is asked for by its id and by its place.
        CHECK(market.seller.api.post(path + "/redeliver", R"({"from_sequence":1,"to_sequence":9})")
                  .problem() == "wrong-state");
        auto const on_again =
            market.seller.api.patch_on(market.seller.api.get(path), path, R"({"enabled":true})");
        CAPTURE(on_again.body);
        REQUIRE(on_again.status == 200);
        sink.answer_with(200);
        auto const dead =
            market.seller.api.get(path + "/deliveries?state=dead")["items"].elements().at(0);
        auto const one = market.seller.api.post(
            path + "/redeliver", R"({"delivery_id":")" + dead["id"].text() + R"("})");
        CAPTURE(one.body);
        CHECK(one["count"].integer() == 1);
        CHECK(sink.wait_for(11).size() == 11);
        auto const sequence = dead["sequence"].text();
        REQUIRE(
            eventually([&] { return count_of_state(market.seller.api, path, "delivered") == 1; }));
        auto const range =
            market.seller.api.post(path + "/redeliver", R"({"from_sequence":)" + sequence +
                                                            R"(,"to_sequence":)" + sequence + "}");
        CHECK(range["count"].integer() == 1);
        CHECK(sink.wait_for(12).size() == 12);
    }
}

TEST_CASE("a receiver that is gone is disabled at once, and a redirect is not followed") {
    for (auto const on : engines()) {
        told_market market(on);
        webhook_sink gone;
        webhook_sink moved;
        gone.answer_with(410);
        moved.answer_with(302);
        auto const one = market.subscribe(market.seller.api, gone, R"(,"events":["order"])");
        auto const two = market.subscribe(market.seller.api, moved, R"(,"events":["order"])");
        market.order();
        REQUIRE(
            eventually([&] { return !market.seller.api.get(path_of(one))["enabled"].boolean(); }));
        CHECK(market.seller.api.get(path_of(one))["disabled_reason"].text() == "gone");
        REQUIRE(eventually([&] {
            return market.seller.api.get(path_of(two) + "/attempts")["items"].elements().size() ==
                   1;
        }));
        auto const attempt =
            market.seller.api.get(path_of(two) + "/attempts")["items"].elements()[0];
        CHECK(attempt["status"].integer() == 302);
        CHECK(count_of_state(market.seller.api, path_of(two), "pending") == 1);
    }
}

TEST_CASE("for a day after a rotation both secrets sign, then the new one alone") {
    for (auto const on : engines()) {
        told_market market(on);
        webhook_sink sink;
        auto const made = market.subscribe(market.seller.api, sink, R"(,"events":["order"])");
        auto const path = path_of(made);
        auto const rotated =
            market.seller.api.post_on(market.seller.api.get(path), path + "/rotate_secret");
        CAPTURE(rotated.body);
        REQUIRE(rotated.status == 200);
        REQUIRE(secret_of(rotated) != secret_of(made));
        market.order();
        auto const during = sink.wait_for(1);
        REQUIRE(during.size() == 1);
        CHECK(is_signed(during[0], secret_of(made)));
        CHECK(is_signed(during[0], secret_of(rotated)));
        market.server.advance(24h);
        market.order();
        auto const after = sink.wait_for(2);
        REQUIRE(after.size() == 2);
        CHECK_FALSE(is_signed(after[1], secret_of(made)));
        CHECK(is_signed(after[1], secret_of(rotated)));
    }
}

TEST_CASE("what others did is in the inbox of those it concerns, for each reader unread") {
    for (auto const on : engines()) {
        told_market market(on);
        auto const order = market.order();
        auto const told = [&](http_client& who) {
            std::vector<std::string> types;
            auto const page = who.get("/v1/inbox");
            for (auto const& each : page["items"].elements()) {
                if (each["object_id"].text() == order) types.push_back(each["type"].text());
            }
            return types;
        };
        REQUIRE(eventually([&] { return told(market.seller.api).size() == 1; }));
        CHECK(told(market.seller.api) == std::vector<std::string>{"order.placed"});
        CHECK(told(market.buyer.api).empty()); // their own doing
        auto const path = "/v1/orders/" + order;
        REQUIRE(
            market.seller.api.post_on(market.seller.api.get(path), path + "/accept", "{}").status ==
            200);
        REQUIRE(eventually([&] { return told(market.buyer.api).size() == 1; }));
        CHECK(told(market.buyer.api) == std::vector<std::string>{"order.accepted"});
        market.server.stop();
        market.start();
        market.connect_again();
        CHECK(told(market.buyer.api).size() == 1);
        CHECK(told(market.seller.api).size() == 1);
    }
}

} // namespace talent::test
