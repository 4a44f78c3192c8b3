// No answer is lost: pipelining, draining, TLS, many clients at once.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <future>

#include "tests/unit/http/test_market.hpp"

using namespace talent;
using namespace talent::http;
using namespace talent::http::test;
using namespace std::chrono_literals;

namespace {

std::string output_of(std::string const& command) {
    std::string output;
    auto* const pipe = ::popen((command + " 2>&1").c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> buffer{};
    for (;;) {
        auto const count = std::fread(buffer.data(), 1, buffer.size(), pipe);
        if (count == 0) break;
        output.append(buffer.data(), count);
    }
    ::pclose(pipe);
    return output;
}

} // namespace

TEST_CASE("pipelined requests are answered in their order, whatever their work") {
    test_market market(relaxed());
    raw_client client(market.port());
    std::string bytes;
    for (int i = 0; i < 200; ++i) {
        bytes += get("/v1/notes/" + std::to_string(i));
        bytes += i % 2 == 0 ? get("/v1/query") : post("/v1/notes", std::to_string(i));
    }
    auto const sent = std::async(std::launch::async, [&] { client.send(bytes); });
    for (int i = 0; i < 200; ++i) {
        CHECK(client.read_answer()->body == "{\"id\":\"" + std::to_string(i) + "\"}");
        CHECK(client.read_answer()->status == (i % 2 == 0 ? 200 : 201));
    }
    CHECK(market.entries() == 100);
}

TEST_CASE("a body of any size in any pieces is read whole") {
    test_market market(relaxed());
    raw_client client(market.port());
    for (std::size_t const size : {0U, 1U, 100U, 1023U, 1024U}) {
        std::string const body(size, 'b');
        auto const bytes = post("/v1/echo", body);
        for (std::size_t at = 0; at < bytes.size(); at += 97) {
            client.send(std::string_view(bytes).substr(at, 97));
        }
        CHECK(client.read_answer()->body == body);
    }
}

TEST_CASE("many clients at once each get their own answers, on several I/O threads") {
    auto settings = relaxed();
    settings.io_threads = 3;
    test_market market(settings);
    std::atomic<int> right{0};
    std::vector<std::thread> clients;
    for (int c = 0; c < 16; ++c) {
        clients.emplace_back([&, c] {
            raw_client client(market.port());
            for (int i = 0; i < 100; ++i) {
                auto const name = std::to_string(c * 1000 + i);
                auto const answer = i % 4 == 0 ? client.ask(post("/v1/notes", name))
                                               : client.ask(get("/v1/notes/" + name));
                if (answer && answer->body.find("\"" + name + "\"") != std::string::npos) ++right;
            }
        });
    }
    for (auto& each : clients)
        each.join();
    CHECK(right == 1600);
    CHECK(market.entries() == 16 * 25);
}

TEST_CASE("a drain under load answers every request that was begun") {
    for (int round = 0; round < 5; ++round) {
        auto settings = relaxed();
        settings.io_threads = 2;
        test_market market(settings);
        std::atomic<int> acknowledged{0};
        std::atomic<int> torn{0};
        std::vector<std::thread> clients;
        for (int c = 0; c < 8; ++c) {
            clients.emplace_back([&] {
                raw_client client(market.port());
                for (;;) {
                    if (!client.try_send(post("/v1/notes", "x"))) return;
                    auto const answer = client.read_answer();
                    if (!answer) return;
                    answer->status == 201 ? ++acknowledged : ++torn;
                    if (answer->header("connection") == "close") return;
                }
            });
        }
        std::this_thread::sleep_for(100ms);
        auto const begun = std::chrono::steady_clock::now();
        market.server().drain();
        market.join();
        CHECK(std::chrono::steady_clock::now() - begun < 5s);
        for (auto& each : clients)
            each.join();
        CHECK(acknowledged > 0);
        CHECK(torn == 0);
        CHECK(market.entries() == acknowledged);
        CHECK_THROWS(raw_client(market.port()));
    }
}

TEST_CASE("a drain waits for work that runs, and ends idle connections at once") {
    test_market market(relaxed());
    raw_client idle(market.port());
    CHECK(idle.ask(get("/healthz"))->status == 200);
    raw_client busy(market.port());
    busy.send(post("/v1/gated", ""));
    market.api().held().await_waiting(1);
    market.server().drain();
    CHECK(idle.is_closed_within(2s));
    CHECK_FALSE(busy.is_closed_within(200ms));
    market.api().held().open();
    auto const answer = busy.read_answer();
    REQUIRE(answer.has_value());
    CHECK(answer->status == 201);
    CHECK(answer->header("connection") == "close");
    market.join();
}

TEST_CASE("answers leave over TLS 1.2 and 1.3, and nothing older") {
    talent::test::temporary_folder const folder;
    auto const certificate = folder.path() + "/certificate.pem";
    auto const key = folder.path() + "/key.pem";
    output_of(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=talent.test -keyout " +
        key + " -out " + certificate);
    auto settings = relaxed();
    settings.tls_certificate_file = certificate;
    settings.tls_private_key_file = key;
    test_market market(settings);
    auto const ask = [&](std::string const& version) {
        return output_of(
            "printf 'GET /healthz HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n' "
            "| openssl s_client -quiet -alpn http/1.1 " +
            version + " -CAfile " + certificate +
            " -connect 127.0.0.1:" + std::to_string(market.port()));
    };
    for (auto const* version : {"-tls1_2", "-tls1_3"}) {
        INFO(version);
        auto const output = ask(version);
        INFO(output);
        CHECK(output.find("{\"status\":\"alive\"}") != std::string::npos);
        CHECK(output.find("Strict-Transport-Security") != std::string::npos);
    }
    CHECK(ask("-tls1_1").find("alive") == std::string::npos);
    raw_client plain(market.port());
    plain.send(get("/healthz"));
    CHECK_FALSE(plain.read_answer().has_value());
}

TEST_CASE("a server that cannot listen says so in a sentence") {
    test_market market(relaxed());
    auto settings = relaxed();
    settings.tls_certificate_file = "/nonexistent";
    CHECK_THROWS_WITH(test_market(settings), Catch::Contains("/nonexistent"));
    settings = relaxed();
    settings.address = "not an address";
    CHECK_THROWS_WITH(test_market(settings), Catch::Contains("Cannot listen"));
}
