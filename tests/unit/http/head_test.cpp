// The head of a request: what is read from it, and everything that must be refused.
#include <catch2/catch.hpp>

#include "common/http/head.hpp"
#include "common/http/limits.hpp"

using namespace talent;
using namespace talent::http;

namespace {

/// As the session does it: the end is searched first, then the head is read.
std::optional<error_code> refusal_of(std::string_view bytes, head& into) {
    std::size_t searched = 0;
    auto const progress = search_head_end(bytes, searched);
    if (progress == head_progress::malformed) return error_code::malformed_request;
    REQUIRE(progress == head_progress::complete);
    auto const read = read_head(bytes.substr(0, searched), into);
    if (read.has_value()) return std::nullopt;
    return read.error().code;
}

head accepted(std::string_view bytes) {
    head read;
    INFO(bytes);
    REQUIRE_FALSE(refusal_of(bytes, read).has_value());
    return read;
}

struct refused_case {
    char const* what;
    std::string bytes;
    error_code code = error_code::malformed_request;
};

std::string with_field(std::string const& line) {
    return "POST /v1/things HTTP/1.1\r\nHost: a\r\n" + line + "\r\n\r\n";
}

std::string with_start(std::string const& line) {
    return line + "\r\nHost: a\r\n\r\n";
}

std::vector<refused_case> refused_cases() {
    using namespace std::string_literals;
    return {
        // framing
        {"two Transfer-Encodings",
         with_field("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked")},
        {"Transfer-Encoding and Content-Length",
         with_field("Transfer-Encoding: chunked\r\nContent-Length: 3")},
        {"Content-Length and Transfer-Encoding",
         with_field("Content-Length: 3\r\nTransfer-Encoding: chunked")},
        {"unknown coding", with_field("Transfer-Encoding: gzip")},
        {"chunked is not last", with_field("Transfer-Encoding: chunked, gzip")},
        {"chunked twice in one field", with_field("Transfer-Encoding: chunked, chunked")},
        {"coding before chunked", with_field("Transfer-Encoding: gzip, chunked")},
        {"identity", with_field("Transfer-Encoding: identity")},
        {"obfuscated coding", with_field("Transfer-Encoding: xchunked")},
        {"quoted coding", with_field("Transfer-Encoding: \"chunked\"")},
        {"coding with a parameter", with_field("Transfer-Encoding: chunked;q=1")},
        {"coding behind a vertical tab", with_field("Transfer-Encoding: \x0b"s + "chunked")},
        {"empty coding", with_field("Transfer-Encoding:")},
        {"chunked on HTTP/1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"},
        {"two equal lengths", with_field("Content-Length: 3\r\nContent-Length: 3")},
        {"two lengths", with_field("Content-Length: 3\r\nContent-Length: 4")},
        {"lengths in a list", with_field("Content-Length: 3, 3")},
        {"length with plus", with_field("Content-Length: +3")},
        {"length with minus", with_field("Content-Length: -3")},
        {"hexadecimal length", with_field("Content-Length: 0x3")},
        {"length with a point", with_field("Content-Length: 3.0")},
        {"length with a space inside", with_field("Content-Length: 1 2")},
        {"length with leading zeros", with_field("Content-Length: 003")},
        {"length of only zeros", with_field("Content-Length: 00")},
        {"length before a tab", with_field("Content-Length: 3\t")},
        {"coding behind a tab", with_field("Transfer-Encoding:\tchunked")},
        {"length behind a form feed", with_field("Content-Length: \x0c"s + "3")},
        {"GET with a length", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"},
        {"HEAD with chunks", "HEAD / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"},
        {"empty length", with_field("Content-Length:")},
        {"length of 20 digits", with_field("Content-Length: 18446744073709551616")},
        // Host
        {"no Host", "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n"},
        {"two Hosts", with_field("Host: a")},
        {"two different Hosts", with_field("host: b")},
        {"empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"},
        {"Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
        {"Host with user information", "GET / HTTP/1.1\r\nHost: user@a\r\n\r\n"},
        {"Host with a space", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"},
        {"two Hosts in a list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"},
        {"Host with a bad port", "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n"},
        {"Host with a port too large", "GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n"},
        {"Host with an empty port", "GET / HTTP/1.1\r\nHost: a:\r\n\r\n"},
        {"Host with an open bracket", "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"},
        {"Host with an escape", "GET / HTTP/1.1\r\nHost: a%2fb\r\n\r\n"},
        {"Host with two points", "GET / HTTP/1.1\r\nHost: a..b\r\n\r\n"},
        {"Host that is a point", "GET / HTTP/1.1\r\nHost: .\r\n\r\n"},
        {"Host of colons in brackets", "GET / HTTP/1.1\r\nHost: [::::]\r\n\r\n"},
        {"Host of IPv4 in brackets", "GET / HTTP/1.1\r\nHost: [127.0.0.1]\r\n\r\n"},
        {"Host with a zone", "GET / HTTP/1.1\r\nHost: [fe80::1%25lo]\r\n\r\n"},
        {"Host with letters behind brackets", "GET / HTTP/1.1\r\nHost: [::1]a\r\n\r\n"},
        {"Host with a signed port", "GET / HTTP/1.1\r\nHost: a:+80\r\n\r\n"},
        {"Host in other letters", "GET / HTTP/1.1\r\nHost: \xe4\xb8\xad.cn\r\n\r\n"},
        {"invalid Host on HTTP/1.0", "GET / HTTP/1.0\r\nHost: a/b\r\n\r\n"},
        // line ends and control characters
        {"folded field", with_field("X: a\r\n b")},
        {"folded field by a tab", with_field("X: a\r\n\tb")},
        {"first field is folded", "GET / HTTP/1.1\r\n X: a\r\nHost: a\r\n\r\n"},
        {"bare LF in the start line", "GET / HTTP/1.1\nHost: a\r\n\r\n"},
        {"bare LF between fields", with_field("X: a\nY: b")},
        {"bare LF at the end", "GET / HTTP/1.1\r\nHost: a\n\r\n"},
        {"bare CR in a value", with_field("X: a\rb")},
        {"bare CR before CRLF", with_field("X: a\r")},
        {"bare CR in the start line", "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n"},
        {"NUL in a value", with_field("X: a\0b"s)},
        {"NUL in a name", with_field("X\0: a"s)},
        {"NUL in the target", with_start("GET /\0 HTTP/1.1"s)},
        {"DEL in a value", with_field("X: a\x7f")},
        {"escape character in a value", with_field("X: \x1b[31m")},
        // names
        {"underscore in a name", with_field("X_Forwarded: a")},
        {"space before the colon", with_field("Content-Length : 3")},
        {"tab before the colon", with_field("Content-Length\t: 3")},
        {"space inside a name", with_field("Transfer Encoding: chunked")},
        {"empty name", with_field(": a")},
        {"line without a colon", with_field("nothing")},
        {"name of other letters", with_field("Gr\xc3\xb6\xc3\x9f"s + "e: 3")},
        {"name with brackets", with_field("X[a]: b")},
        // the start line
        {"absolute form", with_start("GET http://a/ HTTP/1.1")},
        {"authority form", with_start("GET a:80 HTTP/1.1")},
        {"asterisk form", with_start("OPTIONS * HTTP/1.1")},
        {"CONNECT", with_start("CONNECT a:80 HTTP/1.1")},
        {"TRACE", with_start("TRACE / HTTP/1.1")},
        {"two spaces before the target", with_start("GET  / HTTP/1.1")},
        {"two spaces before the version", with_start("GET /  HTTP/1.1")},
        {"space at the end", with_start("GET / HTTP/1.1 ")},
        {"space at the start", with_start(" GET / HTTP/1.1")},
        {"tab instead of a space", with_start("GET\t/\tHTTP/1.1")},
        {"space in the target", with_start("GET /a b HTTP/1.1")},
        {"no version", with_start("GET /")},
        {"no target", with_start("GET HTTP/1.1")},
        {"empty line", "\r\n\r\n"},
        {"lower-case version", with_start("GET / http/1.1")},
        {"version with a comma", with_start("GET / HTTP/1,1")},
        {"version of three digits", with_start("GET / HTTP/1.10")},
        {"version with a sign", with_start("GET / HTTP/+1.1")},
        {"other letters in the target", with_start("GET /\xe4\xb8\xad HTTP/1.1")},
        {"method with brackets", with_start("G[T / HTTP/1.1")},
        {"another version", with_start("GET / HTTP/2.0"), error_code::http_version_not_supported},
        {"a later minor version", with_start("GET / HTTP/1.2"),
         error_code::http_version_not_supported},
        {"HTTP/0.9", with_start("GET / HTTP/0.9"), error_code::http_version_not_supported},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\n", error_code::http_version_not_supported},
        {"unknown method", with_start("BREW / HTTP/1.1"), error_code::not_implemented},
        {"lower-case method", with_start("get / HTTP/1.1"), error_code::not_implemented},
        {"long target", with_start("GET /" + std::string(target_bytes_max, 'a') + " HTTP/1.1"),
         error_code::uri_too_long},
        {"unknown expectation", with_field("Expect: 200-ok"), error_code::expectation_failed},
        {"empty expectation", with_field("Expect:"), error_code::expectation_failed},
        {"expectation in a list", with_field("Expect: 100-continue, x"),
         error_code::expectation_failed},
        {"connection that is no list", with_field("Connection: close; x")},
        {"connection of other letters", with_field("Connection: clo\x80se")},
        // fields that may come once
        {"two Authorizations", with_field("Authorization: Bearer a\r\nAuthorization: Bearer b")},
        {"two Content-Types", with_field("Content-Type: a/b\r\nContent-Type: c/d")},
        {"two Idempotency-Keys", with_field("Idempotency-Key: a\r\nidempotency-key: b")},
        {"two If-Match", with_field("If-Match: \"1\"\r\nIf-Match: \"2\"")},
        {"two Cookies", with_field("Cookie: a=b\r\nCookie: c=d")},
    };
}

} // namespace

TEST_CASE("every head that two readers could understand differently is refused") {
    for (auto const& one : refused_cases()) {
        INFO(one.what);
        head read;
        auto const code = refusal_of(one.bytes, read);
        REQUIRE(code.has_value());
        CHECK(*code == one.code);
    }
}

TEST_CASE("a head is read into its parts") {
    auto const read = accepted(
        "PATCH /v1/demands/1?dry_run=true HTTP/1.1\r\nHost: talent.example:8080\r\n"
        "X-Empty:\r\nIF-MATCH: \t\"7\" \t\r\nContent-Length: 12\r\nExpect: 100-Continue\r\n\r\n");
    CHECK(read.verb == method::patch);
    CHECK(read.target == "/v1/demands/1?dry_run=true");
    CHECK(read.minor_version == 1);
    CHECK(read.keep_alive);
    CHECK(read.expects_continue);
    CHECK(read.body == framing::length);
    CHECK(read.content_length == 12);
    CHECK(read.value_of("If-Match") == "\"7\"");
    CHECK(read.has("x-empty"));
    CHECK(read.value_of("x-empty").empty());
    CHECK_FALSE(read.has("accept"));
}

TEST_CASE("a chunked body is announced by one Transfer-Encoding, in any case") {
    CHECK(accepted(with_field("Transfer-Encoding: Chunked")).body == framing::chunked);
    CHECK(accepted(with_field("Accept: */*")).body == framing::none);
    CHECK(accepted(with_field("Content-Length: 0")).content_length == 0);
}

TEST_CASE("the connection stays open as the version and the header say") {
    CHECK(accepted("GET / HTTP/1.1\r\nHost: a\r\n\r\n").keep_alive);
    CHECK_FALSE(accepted("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").keep_alive);
    CHECK_FALSE(accepted("GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n").keep_alive);
    CHECK_FALSE(accepted("GET / HTTP/1.0\r\n\r\n").keep_alive);
    CHECK(accepted("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive);
}

TEST_CASE("hosts are names, addresses and ports") {
    for (auto const* host : {"a", "talent.example", "127.0.0.1:8080", "[::1]", "[2001:db8::1]:443",
                             "[::ffff:127.0.0.1]:1", "talent_d:80", "a.", "xn--fiqs8s"}) {
        CHECK(accepted("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n").verb ==
              method::get);
    }
}

TEST_CASE("OPTIONS is a method that no route has") {
    CHECK_FALSE(accepted("OPTIONS /v1 HTTP/1.1\r\nHost: a\r\n\r\n").verb.has_value());
}

TEST_CASE("there are 100 header fields at most") {
    std::string fields;
    for (std::size_t i = 1; i < header_fields_max; ++i)
        fields += "X: a\r\n";
    std::string const start = "GET / HTTP/1.1\r\nHost: a\r\n";
    CHECK(accepted(start + fields + "\r\n").fields.size() == header_fields_max);
    head read;
    CHECK(refusal_of(start + fields + "X: a\r\n\r\n", read) == error_code::headers_too_large);
}

TEST_CASE("the end of a head is found whatever pieces it arrives in") {
    std::string const bytes = "GET / HTTP/1.1\r\nHost: a\r\n\r\nbody\0\n";
    std::string_view const whole(bytes);
    auto const end = bytes.find("\r\n\r\n") + 4;
    for (std::size_t first = 0; first < end; ++first) {
        for (std::size_t second = first; second < end; ++second) {
            std::size_t searched = 0;
            REQUIRE(search_head_end(whole.substr(0, first), searched) == head_progress::incomplete);
            REQUIRE(search_head_end(whole.substr(0, second), searched) ==
                    head_progress::incomplete);
            REQUIRE(search_head_end(whole, searched) == head_progress::complete);
            REQUIRE(searched == end);
        }
    }
}

TEST_CASE("what cannot become a head is refused before its end arrives") {
    for (std::string_view const bytes : {"GET / HTTP/1.1\n", "\x16\x03\x01", "GET /\r "}) {
        std::size_t searched = 0;
        CHECK(search_head_end(bytes, searched) == head_progress::malformed);
    }
}

TEST_CASE("a head that is read again leaves nothing of the one before") {
    head read;
    REQUIRE_FALSE(
        refusal_of("POST / HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n", read));
    REQUIRE_FALSE(refusal_of("GET /b HTTP/1.1\r\nHost: a\r\n\r\n", read));
    CHECK(read.body == framing::none);
    CHECK(read.content_length == 0);
    CHECK(read.fields.size() == 1);
    CHECK(read.keep_alive);
}
