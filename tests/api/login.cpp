// Logging in over HTTP: wrong answers that say nothing, throttles that leave the owner in, a flood
// that holds nobody else up, and what the log keeps of it.
#include <catch2/catch.hpp>

#include <atomic>
#include <iostream>
#include <regex>
#include <thread>

#include "services/identity/login_throttle.hpp"
#include "tests/api/console.hpp"
#include "tests/support/load_generator.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view right_password = "wandering otters polish brass";
constexpr std::string_view wrong_password = "a password nobody has here";

std::string email_of(int number) {
    return "person" + std::to_string(number) + "@yuntu.example.cn";
}

headers from(std::string const& address) {
    return {{"X-Forwarded-For", address}};
}

class fixture : public served_enterprise {
  public:
    using served_enterprise::served_enterprise;

    answer add_member(int number) {
        auto made = administrator->api.post("/v1/members",
                                            R"({"name":"某人","email":")" + email_of(number) +
                                                R"(","roles":["manager"],"password":")" +
                                                std::string(right_password) + R"("})");
        REQUIRE(made.status == 201);
        return made;
    }

    answer try_login(std::string const& email, std::string_view password,
                     std::string const& address) {
        return server.client().post("/v1/sessions", login_text(email, password), from(address));
    }
};

/// The answer as bytes but for what differs between any two: the request's id and the date.
std::string comparable(answer one) {
    std::string text = std::to_string(one.status) + "\n";
    for (auto const& [name, value] : one.headers) {
        if (name != "date" && name != "x-request-id" && !name.starts_with("ratelimit"))
            text += name + ": " + value + "\n";
    }
    return text + std::regex_replace(one.body, std::regex("urn:uuid:[0-9a-f-]+"), "urn:uuid:…");
}

} // namespace

TEST_CASE("an unknown account, a wrong password and a disabled member are answered alike") {
    for (auto const on : engines()) {
        INFO(name_of(on));
        fixture f(on);
        f.add_member(1);
        auto const disabled = f.add_member(2);
        REQUIRE(f.administrator->api
                    .patch_on(disabled, "/v1/members/" + disabled.text("id"),
                              R"({"status":"disabled"})")
                    .status == 200);
        auto const unknown = f.try_login("nobody@yuntu.example.cn", right_password, "192.0.2.1");
        auto const wrong = f.try_login(email_of(1), wrong_password, "192.0.2.2");
        auto const shut_out = f.try_login(email_of(2), right_password, "192.0.2.3");
        CHECK(unknown.status == 401);
        CHECK(unknown.problem() == "login-failed");
        CHECK(comparable(unknown) == comparable(wrong));
        CHECK(comparable(unknown) == comparable(shut_out));
        CHECK(f.try_login(email_of(1), right_password, "192.0.2.4").status == 201);

        // The throttle, too, begins at the same try for each of them.
        for (auto const& [email, password] :
             {std::pair{std::string("nobody@yuntu.example.cn"), right_password},
              std::pair{email_of(1), wrong_password}, std::pair{email_of(2), right_password}}) {
            INFO(email);
            int failed = 0;
            answer last;
            do {
                last = f.try_login(email, password, "198.51.100.7");
                failed += last.status == 401 ? 1 : 0;
            } while (last.status == 401);
            CHECK(last.status == 429);
            CHECK(failed == identity::pair_limit.free_failures + 1);
        }
    }
}

TEST_CASE("an unknown account and a disabled one take as long as a wrong password (printed)") {
    fixture f(engine::sqlite);
    f.add_member(1);
    auto const disabled = f.add_member(2);
    f.administrator->api.patch_on(disabled, "/v1/members/" + disabled.text("id"),
                                  R"({"status":"disabled"})");
    struct kind {
        std::string name;
        std::string email;
        std::vector<double> milliseconds = {};
    };
    std::vector<kind> kinds = {{"unknown account", "nobody@yuntu.example.cn"},
                               {"wrong password", email_of(1)},
                               {"disabled member", email_of(2)}};
    for (int round = 0; round < 30; ++round) {
        for (auto& each : kinds) {
            auto const begun = std::chrono::steady_clock::now();
            auto const got =
                f.try_login(each.email, wrong_password, "10.0." + std::to_string(round) + ".1");
            std::chrono::duration<double, std::milli> const took =
                std::chrono::steady_clock::now() - begun;
            REQUIRE(got.status == 401);
            each.milliseconds.push_back(took.count());
        }
    }
    for (auto& each : kinds) {
        std::sort(each.milliseconds.begin(), each.milliseconds.end());
        std::cout << "login refused, " << each.name << ": median "
                  << each.milliseconds[each.milliseconds.size() / 2] << " ms, least "
                  << each.milliseconds.front() << " ms\n";
    }
}

