// Answers as bytes, events as text.
#include <catch2/catch.hpp>

#include <memory>

#include "common/http/answer_bytes.hpp"
#include "common/http/event_text.hpp"

using namespace talent::http;

namespace {

std::string bytes_of(response const& answer, answer_frame frame = {}) {
    frame.date = "Sun, 22 Nov 2026 01:23:45 GMT";
    std::string bytes;
    append_answer(bytes, answer, frame);
    return bytes;
}

bool has_line(std::string const& bytes, std::string const& line) {
    return bytes.find("\r\n" + line + "\r\n") != std::string::npos;
}

} // namespace

TEST_CASE("every answer carries the security headers") {
    auto const bytes = bytes_of({.body = "{}"}, {.request_id = "0190"});
    CHECK(bytes.starts_with("HTTP/1.1 200 OK\r\n"));
    CHECK(bytes.ends_with("\r\n\r\n{}"));
    for (auto const* line :
         {"X-Content-Type-Options: nosniff", "Cache-Control: no-store",
          "Referrer-Policy: no-referrer",
          "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'", "Server: talentd",
          "Date: Sun, 22 Nov 2026 01:23:45 GMT", "Content-Length: 2",
          "Content-Type: application/json", "X-Request-Id: 0190"}) {
        INFO(line);
        CHECK(has_line(bytes, line));
    }
    CHECK(bytes.find("Strict-Transport-Security") == std::string::npos);
    CHECK(bytes_of({}, {.secure = true}).find("Strict-Transport-Security") != std::string::npos);
}

TEST_CASE("an answer's own caching and policy replace the defaults") {
    response answer;
    answer.header("cache-control", "public, max-age=5");
    answer.header("Content-Security-Policy", "default-src 'self'");
    auto const bytes = bytes_of(answer);
    CHECK(bytes.find("no-store") == std::string::npos);
    CHECK(bytes.find("default-src 'none'") == std::string::npos);
}

TEST_CASE("the framing follows from status, method and form") {
    CHECK_FALSE(has_line(bytes_of(no_content()), "Content-Length: 0"));
    CHECK_FALSE(has_line(bytes_of({.status = 304}), "Content-Length: 0"));
    auto const head = bytes_of({.body = "12345"}, {.head_only = true});
    CHECK(has_line(head, "Content-Length: 5"));
    CHECK(head.ends_with("\r\n\r\n"));
    auto const chunked = bytes_of({}, {.form = body_form::chunked});
    CHECK(has_line(chunked, "Transfer-Encoding: chunked"));
    CHECK(chunked.find("Content-Length") == std::string::npos);
}

TEST_CASE("a kept body is sent as any other, and none behind a status that has none") {
    response answer{.kept_body = std::make_shared<std::string const>("{}")};
    auto const whole = bytes_of(answer);
    CHECK(has_line(whole, "Content-Length: 2"));
    CHECK(whole.ends_with("\r\n\r\n{}"));
    auto const head_only = bytes_of(answer, {.head_only = true});
    CHECK(has_line(head_only, "Content-Length: 2"));
    CHECK(head_only.ends_with("\r\n\r\n"));
    for (int const status : {204, 304}) {
        answer.status = status;
        auto const bytes = bytes_of(answer);
        CHECK(bytes.ends_with("\r\n\r\n"));
        CHECK(bytes.find("Content-Length") == std::string::npos);
    }
}

TEST_CASE("the connection header follows from version and intention") {
    CHECK(bytes_of({}).find("Connection") == std::string::npos);
    CHECK(has_line(bytes_of({}, {.then = after_answer::close}), "Connection: close"));
    CHECK(has_line(bytes_of({}, {.minor_version = 0}), "Connection: keep-alive"));
}

TEST_CASE("a header that would end its line never leaves") {
    for (auto const* value : {"a\r\nSet-Cookie: b", "a\nb", "a\rb"}) {
        response answer;
        answer.header("Location", value);
        CHECK_THROWS_AS(bytes_of(answer), std::logic_error);
    }
    response answer;
    answer.header("X\r\nY", "a");
    CHECK_THROWS_AS(bytes_of(answer), std::logic_error);
}

TEST_CASE("chunks have their length in hexadecimal, and an empty one is none") {
    std::string bytes;
    append_chunk(bytes, std::string(26, 'a'));
    append_chunk(bytes, "");
    CHECK(bytes == "1a\r\n" + std::string(26, 'a') + "\r\n");
}

TEST_CASE("events are fields of single lines") {
    std::string text;
    event const events[] = {{.id = "7", .type = "demand.published", .data = "a\nb\r\nc\rd"},
                            {.id = {}, .type = {}, .data = ""}};
    append_events(text, events);
    CHECK(text ==
          "id: 7\nevent: demand.published\ndata: a\ndata: b\ndata: c\ndata: d\n\ndata: \n\n");
}
