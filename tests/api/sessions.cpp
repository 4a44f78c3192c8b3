// Sessions over HTTP as a browser has them: cookie and CSRF token, rotation, idle time-out, the
// list of one's own, and everything that ends them; on both databases where it touches rows.
#include <catch2/catch.hpp>

#include <set>

#include "tests/api/console.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view first_password = "wandering otters polish brass";
constexpr std::string_view second_password = "seventeen lanterns over harbour";
constexpr std::string_view email = "person@yuntu.example.cn";

class fixture : public served_enterprise {
  public:
    explicit fixture(engine on) : served_enterprise(on) {
        person = administrator->api.post("/v1/members",
                                         R"({"name":"某人","email":")" + std::string(email) +
                                             R"(","roles":["administrator"],"password":")" +
                                             std::string(first_password) + R"("})");
        REQUIRE(person.status == 201);
    }

    console logged_in(headers behind_proxy = {}) {
        console made(server, std::move(behind_proxy));
        REQUIRE(made.log_in(email, first_password).status == 201);
        return made;
    }
    std::string person_path() const { return "/v1/members/" + person.text("id"); }
    answer change_person(std::string_view patch) {
        return administrator->api.patch_on(administrator->api.get(person_path()), person_path(),
                                           patch);
    }

    answer person;
};

std::set<std::string> attributes_of(std::string const& cookie) {
    std::set<std::string> parts;
    for (std::size_t start = cookie.find(';'); start != std::string::npos;) {
        auto const end = cookie.find(';', start + 1);
        parts.insert(cookie.substr(start + 2, end == std::string::npos ? end : end - start - 2));
        start = end;
    }
    return parts;
}

std::set<std::string> ids_of(answer const& page) {
    std::set<std::string> ids;
    for (auto const& each : page["items"].elements())
        ids.insert(each["id"].text());
    return ids;
}

std::string change_text(std::string_view current, std::string_view wanted) {
    return R"({"current_password":")" + std::string(current) + R"(","new_password":")" +
           std::string(wanted) + R"("})";
}

} // namespace

TEST_CASE(
    "the cookie is HttpOnly, strict, for the whole site, and over TLS secure and the host's own") {
    fixture f(engine::sqlite);
    console plain(f.server);
    auto const set = plain.log_in(email, first_password).header("set-cookie");
    CHECK(set.starts_with("talent_session="));
    CHECK(attributes_of(set) ==
          std::set<std::string>{"Path=/", "HttpOnly", "SameSite=Strict", "Max-Age=43200"});

    headers const over_tls = {{"X-Forwarded-For", "192.0.2.1"}, {"X-Forwarded-Proto", "https"}};
    console secure(f.server, over_tls);
    auto const answered = secure.log_in(email, first_password);
    auto const secure_set = answered.header("set-cookie");
    CHECK(secure_set.starts_with("__Host-talent_session="));
    CHECK(attributes_of(secure_set) == std::set<std::string>{"Path=/", "HttpOnly",
                                                             "SameSite=Strict", "Max-Age=43200",
                                                             "Secure"});
    CHECK(answered.header("strict-transport-security").starts_with("max-age="));
    CHECK(secure.logged_in());
    // The same token under the plain name is no session over TLS: a subdomain could plant that.
    auto const token = secure.cookie.substr(secure.cookie.find('='));
    secure.cookie = "talent_session" + token;
    CHECK_FALSE(secure.logged_in());
    // Logging out takes the cookie back under the name it has.
    secure.cookie = "__Host-talent_session" + token;
    auto const out = secure.remove("/v1/sessions/current");
    CHECK(out.status == 204);
    CHECK(out.header("set-cookie").starts_with("__Host-talent_session=; "));
    CHECK(attributes_of(out.header("set-cookie")).contains("Max-Age=0"));
}

TEST_CASE("a write by cookie needs the session's own CSRF token, a read needs none") {
    fixture f(engine::sqlite);
    auto mine = f.logged_in();
    auto other = f.logged_in();
    auto const right = mine.csrf_token;
    auto const wish = R"({"name":"k","roles":["reader"]})";
    for (auto const& wrong : {std::string(), std::string("x"), other.csrf_token,
                              mine.cookie.substr(mine.cookie.find('=') + 1)}) {
        mine.csrf_token = wrong;
        CHECK(mine.post("/v1/api_keys", wish).problem() == "csrf-rejected");
        CHECK(mine.remove("/v1/sessions/current").problem() == "csrf-rejected");
        CHECK(mine.logged_in());
    }
    mine.csrf_token = right;
    CHECK(mine.post("/v1/api_keys", wish).status == 201);
    // Both a cookie and a key could be two people.
    CHECK(mine.request("GET", "/v1/identity", {},
                       {{"Authorization", "Bearer " + f.administrator->api.bearer()}})
              .status == 400);
}

