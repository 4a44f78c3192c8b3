// Raw bytes against a real server: what is refused, and that the connection ends with it.
#include <catch2/catch.hpp>

#include "common/http/limits.hpp"
#include "common/json/value.hpp"
#include "tests/unit/http/test_market.hpp"

using namespace talent;
using namespace talent::http;
using namespace talent::http::test;
using namespace std::chrono_literals;

namespace {

std::string chunked(std::string_view chunks, std::string_view lines = {}) {
    return "POST /v1/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n" +
           std::string(lines) + "\r\n" + std::string(chunks);
}

} // namespace

TEST_CASE("bytes that are no request are answered with 4xx and a close") {
    test_market market(relaxed());
    using namespace std::string_literals;
    for (auto const& bytes :
         {"GET / HTTP/1.1\r\n\r\n"s, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"s,
          "POST /v1/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: "
          "chunked\r\n\r\n0\r\n\r\n"s,
          "GET /\nHost: a\n\n"s, "\0\0\0\0"s, "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n"s,
          "GET / HTTP/1.1\r\nHost : a\r\n\r\n"s, "\x16\x03\x01\x02"s,
          "GET /v1/notes/%ff HTTP/1.1\r\nHost: a\r\n\r\n"s}) {
        INFO(bytes);
        raw_client client(market.port());
        auto const answer = client.ask(bytes);
        REQUIRE(answer.has_value());
        CHECK(answer->status == 400);
        CHECK(answer->header("connection") == "close");
        CHECK(answer->header("content-type") == "application/problem+json");
        auto const document = json::parse(answer->body).value();
        CHECK(document["type"].text() == "/problems/malformed-request");
        CHECK(document["instance"].text() == "urn:uuid:" + answer->header("x-request-id"));
        CHECK(client.is_closed_within(1s));
    }
}

TEST_CASE("a refused head hides no second request behind it") {
    test_market market(relaxed());
    raw_client client(market.port());
    client.send("GET / HTTP/1.1\r\nX: a\r\n\r\n" + get("/healthz"));
    CHECK(client.read_answer()->status == 400);
    CHECK_FALSE(client.read_answer().has_value());
}

TEST_CASE("an oversized head is refused by name, and an oversized target too") {
    test_market market(relaxed());
    raw_client fields(market.port());
    CHECK(
        fields.ask(get("/healthz", "X: " + std::string(header_bytes_max, 'a') + "\r\n"))->status ==
        431);
    raw_client target(market.port());
    CHECK(target.ask(get("/" + std::string(header_bytes_max + 4096, 'a')))->status == 414);
    raw_client long_target(market.port());
    CHECK(long_target.ask(get("/" + std::string(target_bytes_max, 'a')))->status == 414);
}

TEST_CASE("a header that dribbles in is ended with 408, an idle connection without a word",
          "[slow]") {
    test_market market(relaxed());
    raw_client client(market.port());
    client.send("GET / HTTP/1.1\r\nHo");
    auto const begun = std::chrono::steady_clock::now();
    for (int i = 0; i < 3; ++i) {
        std::this_thread::sleep_for(1s);
        client.try_send("s");
    }
    auto const answer = client.read_answer();
    REQUIRE(answer.has_value());
    CHECK(answer->status == 408);
    CHECK(std::chrono::steady_clock::now() - begun < header_time_max + 2s);
    CHECK(client.is_closed_within(1s));
}

TEST_CASE("one line break before a request is forgiven") {
    test_market market(relaxed());
    raw_client client(market.port());
    CHECK(client.ask("\r\n" + get("/healthz"))->status == 200);
    CHECK(client.ask("\r\n" + get("/healthz"))->status == 200);
}

TEST_CASE("chunked bodies are read whole, extensions and pieces whatever they are") {
    test_market market(relaxed());
    raw_client client(market.port());
    CHECK(client.ask(chunked("3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"))->body == "abcde");
    client.send(chunked(""));
    for (char const byte : std::string("4\r\nwxyz\r\n0\r\n\r\n")) {
        client.send({&byte, 1});
        std::this_thread::sleep_for(1ms);
    }
    CHECK(client.read_answer()->body == "wxyz");
    CHECK(client.ask(get("/healthz"))->status == 200);
}

TEST_CASE("trailers never become headers") {
    test_market market(relaxed());
    raw_client client(market.port());
    auto const answer = client.ask(
        "POST /v1/payments HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
        "Idempotency-Key: k\r\n\r\n0\r\nAuthorization: Bearer good\r\n\r\n");
    CHECK(answer->status == 401);
    raw_client second(market.port());
    CHECK(second.ask(chunked("1\r\na\r\n0\r\nX-Checksum: b\r\nX-Other: y\r\n\r\n"))->body == "a");
    CHECK(second.ask(get("/healthz"))->status == 200);
}

