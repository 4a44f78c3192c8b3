// What is ended ends at once: keys, sessions, members, organisations; in the process that ends it,
// in another one on the same database, and for event streams that are open.
#include <catch2/catch.hpp>

#include <functional>
#include <iostream>
#include <thread>

#include "tests/api/console.hpp"
#include "tests/api/event_stream.hpp"
#include "tests/api/market_people.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

constexpr std::string_view password = "wandering otters polish brass";
constexpr std::string_view email = "person@yuntu.example.cn";
// Far beyond what another process needs, so that a slow machine fails nothing.
constexpr std::chrono::milliseconds other_process_time_max{10'000};
constexpr std::chrono::milliseconds stream_end_time_max{25'000};

class fixture {
  public:
    explicit fixture(engine on) : server(on) {
        auto const operator_key = server.found_operator("330000");
        server.start_with_clock();
        market_operator = std::make_unique<http_client>(server.client(operator_key));
        enterprise = std::make_unique<participant>(join_market(
            server, *market_operator,
            {.kind = "enterprise", .name = "某某软件", .region = "330100", .serial = 1}));
        person =
            enterprise->api.post("/v1/members", R"({"name":"某人","email":")" + std::string(email) +
                                                    R"(","roles":["manager"],"password":")" +
                                                    std::string(password) + R"("})");
        REQUIRE(person.status == 201);
    }

    answer make_key(std::string const& more = {}) {
        auto made =
            enterprise->api.post("/v1/api_keys", R"({"name":"k","roles":["manager"])" + more + "}");
        CAPTURE(made.body);
        REQUIRE(made.status == 201);
        return made;
    }
    static std::string path_of(answer const& key) {
        return "/v1/api_keys/" + key["api_key"]["id"].text();
    }
    console logged_in() {
        console made(server);
        REQUIRE(made.log_in(email, password).status == 201);
        return made;
    }
    std::int64_t head() { return *market_operator->get("/v1/feed?limit=1")["head"].integer(); }
    answer set_status(std::string const& status) {
        auto const path = "/v1/members/" + person.text("id");
        return enterprise->api.patch_on(enterprise->api.get(path), path,
                                        R"({"status":")" + status + R"("})");
    }
    answer suspend() {
        auto const path = "/v1/organisations/" + enterprise->id;
        return market_operator->post_on(market_operator->get(path), path + "/suspend",
                                        R"({"reasons":["收到举报"]})");
    }

    server_process server;
    std::unique_ptr<http_client> market_operator;
    std::unique_ptr<participant> enterprise;
    answer person;
};

int status_of(http_client client) {
    return client.get("/v1/identity").status;
}

std::pair<std::string, std::string> bearer(std::string const& secret) {
    return {"Authorization", "Bearer " + secret};
}

/// Whether a demand may still be published: what a suspended organisation may not.
std::string publishing_problem(http_client& api) {
    auto const drafted =
        api.post("/v1/demands", R"({"title":"会计","occupation":"2-06-03-00","region":"330106"})");
    return api.post_on(drafted, "/v1/demands/" + drafted.text("id") + "/publish").problem();
}

/// How long until something holds in another process.
std::chrono::milliseconds time_until(std::function<bool()> const& holds) {
    auto const begun = steady::now();
    while (!holds()) {
        auto const spent = steady::now() - begun;
        if (spent > other_process_time_max) return other_process_time_max;
        std::this_thread::sleep_for(1ms);
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(steady::now() - begun);
}

} // namespace

TEST_CASE("a key ends with its revocation, its rotation and at its instant") {
    for (auto const on : engines()) {
        INFO(name_of(on));
        fixture f(on);
        auto const revoked = f.make_key();
        auto const rotated = f.make_key();
        auto const expiring = f.make_key(R"(,"expires_at":")" + in_time(2h) + R"(")");
        for (auto const& key : {revoked, rotated, expiring})
            CHECK(status_of(f.server.client(key.text("secret"))) == 200);
        REQUIRE(f.enterprise->api.post_on(revoked, f.path_of(revoked) + "/revoke").status == 200);
        CHECK(status_of(f.server.client(revoked.text("secret"))) == 401);
        auto const anew = f.enterprise->api.post_on(rotated, f.path_of(rotated) + "/rotate");
        REQUIRE(anew.status == 200);
        CHECK(status_of(f.server.client(rotated.text("secret"))) == 401);
        CHECK(status_of(f.server.client(anew.text("secret"))) == 200);
        f.server.advance(2h + 1min);
        CHECK(status_of(f.server.client(expiring.text("secret"))) == 401);
        CHECK(status_of(f.server.client(anew.text("secret"))) == 200);
    }
}