TEST_CASE("a login makes a new session and ends the one that the browser came with") {
    for (auto const on : engines()) {
        INFO(name_of(on));
        fixture f(on);
        auto browser = f.logged_in();
        auto const planted = browser.cookie;
        auto const planted_token = browser.csrf_token;
        auto elsewhere = f.logged_in();
        auto const again = browser.log_in(email, first_password);
        REQUIRE(again.status == 201);
        CHECK(browser.cookie != planted);
        CHECK(browser.csrf_token != planted_token);
        CHECK(browser.logged_in());
        CHECK(elsewhere.logged_in());
        console attacker(f.server);
        attacker.cookie = planted;
        CHECK_FALSE(attacker.logged_in());
        // A wrong password ends nothing.
        CHECK(browser.log_in(email, "a password nobody has here").status == 401);
        CHECK(browser.logged_in());
    }
}

TEST_CASE("a rotated session goes on under its new token only") {
    for (auto const on : engines()) {
        INFO(name_of(on));
        fixture f(on);
        auto mine = f.logged_in();
        auto const old_cookie = mine.cookie;
        auto const old_token = mine.csrf_token;
        auto const before = mine.get("/v1/sessions");
        auto const rotated = mine.post("/v1/sessions/current/rotate");
        REQUIRE(rotated.status == 200);
        CHECK_FALSE(mine.logged_in());
        mine.adopt(rotated);
        CHECK(mine.logged_in());
        CHECK(mine.csrf_token != old_token);
        CHECK(ids_of(mine.get("/v1/sessions")) == ids_of(before));
        console thief(f.server);
        thief.cookie = old_cookie;
        thief.csrf_token = old_token;
        CHECK(thief.remove("/v1/sessions/current").status == 401);
        CHECK(mine.logged_in());
    }
}

TEST_CASE("one's own sessions are listed, ended one by one, or all but this one") {
    for (auto const on : engines()) {
        INFO(name_of(on));
        fixture f(on);
        auto first = f.logged_in();
        auto second = f.logged_in();
        auto third = f.logged_in();
        auto const listed = first.get("/v1/sessions");
        REQUIRE(listed.status == 200);
        REQUIRE(ids_of(listed).size() == 3);
        int current = 0;
        std::string other;
        for (auto const& each : listed["items"].elements()) {
            CHECK_FALSE(each["last_used_at"].text().empty());
            CHECK(each["token_sha256"].is_null());
            if (each["current"].boolean()) {
                ++current;
            } else if (other.empty()) {
                other = each["id"].text();
            }
        }
        CHECK(current == 1);
        CHECK(first.remove("/v1/sessions/" + other).status == 204);
        CHECK_FALSE(second.logged_in());
        CHECK(third.logged_in());
        CHECK(first.remove("/v1/sessions/" + other).status == 404);
        // Another person's is as if it were not there, also for the administrator who made them.
        console stranger(f.server);
        REQUIRE(stranger.log_in("admin1@example.cn", "correct horse battery staple").status == 201);
        auto const mine = *ids_of(first.get("/v1/sessions")).begin();
        CHECK(stranger.remove("/v1/sessions/" + mine).status == 404);
        CHECK(ids_of(stranger.get("/v1/sessions")).count(mine) == 0);
        CHECK(first.remove("/v1/sessions/others").status == 204);
        CHECK_FALSE(third.logged_in());
        CHECK(first.logged_in());
        CHECK(stranger.logged_in());
        CHECK(ids_of(first.get("/v1/sessions")).size() == 1);
        CHECK(f.administrator->api.get("/v1/sessions").problem() == "wrong-state");
    }
}

TEST_CASE("a session ends after its idle time, and at its end whatever its use") {
    fixture f(engine::sqlite);
    auto used = f.logged_in();
    auto idle = f.logged_in();
    f.server.advance(59min);
    CHECK(used.logged_in());
    CHECK(ids_of(used.get("/v1/sessions")).size() == 2);
    f.server.advance(2min);
    CHECK(used.logged_in());
    CHECK_FALSE(idle.logged_in());
    CHECK(ids_of(used.get("/v1/sessions")).size() == 1);
    for (int i = 0; i < 12; ++i) {
        f.server.advance(50min);
        CHECK(used.logged_in());
    }
    f.server.advance(58min);
    CHECK(used.logged_in());
    f.server.advance(2min);
    CHECK_FALSE(used.logged_in());
}