TEST_CASE("a trailer that would mean something as a header is refused") {
    test_market market(relaxed());
    for (auto const* field : {"Content-Length: 9", "Transfer-Encoding: chunked", "Host: b",
                              "Authorization: Bearer good", "X-CSRF-Token: b"}) {
        INFO(field);
        raw_client client(market.port());
        CHECK(client.ask(chunked("0\r\n" + std::string(field) + "\r\n\r\n"))->status == 400);
        CHECK(client.is_closed_within(1s));
    }
}

TEST_CASE("malformed chunks are refused and the connection ends") {
    test_market market(relaxed());
    for (auto const* chunks :
         {"x\r\n", "0x3\r\nabc\r\n0\r\n\r\n", "+3\r\nabc\r\n0\r\n\r\n", "-3\r\nabc\r\n0\r\n\r\n",
          "3\r\nabcd\r\n0\r\n\r\n", "3\nabc\n0\n\n", "\r\n", "3 \r\nabc\r\n0\r\n\r\n",
          " 3\r\nabc\r\n0\r\n\r\n", "ffffffffffffffffff\r\nabc\r\n", "3\r\nabcX\r\n0\r\n\r\n",
          "3\r\nabc\n0\r\n\r\n", "3\rabc\r\n0\r\n\r\n", "3;a\nb\r\nabc\r\n0\r\n\r\n"}) {
        INFO(chunks);
        raw_client client(market.port());
        client.send(chunked(chunks));
        client.finish_sending();
        auto const answer = client.read_answer();
        REQUIRE(answer.has_value());
        CHECK(answer->status >= 400);
        CHECK(answer->status < 500);
        CHECK(client.is_closed_within(1s));
    }
}

TEST_CASE("a body beyond the route's limit is refused before it is read") {
    test_market market(relaxed());
    raw_client announced(market.port());
    announced.send("POST /v1/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
    CHECK(announced.read_answer()->status == 413);
    CHECK(announced.is_closed_within(1s));
    raw_client chunks(market.port());
    chunks.send(chunked("800\r\n" + std::string(0x800, 'a') + "\r\n0\r\n\r\n"));
    CHECK(chunks.read_answer()->status == 413);
    raw_client exact(market.port());
    CHECK(exact.ask(post("/v1/echo", std::string(note_bytes_max, 'a')))->status == 200);
    CHECK(exact.ask(post("/v1/echo", std::string(note_bytes_max + 1, 'a')))->status == 413);
    CHECK(exact.ask(get("/healthz"))->status == 200);
    CHECK(exact.ask(chunked("400\r\n" + std::string(note_bytes_max, 'a') + "\r\n0\r\n\r\n"))
              ->status == 200);
}

TEST_CASE("a body where none is taken is refused") {
    test_market market(relaxed());
    raw_client client(market.port());
    CHECK(client.ask(get("/v1/query", "Content-Length: 1\r\n") + "a")->status == 400);
    raw_client compressed(market.port());
    CHECK(compressed.ask(post("/v1/echo", "a", "Content-Encoding: gzip\r\n"))->status == 415);
}

TEST_CASE("a client that expects 100-continue is told to go on, or why not") {
    test_market market(relaxed());
    raw_client client(market.port());
    client.send(
        "POST /v1/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: "
        "100-continue\r\n\r\n");
    CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
    CHECK(client.ask("abc")->body == "abc");
    client.send(
        "POST /v1/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\nExpect: "
        "100-continue\r\n\r\n");
    CHECK(client.read_answer()->status == 413);
    CHECK(client.is_closed_within(1s));
    raw_client other(market.port());
    CHECK(other.ask(post("/v1/echo", "a", "Expect: tea\r\n"))->status == 417);
}

TEST_CASE("a broken-off body has no effect") {
    test_market market(relaxed());
    raw_client client(market.port());
    client.send("POST /v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    client.finish_sending();
    auto const answer = client.read_answer();
    CHECK((!answer || answer->status == 400));
    CHECK(market.entries() == 0);
}

TEST_CASE("HTTP/1.0 is answered in its own way") {
    test_market market(relaxed());
    raw_client client(market.port());
    auto const once = client.ask("GET /healthz HTTP/1.0\r\n\r\n");
    CHECK(once->status == 200);
    CHECK(once->header("connection") == "close");
    CHECK(client.is_closed_within(1s));
    raw_client kept(market.port());
    CHECK(
        kept.ask("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")->header("connection") ==
        "keep-alive");
    kept.send("GET /v1/stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    auto const streamed = kept.read_answer();
    CHECK(streamed->header("transfer-encoding").empty());
    CHECK(streamed->body == "line 1\nline 2\nline 3\n");
}
