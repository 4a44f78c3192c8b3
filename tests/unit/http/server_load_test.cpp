// Overload and its refusals: every bound answers in its own way, and the server recovers.
#include <catch2/catch.hpp>

#include "common/http/limits.hpp"
#include "tests/unit/http/test_market.hpp"

using namespace talent;
using namespace talent::http;
using namespace talent::http::test;
using namespace std::chrono_literals;

TEST_CASE("a full database queue is 503 with Retry-After, and it recovers") {
    test_market market(relaxed(), {.reader_threads = 1, .queue_max = 2});
    std::vector<std::unique_ptr<raw_client>> clients;
    for (int i = 0; i < 12; ++i) {
        clients.push_back(std::make_unique<raw_client>(market.port()));
        clients.back()->send(get("/v1/gated"));
        if (i == 0) market.api().held().await_waiting(1);
    }
    raw_client probe(market.port());
    CHECK(probe.ask(get("/healthz"))->status == 200);
    market.api().held().open();
    int served = 0;
    int refused = 0;
    for (auto& each : clients) {
        auto const answer = each->read_answer();
        REQUIRE(answer.has_value());
        if (answer->status == 200) ++served;
        if (answer->status == 503) {
            ++refused;
            CHECK(answer->header("retry-after") == "1");
        }
    }
    CHECK(served == 3);
    CHECK(refused == 9);
    CHECK(probe.ask(get("/v1/gated"))->status == 200);
}

TEST_CASE("a full lane refuses its own requests, and no probe and no other lane") {
    auto settings = relaxed();
    settings.requests_in_flight_max = 2;
    test_market market(settings, {.reader_threads = 2});
    raw_client first(market.port());
    raw_client second(market.port());
    first.send(get("/v1/gated"));
    second.send(get("/v1/gated"));
    market.api().held().await_waiting(2);
    raw_client third(market.port());
    auto const refused = third.ask(get("/v1/gated"));
    CHECK(refused->status == 503);
    CHECK(refused->header("retry-after") == "1");
    CHECK(third.ask(get("/v1/query"))->status == 200);
    CHECK(third.ask(post("/v1/notes", "a small body"))->status == 201);
    CHECK(third.ask(get("/healthz"))->status == 200);
    CHECK(third.ask(get("/metrics"))->body.find("talent_http_requests_in_flight 3") !=
          std::string::npos);
    market.api().held().open();
    CHECK(first.read_answer()->status == 200);
    CHECK(second.read_answer()->status == 200);
    CHECK(third.ask(get("/v1/gated"))->status == 200);
}

TEST_CASE("writes are refused while the oldest waiting one has waited too long, reads are not") {
    auto settings = relaxed();
    settings.queue_age_max = 50ms;
    test_market market(settings);
    raw_client running(market.port());
    running.send(post("/v1/gated", ""));
    market.api().held().await_waiting(1);
    raw_client waiting(market.port());
    waiting.send(post("/v1/notes", "a"));
    std::this_thread::sleep_for(200ms);
    raw_client late(market.port());
    auto const refused = late.ask(post("/v1/notes", "b"));
    CHECK(refused->status == 503);
    CHECK(refused->header("retry-after") == "1");
    CHECK(late.ask(get("/v1/query"))->status == 200);
    market.api().held().open();
    CHECK(running.read_answer()->status == 201);
    CHECK(waiting.read_answer()->status == 201);
    CHECK(late.ask(post("/v1/notes", "b"))->status == 201);
}

TEST_CASE("connections beyond the bound are told to come back, and there is room when one ends") {
    auto settings = relaxed();
    settings.connections_max = 2;
    test_market market(settings);
    auto first = std::make_unique<raw_client>(market.port());
    raw_client second(market.port());
    CHECK(first->ask(get("/healthz"))->status == 200);
    CHECK(second.ask(get("/healthz"))->status == 200);
    raw_client third(market.port());
    auto const turned_away = third.read_answer();
    REQUIRE(turned_away.has_value());
    CHECK(turned_away->status == 503);
    CHECK(turned_away->header("retry-after") == "1");
    CHECK(third.is_closed_within(1s));
    first.reset();
    std::this_thread::sleep_for(100ms);
    raw_client fourth(market.port());
    CHECK(fourth.ask(get("/healthz"))->status == 200);
}

TEST_CASE("what slow clients hold in memory is bounded: the one that is slowest is ended first") {
    test_market market(relaxed());
    constexpr std::size_t body_bytes = 240 * 1024;
    constexpr std::size_t clients_more_than_fit = 20;
    constexpr std::size_t count = transfer_memory_max / body_bytes + clients_more_than_fit;
    std::string const unfinished =
        "POST /v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body_bytes + 1) +
        "\r\n\r\n" + std::string(body_bytes, 'a');
    std::vector<std::unique_ptr<raw_client>> clients;
    for (std::size_t i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<raw_client>(market.port()));
        clients.back()->send(unfinished);
    }
    // Long before its time is over.
    auto const begun = std::chrono::steady_clock::now();
    auto const ended = clients.front()->read_answer();
    CHECK(std::chrono::steady_clock::now() - begun < body_time_max / 2);
    REQUIRE(ended.has_value());
    CHECK(ended->status == 408);
    raw_client healthy(market.port());
    CHECK(healthy.ask(post("/v1/notes", "small"))->status == 201);
    clients.back()->send("a");
    CHECK(clients.back()->read_answer()->status == 201);
}

TEST_CASE("a slow reader does not hold up the others") {
    test_market market(relaxed());
    raw_client slow(market.port());
    std::string requests;
    for (int i = 0; i < 20'000; ++i)
        requests += get("/openapi.json");
    std::thread flooding([&] { slow.try_send(requests); });
    std::this_thread::sleep_for(200ms);
    raw_client quick(market.port());
    auto const begun = std::chrono::steady_clock::now();
    for (int i = 0; i < 20; ++i)
        CHECK(quick.ask(get("/healthz"))->status == 200);
    CHECK(std::chrono::steady_clock::now() - begun < 2s);
    slow.finish_sending();
    market.server().drain();
    flooding.join();
}