TEST_CASE("what is done to a member shows in their open sessions at once") {
    for (auto const on : engines()) {
        INFO(name_of(on));
        fixture f(on);
        auto mine = f.logged_in();
        REQUIRE(mine.get("/v1/members").status == 200);
        // Another role: the session goes on with less.
        REQUIRE(f.change_person(R"({"roles":["reader"]})").status == 200);
        CHECK(mine.get("/v1/members").status == 403);
        CHECK(mine.get("/v1/identity")["roles"].elements().front().text() == "reader");
        // A password set by an administrator: shown out, and in again with the new one only.
        REQUIRE(
            f.change_person(R"({"password":")" + std::string(second_password) + R"("})").status ==
            200);
        CHECK_FALSE(mine.logged_in());
        mine.cookie.clear();
        CHECK(mine.log_in(email, first_password).status == 401);
        CHECK(mine.log_in(email, second_password).status == 201);
        // Disabled: shown out; enabled again, the old session does not come back.
        REQUIRE(f.change_person(R"({"status":"disabled"})").status == 200);
        CHECK_FALSE(mine.logged_in());
        REQUIRE(f.change_person(R"({"status":"active"})").status == 200);
        CHECK_FALSE(mine.logged_in());
    }
}

TEST_CASE("one's own password is changed with the current one, and every other session ends") {
    for (auto const on : engines()) {
        INFO(name_of(on));
        fixture f(on);
        auto mine = f.logged_in();
        auto other = f.logged_in();
        auto const path = "/v1/identity/password";
        auto const wrong = mine.post(path, change_text("not the current one", second_password));
        CHECK(wrong.status == 400);
        CHECK(wrong.error_pointers() == std::vector<std::string>{"/current_password"});
        auto const weak = mine.post(path, change_text(first_password, "password123456"));
        CHECK(weak.error_pointers() == std::vector<std::string>{"/new_password"});
        auto const own = mine.post(path, change_text(first_password, "yuntu.example.cn"));
        CHECK(own.error_pointers() == std::vector<std::string>{"/new_password"});
        CHECK(other.logged_in());
        // Nor may an administrator go round it for themselves.
        auto const round = mine.request("PATCH", f.person_path(),
                                        R"({"password":"seventeen lanterns over harbour"})",
                                        {{"If-Match", f.person.header("etag")}});
        CHECK(round.error_pointers() == std::vector<std::string>{"/password"});

        auto const changed = mine.post(path, change_text(first_password, second_password));
        REQUIRE(changed.status == 200);
        CHECK_FALSE(other.logged_in());
        CHECK_FALSE(mine.logged_in()); // the old token, that is
        mine.adopt(changed);
        CHECK(mine.logged_in());
        console fresh(f.server);
        CHECK(fresh.log_in(email, first_password).status == 401);
        CHECK(fresh.log_in(email, second_password).status == 201);
        CHECK(f.administrator->api.post(path, change_text(first_password, second_password))
                  .problem() == "wrong-state");
        // Guessing the current one is throttled like a login.
        int tried = 0;
        answer last;
        do {
            last = mine.post(path, change_text("not the current one", first_password));
            ++tried;
        } while (last.status == 400 && tried < 100);
        CHECK(last.status == 429);
        CHECK_FALSE(last.header("retry-after").empty());
    }
}

TEST_CASE("of very many sessions of one member the oldest end") {
    fixture f(engine::sqlite);
    std::vector<console> all;
    for (int i = 0; i < 34; ++i)
        all.push_back(f.logged_in());
    CHECK_FALSE(all[0].logged_in());
    CHECK_FALSE(all[1].logged_in());
    CHECK(all[2].logged_in());
    CHECK(ids_of(all.back().get("/v1/sessions")).size() == 32);
}

TEST_CASE(
    "passwords are refused for their length and what they are made of, by pointer, wherever one is "
    "set") {
    fixture f(engine::sqlite);
    for (auto const* weak : {"password1234", "qwertyuiop12", "p2.yuntu.2026",
                             "某某软件某某软件某某软件", "wrtzpxlmcvb"}) {
        INFO(weak);
        auto const refused = f.administrator->api.post(
            "/v1/members",
            R"({"name":"某人","email":"p2@yuntu.example.cn","roles":["reader"],"password":")" +
                std::string(weak) + R"("})");
        CHECK(refused.status == 400);
        CHECK(refused.error_pointers() == std::vector<std::string>{"/password"});
        auto const reset = f.change_person(R"({"password":")" + std::string(weak) + R"("})");
        CHECK(reset.error_pointers() == std::vector<std::string>{"/password"});
    }
    auto const longest = std::string(116, 'q') + "wrtzpxlmcvbk";
    auto const made = f.administrator->api.post(
        "/v1/members",
        R"({"name":"某人","email":"p3@yuntu.example.cn","roles":["reader"],"password":")" +
            longest + R"("})");
    CHECK(made.status == 201);
    CHECK(f.change_person(R"({"password":")" + longest + R"(k"})").error_pointers() ==
          std::vector<std::string>{"/password"});
    console person(f.server);
    CHECK(person.log_in("p3@yuntu.example.cn", longest.substr(0, 127)).status == 401);
    CHECK(person.log_in("p3@yuntu.example.cn", longest).status == 201);
}

} // namespace talent::test