TEST_CASE("scopes narrow a key over HTTP, show wherever it is shown, and survive its rotation") {
    for (auto const on : engines()) {
        INFO(name_of(on));
        fixture f(on);
        auto const scopes = R"(,"scopes":["demand.read","feed.read"])";
        auto const key = f.make_key(scopes);
        auto const list = R"(["demand.read","feed.read"])";
        CHECK(json::write(key["api_key"]["scopes"]) == list);
        auto narrow = f.server.client(key.text("secret"));
        CHECK(json::write(narrow.get("/v1/identity")["scopes"]) == list);
        CHECK(json::write(f.enterprise->api.get(f.path_of(key))["scopes"]) == list);
        CHECK(f.enterprise->api.get("/v1/identity")["scopes"].elements().empty());
        auto const wish = R"({"title":"会计","occupation":"2-06-03-00","region":"330106"})";
        auto const drafted = f.enterprise->api.post("/v1/demands", wish);
        auto const path = "/v1/demands/" + drafted.text("id");
        CHECK(narrow.post("/v1/demands", wish).status == 403);
        CHECK(narrow.get("/v1/feed").status == 200);
        CHECK(narrow.get("/v1/orders").status == 403);
        CHECK(narrow.get(path).status == 200);
        auto const own = narrow.get("/v1/demands");
        REQUIRE(own["items"].elements().size() == 1);
        CHECK(own["items"].elements().front()["id"].text() == drafted.text("id"));
        CHECK(narrow.get("/v1/exports/demands").status == 200);
        CHECK(narrow.get("/v1/supplies").status == 403);
        // An open route shows one's own side only to who has the permission for it.
        auto narrower = f.server.client(f.make_key(R"(,"scopes":["feed.read"])").text("secret"));
        CHECK(narrower.get(path).status == 404);
        CHECK(narrower.get("/v1/search/demands").status == 200);

        auto const rotated = f.enterprise->api.post_on(key, f.path_of(key) + "/rotate");
        CHECK(json::write(rotated["api_key"]["scopes"]) == list);
        auto fresh = f.server.client(rotated.text("secret"));
        CHECK(fresh.post("/v1/demands", wish).status == 403);
        CHECK(fresh.get(path).status == 200);

        auto const refused = f.enterprise->api.post(
            "/v1/api_keys",
            R"({"name":"k","roles":["manager"],"scopes":["demand.read","demand.write"]})");
        CHECK(refused.error_pointers() == std::vector<std::string>{"/scopes/1"});
        auto const beyond = f.enterprise->api.post(
            "/v1/api_keys", R"({"name":"k","roles":["manager"],"scopes":["tender.edit"]})");
        CHECK(beyond.error_pointers() == std::vector<std::string>{"/scopes/0"});
        // A key that only makes keys reaches no further by making or rotating one.
        auto const maker_key = f.enterprise->api.post(
            "/v1/api_keys",
            R"({"name":"m","roles":["administrator"],"scopes":["api_key.edit","demand.read"]})");
        auto maker = f.server.client(maker_key.text("secret"));
        CHECK(maker.post("/v1/api_keys", R"({"name":"k","roles":["manager"]})").error_pointers() ==
              std::vector<std::string>{"/scopes"});
        CHECK(maker
                  .post("/v1/api_keys",
                        R"({"name":"k","roles":["manager"],"scopes":["demand.edit"]})")
                  .error_pointers() == std::vector<std::string>{"/scopes/0"});
        CHECK(maker
                  .post("/v1/api_keys",
                        R"({"name":"k","roles":["manager"],"scopes":["demand.read"]})")
                  .status == 201);
        auto const whole = f.make_key();
        CHECK(maker.post_on(whole, f.path_of(whole) + "/rotate").problem() == "forbidden");
    }
}

TEST_CASE(
    "a suspended organisation's keys and sessions may do less at once, and more again later") {
    for (auto const on : engines()) {
        INFO(name_of(on));
        fixture f(on);
        auto session = f.logged_in();
        CHECK(publishing_problem(f.enterprise->api) == "publication-refused");
        auto const suspended = f.suspend();
        REQUIRE(suspended.status == 200);
        CHECK(publishing_problem(f.enterprise->api) == "organisation-not-verified");
        CHECK(session.get("/v1/identity")["organisation"]["status"].text() == "suspended");
        auto const path = "/v1/organisations/" + f.enterprise->id;
        f.market_operator->post_on(suspended, path + "/reinstate");
        CHECK(publishing_problem(f.enterprise->api) == "publication-refused");
    }
}