TEST_CASE(
    "a stranger who guesses waits longer and longer, the owner comes in from the own address") {
    fixture f(engine::sqlite);
    f.add_member(1);
    auto const email = email_of(1);
    REQUIRE(f.try_login(email, right_password, "192.0.2.1").status == 201);
    for (int i = 0; i <= identity::pair_limit.free_failures; ++i)
        REQUIRE(f.try_login(email, wrong_password, "198.51.100.1").status == 401);
    auto const refused = f.try_login(email, right_password, "198.51.100.1");
    CHECK(refused.status == 429);
    CHECK(refused.problem() == "rate-limited");
    CHECK(refused.header("retry-after") == "2");
    CHECK(f.try_login(email, right_password, "192.0.2.1").status == 201);
    CHECK(f.try_login(email, right_password, "198.51.100.2").status == 201);
    // The wait over, one more try; the next wait is twice as long.
    f.server.advance(2s);
    CHECK(f.try_login(email, wrong_password, "198.51.100.1").status == 401);
    CHECK(f.try_login(email, wrong_password, "198.51.100.1").header("retry-after") == "4");
    f.server.advance(4s);
    CHECK(f.try_login(email, right_password, "198.51.100.1").status == 201);
    // A success clears the pair.
    for (int i = 0; i <= identity::pair_limit.free_failures; ++i)
        CHECK(f.try_login(email, wrong_password, "198.51.100.1").status == 401);

    // From everywhere at once: strangers are shut out, the owner's address is not.
    for (int i = 0; i < identity::account_limit.free_failures + 10; ++i)
        f.try_login(email, wrong_password, "203.0.113." + std::to_string(i % 250));
    auto const elsewhere = f.try_login(email, right_password, "198.51.100.77");
    CHECK(elsewhere.status == 429);
    CHECK(f.try_login(email, right_password, "192.0.2.1").status == 201);
}

TEST_CASE("an IPv6 client is limited by its /64, whichever address of it it takes") {
    fixture f(engine::sqlite);
    int failed = 0;
    for (int i = 0; i < 50; ++i) {
        auto const address = "2001:db8:1:2::" + std::to_string(i + 1);
        failed += f.try_login("nobody@yuntu.example.cn", wrong_password, address).status == 401;
    }
    CHECK(failed == identity::pair_limit.free_failures + 1);
    CHECK(f.try_login("nobody@yuntu.example.cn", wrong_password, "2001:db8:1:3::1").status == 401);
}

TEST_CASE("failures and throttles are in the log with request and network, never who or what") {
    fixture f(engine::sqlite);
    f.add_member(1);
    std::string id;
    for (int i = 0; i <= identity::pair_limit.free_failures; ++i)
        id = f.try_login(email_of(1), wrong_password, "2001:db8:9:9::7").header("x-request-id");
    auto const refused = f.try_login(email_of(1), wrong_password, "2001:db8:9:9::7");
    REQUIRE(refused.status == 429);
    auto const log = f.server.log();
    auto const line_with = [&](std::string const& request, std::string const& message) {
        std::istringstream lines(log);
        for (std::string line; std::getline(lines, line);) {
            if (line.find(request) != std::string::npos && line.find(message) != std::string::npos)
                return line;
        }
        return std::string();
    };
    auto const failure = line_with(id, "password check failed");
    CHECK(failure.find(R"("network":"2001:db8:9:9::")") != std::string::npos);
    auto const throttled = line_with(refused.header("x-request-id"), "password check throttled");
    CHECK(throttled.find(R"("limit":"pair")") != std::string::npos);
    CHECK(throttled.find(R"("network":"2001:db8:9:9::")") != std::string::npos);
    CHECK(log.find("yuntu.example.cn") == std::string::npos);
    CHECK(log.find(wrong_password) == std::string::npos);
    CHECK(log.find(right_password) == std::string::npos);
}

