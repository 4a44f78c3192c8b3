// Every kind of work that a handler can return, over a socket.
#include <catch2/catch.hpp>

#include "common/json/value.hpp"
#include "tests/unit/http/test_market.hpp"

using namespace talent;
using namespace talent::http;
using namespace talent::http::test;
using namespace std::chrono_literals;

TEST_CASE("a write is answered when it is kept, a refused one leaves nothing") {
    test_market market(relaxed());
    raw_client client(market.port());
    auto const kept = client.ask(post("/v1/notes", "hello"));
    CHECK(kept->status == 201);
    CHECK(kept->body == R"({"text":"hello"})");
    CHECK(market.entries() == 1);
    CHECK(client.ask(post("/v1/notes", "refused"))->status == 409);
    auto const dry = client.ask(post("/v1/notes?dry_run=true", "hello"));
    CHECK(dry->status == 201);
    CHECK(dry->header("dry-run") == "true");
    CHECK(market.entries() == 1);
}

TEST_CASE("an idempotency key replays over the wire") {
    test_market market(relaxed());
    raw_client client(market.port());
    auto const first = client.ask(post("/v1/notes", "a", "Idempotency-Key: k\r\n"));
    auto const second = client.ask(post("/v1/notes", "a", "Idempotency-Key: k\r\n"));
    CHECK(second->body == first->body);
    CHECK(second->header("idempotent-replayed") == "true");
    CHECK(first->header("idempotent-replayed").empty());
    CHECK(client.ask(post("/v1/notes", "b", "Idempotency-Key: k\r\n"))->status == 422);
    CHECK(market.entries() == 1);
}

TEST_CASE("queries and prepared work run on threads of their own") {
    test_market market(relaxed());
    raw_client client(market.port());
    CHECK(client.ask(get("/v1/query"))->body == R"({"sum":3})");
    CHECK(client.ask(post("/v1/prepared", ""))->status == 201);
    CHECK(client.ask(post("/v1/prepared", "refused"))->status == 401);
    CHECK(market.entries() == 1);
}

TEST_CASE("a stream arrives piece by piece, and a refused one with its own status") {
    test_market market(relaxed());
    raw_client client(market.port());
    auto const answer = client.ask(get("/v1/stream"));
    CHECK(answer->status == 200);
    CHECK(answer->header("transfer-encoding") == "chunked");
    CHECK(answer->header("content-disposition") == "attachment; filename=\"notes.csv\"");
    CHECK(answer->body == "line 1\nline 2\nline 3\n");
    CHECK(client.ask(get("/v1/broken"))->status == 409);
    CHECK(client.ask(get("/healthz"))->status == 200);
}

TEST_CASE("a stream that fails half-way is visibly broken off") {
    test_market market(relaxed());
    raw_client client(market.port());
    client.send(get("/v1/broken?q=a"));
    CHECK_FALSE(client.read_answer().has_value());
    raw_client next(market.port());
    CHECK(next.ask(get("/healthz"))->status == 200);
}

TEST_CASE("an exception becomes a problem that says nothing of the inside") {
    test_market market(relaxed());
    raw_client client(market.port());
    for (auto const& bytes : {get("/v1/fail"), get("/v1/fail/query"), post("/v1/fail", "")}) {
        auto const answer = client.ask(bytes);
        CHECK(answer->status == 500);
        CHECK(answer->body.find("internal detail") == std::string::npos);
    }
    auto const leak = client.ask(get("/v1/leak"));
    CHECK(leak->status == 500);
    CHECK(leak->header("set-cookie").empty());
    CHECK(market.entries() == 0);
}

TEST_CASE("events arrive after the commit that made them, from where the client left") {
    test_market market(relaxed());
    raw_client writer(market.port());
    writer.ask(post("/v1/notes", "first"));
    raw_client reader(market.port());
    reader.send(get("/v1/events"));
    CHECK(reader.read_until("id: 1\nevent: note.written\ndata: {\"text\":\"first\"}\n\n"));
    CHECK(writer.ask(post("/v1/notes", "second"))->status == 201);
    CHECK(reader.read_until("id: 2\n"));
    for (int i = 0; i < 50; ++i)
        writer.ask(post("/v1/notes", "more"));
    CHECK(reader.read_until("id: 52\n"));
    raw_client again(market.port());
    again.send(get("/v1/events", "Last-Event-ID: 51\r\n"));
    auto const rest = again.read_until("id: 52\n");
    REQUIRE(rest.has_value());
    CHECK(rest->find("id: 51\n") == std::string::npos);
    CHECK(rest->find("text/event-stream") != std::string::npos);
}

TEST_CASE("a stream ends with its credential, and shows nothing that came after") {
    test_market market(relaxed());
    raw_client writer(market.port());
    writer.ask(post("/v1/notes", "before"));
    raw_client reader(market.port());
    reader.send(get("/v1/events"));
    CHECK(reader.read_until("id: 1\n"));
    market.end_credentials();
    writer.ask(post("/v1/notes", "after"));
    auto const rest = reader.read_until("0\r\n\r\n");
    REQUIRE(rest.has_value());
    CHECK(rest->find("after") == std::string::npos);
}

TEST_CASE("one credential has so many streams, and leaves the others theirs") {
    test_market market(relaxed());
    std::vector<std::unique_ptr<raw_client>> readers;
    for (std::size_t i = 0; i < event_streams_per_credential_max; ++i) {
        readers.push_back(std::make_unique<raw_client>(market.port()));
        readers.back()->send(get("/v1/events"));
        CHECK(readers.back()->read_until("text/event-stream"));
    }
    raw_client one_more(market.port());
    auto const refused = one_more.ask(get("/v1/events"));
    REQUIRE(refused.has_value());
    CHECK(refused->status == 503);
}

TEST_CASE("a client that closes its streams has its places back long before a heartbeat") {
    test_market market(relaxed());
    std::string const sent_meanwhile = GENERATE(std::string(), get("/v1/events"));
    CAPTURE(sent_meanwhile);
    std::vector<std::unique_ptr<raw_client>> readers;
    for (std::size_t i = 0; i < event_streams_per_credential_max; ++i) {
        readers.push_back(std::make_unique<raw_client>(market.port()));
        readers.back()->send(get("/v1/events"));
        CHECK(readers.back()->read_until("retry: 2000\n\n\r\n"));
        readers.back()->send(sent_meanwhile);
    }
    raw_client probe(market.port());
    auto const open_streams = [&] {
        auto const shown = probe.ask(get("/metrics"))->body;
        return std::stoi(shown.substr(shown.find("\ntalent_http_event_streams ") + 27));
    };
    CHECK(open_streams() == static_cast<int>(readers.size()));
    // One that has only sent something is not taken for gone.
    readers.resize(1);
    auto const soon = std::chrono::steady_clock::now() + heartbeat_interval / 2;
    while (open_streams() > 1 && std::chrono::steady_clock::now() < soon)
        std::this_thread::sleep_for(10ms);
    CHECK(open_streams() == 1);
    raw_client writer(market.port());
    writer.ask(post("/v1/notes", "after"));
    CHECK(readers.front()->read_until("after"));
}

TEST_CASE("a stream ends cleanly when the server drains") {
    test_market market(relaxed());
    raw_client reader(market.port());
    reader.send(get("/v1/events"));
    CHECK(reader.read_until("retry: 2000\n\n\r\n"));
    market.server().drain();
    CHECK(reader.read_until("0\r\n\r\n"));
    market.join();
}