TEST_CASE("an open event stream ends with what it was opened by") {
    for (auto const on : engines()) {
        INFO(name_of(on));
        fixture f(on);
        struct ending {
            std::string name;
            std::function<std::pair<std::string, std::string>()> open;
            std::function<int()> end;
        };
        answer key;
        auto const with_key = [&](std::string const& more) {
            return [&, more] {
                key = f.make_key(more);
                return bearer(key.text("secret"));
            };
        };
        console session(f.server);
        auto const with_session = [&] {
            session.cookie.clear();
            session.csrf_token.clear();
            REQUIRE(session.log_in(email, password).status == 201);
            return std::pair<std::string, std::string>{"Cookie", session.cookie};
        };
        auto const on_key = [&](std::string const& what) {
            return
                [&, what] { return f.enterprise->api.post_on(key, f.path_of(key) + what).status; };
        };
        std::vector<ending> const endings = {
            {"revoked key", with_key(""), on_key("/revoke")},
            {"rotated key", with_key(R"(,"scopes":["feed.read"])"), on_key("/rotate")},
            {"ended session", with_session,
             [&] { return session.remove("/v1/sessions/current").status; }},
            {"rotated session", with_session,
             [&] { return session.post("/v1/sessions/current/rotate").status; }},
            {"disabled member", with_session,
             [&] {
                 auto const status = f.set_status("disabled").status;
                 f.set_status("active");
                 return status;
             }},
            {"suspended organisation", with_key(""), [&] { return f.suspend().status; }},
        };
        for (auto const& each : endings) {
            INFO(each.name);
            auto const credential = each.open();
            event_stream stream(f.server.port(), credential, f.head());
            REQUIRE(stream.status() == 200);
            auto const status = each.end();
            CHECK((status == 200 || status == 204));
            auto const took = stream.wait_for_end(stream_end_time_max);
            CHECK(took);
            if (took)
                std::cout << name_of(on) << ": stream of a " << each.name << " ended after "
                          << took->count() << " ms\n";
        }
    }
}

TEST_CASE("an open event stream ends when its key expires, with its next heartbeat") {
    fixture f(engine::sqlite);
    auto const key = f.make_key(R"(,"expires_at":")" + in_time(2h) + R"(")");
    event_stream stream(f.server.port(), bearer(key.text("secret")), f.head());
    REQUIRE(stream.status() == 200);
    f.server.advance(3h);
    auto const took = stream.wait_for_end(stream_end_time_max);
    CHECK(took);
    if (took) std::cout << "stream of an expired key ended after " << took->count() << " ms\n";
}

TEST_CASE("what one process ends has ended in the other soon after, also for its streams") {
    if (engines().size() < 2) return; // MariaDB only
    fixture f(engine::mariadb);
    server_process other(server_process::beside{f.server});
    other.start_with_clock();
    auto const there = [&](std::string const& secret) { return status_of(other.client(secret)); };

    auto const key = f.make_key();
    auto const secret = key.text("secret");
    auto const known = time_until([&] { return there(secret) == 200; });
    event_stream stream(other.port(), bearer(secret), f.head());
    REQUIRE(stream.status() == 200);
    REQUIRE(f.enterprise->api.post_on(key, f.path_of(key) + "/revoke").status == 200);
    auto const revoked = time_until([&] { return there(secret) == 401; });
    auto const cut = stream.wait_for_end(stream_end_time_max);

    auto session = f.logged_in();
    auto elsewhere = other.client();
    auto const session_status = [&] {
        return elsewhere.get("/v1/identity", {{"Cookie", session.cookie}}).status;
    };
    auto const logged_in = time_until([&] { return session_status() == 200; });
    REQUIRE(f.set_status("disabled").status == 200);
    auto const disabled = time_until([&] { return session_status() == 401; });

    auto there_api = other.client(f.enterprise->api.bearer());
    REQUIRE(f.suspend().status == 200);
    auto const suspended = time_until([&] {
        return there_api.get("/v1/identity")["organisation"]["status"].text() == "suspended";
    });
    for (auto const took : {known, revoked, logged_in, disabled, suspended})
        CHECK(took < other_process_time_max);
    CHECK(cut);
    std::cout << "in another process on MariaDB: a new key is known after " << known.count()
              << " ms, a revoked one refused after " << revoked.count() << " ms, its stream ended "
              << (cut ? cut->count() : -1) << " ms later; a session known after "
              << logged_in.count() << " ms, a disabled member's refused after " << disabled.count()
              << " ms; a suspension seen after " << suspended.count() << " ms\n";
}

} // namespace talent::test