TEST_CASE("registrations of one network leave room for the logins of another") {
    fixture f(engine::sqlite);
    f.add_member(1);
    auto const body =
        R"({"organisation":{"kind":"enterprise","name":"某某软件","credit_code":")" +
        valid_credit_code("330100", 1) +
        R"(","region":"330100","legal_representative":"王立","phone":"0571-88001001","address":"文三路"},)"
        R"("administrator":{"name":"王立","email":"x@y.cn","password":"wandering otters polish"}})";
    std::atomic<bool> all_tried{false};
    load_plan flood{.port = f.server.port(),
                    .from_address = "127.0.0.9",
                    .connections = 40,
                    .duration = 60s,
                    .make =
                        [&](std::uint64_t, std::string& to) {
                            append_request(to, "POST", "/v1/organisations", {}, body,
                                           "X-Forwarded-For: 10.9.9.9\r\n");
                        },
                    .stop = [&] { return all_tried.load(); }};
    load_outcome flooded;
    std::string first;
    flood.seen = [&](load_answer const& one) {
        if (first.empty()) first = one.body();
    };
    std::thread flooder([&] { flooded = run_load(flood); });
    std::this_thread::sleep_for(500ms);
    auto owner = f.server.client();
    // On a starved machine a password may wait longer than it is allowed to: who is told to come
    // back does so, while the flood goes on.
    constexpr int tries_max = 3;
    int let_in = 0;
    for (int i = 0; i < 10; ++i) {
        int status = 503;
        for (int tries = 0; status == 503 && tries < tries_max; ++tries) {
            if (tries > 0) std::this_thread::sleep_for(1s);
            status = owner
                         .post("/v1/sessions", login_text(email_of(1), right_password),
                               from("10.1.1." + std::to_string(i)))
                         .status;
        }
        let_in += status == 201;
    }
    all_tried = true;
    flooder.join();
    CHECK(let_in == 10);
    INFO("the first answer: " << first);
    CHECK(flooded.statuses[409] > 0); // it was a flood of real work
    CHECK(flooded.statuses[503] > 0);
}

TEST_CASE("a flood of logins is turned away in bounds, and delays nobody else's requests") {
    fixture f(engine::sqlite);
    f.add_member(1);
    constexpr int flooders = 64;
    std::atomic<bool> stop{false};
    std::array<std::atomic<int>, 600> of_status{};
    std::atomic<int> without_retry{0};
    std::vector<std::thread> flood;
    for (int t = 0; t < flooders; ++t) {
        flood.emplace_back([&, t] {
            auto client = f.server.client();
            for (int i = 0; !stop; ++i) {
                auto const number = std::to_string(i % 200);
                auto const got = client.post(
                    "/v1/sessions",
                    login_text("p" + number + "@t" + std::to_string(t) + ".cn", wrong_password),
                    from("10." + std::to_string(t) + "." + number + ".1"));
                ++of_status[static_cast<std::size_t>(got.status)];
                bool const wait = got.status == 503 || got.status == 429;
                if (wait && got.header("retry-after").empty()) ++without_retry;
            }
        });
    }
    std::vector<double> milliseconds;
    int refused = 0;
    int depth = 0;
    auto reader = f.server.client();
    auto const until = std::chrono::steady_clock::now() + 3s;
    while (std::chrono::steady_clock::now() < until) {
        auto const begun = std::chrono::steady_clock::now();
        bool const read = reader.get("/v1/search/demands?limit=1").status == 200;
        bool const wrote =
            f.administrator->api
                .post("/v1/demands",
                      R"({"title":"会计","occupation":"2-06-03-00","region":"330106"})")
                .status == 201;
        refused += read && wrote ? 0 : 1;
        milliseconds.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun)
                .count());
        auto const text = reader.get("/metrics").body;
        std::string const name = "\ntalent_password_queue_depth ";
        auto const at = text.find(name);
        REQUIRE(at != std::string::npos);
        depth = std::max(depth, std::atoi(text.c_str() + at + name.size()));
    }
    stop = true;
    for (auto& each : flood)
        each.join();
    std::sort(milliseconds.begin(), milliseconds.end());
    std::cout << "during a flood of logins (" << of_status[401] << " checked, " << of_status[503]
              << " turned away): a search and a new demand together take "
              << milliseconds[milliseconds.size() / 2] << " ms, 99 % within "
              << milliseconds[milliseconds.size() * 99 / 100] << " ms; deepest queue " << depth
              << "\n";
    CHECK(refused == 0);
    CHECK(of_status[401] > 0);
    CHECK(of_status[503] > 0);
    CHECK(without_retry == 0);
    int others = 0;
    for (std::size_t status = 0; status < of_status.size(); ++status) {
        if (status != 401 && status != 503 && status != 429) others += of_status[status];
    }
    CHECK(others == 0);
    CHECK(depth <= 32);
    // And recovers: the right password is taken at once.
    CHECK(f.try_login(email_of(1), right_password, "192.0.2.1").status == 201);
}

} // namespace talent::test
