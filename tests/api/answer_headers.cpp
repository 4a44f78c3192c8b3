// What every answer carries, asserted over every route that /openapi.json describes: for anybody,
// for a key, for what does not exist, over plain connections and over TLS as a trusted proxy tells
// it.
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/api/console.hpp"
#include "tests/api/market_people.hpp"
#include "tests/support/server_process.hpp"

namespace talent::test {
namespace {

struct operation {
    std::string method;
    std::string path;
};

std::string with_ids(std::string path) {
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{')) {
        auto const close = path.find('}', open);
        auto const name = path.substr(open + 1, close - open - 1);
        path.replace(open, close - open + 1,
                     name == "market" ? "demands" : "01900000-0000-7000-8000-000000000000");
    }
    return path;
}

std::vector<operation> every_operation(http_client& anybody) {
    std::vector<operation> found;
    auto const description = anybody.get("/openapi.json");
    for (auto const& [path, operations] : description["paths"].members()) {
        for (auto const& [method, unused] : operations.members()) {
            auto verb = method;
            std::transform(verb.begin(), verb.end(), verb.begin(), [](unsigned char letter) {
                return static_cast<char>(std::toupper(letter));
            });
            found.push_back({verb, with_ids(path)});
        }
    }
    // What is no route is answered by the same hand.
    found.push_back({"GET", "/no/such/route"});
    found.push_back({"OPTIONS", "/v1/demands"});
    found.push_back({"DELETE", "/healthz"});
    return found;
}

// What is the same for everybody, and says so.
bool is_same_for_all(std::string const& path) {
    return path.starts_with("/v1/calendar/") || path.starts_with("/v1/statistics/") ||
           path.starts_with("/v1/ocds/") || path.starts_with("/v1/notices.atom");
}

void check_headers(std::string const& path, answer const& got, bool secure) {
    CHECK(got.header("x-content-type-options") == "nosniff");
    CHECK(got.header("referrer-policy") == "no-referrer");
    CHECK(got.header("x-frame-options") == "DENY");
    CHECK(got.header("cross-origin-resource-policy") == "same-origin");
    CHECK(got.header("cross-origin-opener-policy") == "same-origin");
    CHECK(got.header("content-security-policy").find("default-src 'none'") != std::string::npos);
    CHECK(got.header("content-security-policy").find("frame-ancestors 'none'") !=
          std::string::npos);
    CHECK_FALSE(got.header("x-request-id").empty());
    CHECK(got.header("strict-transport-security").empty() != secure);
    bool const may_be_kept =
        is_same_for_all(path) && got.header("cache-control").starts_with("public, ");
    CHECK((may_be_kept || got.header("cache-control") == "no-store"));
    for (auto const& [name, value] : got.headers)
        CHECK_FALSE(name.starts_with("access-control-"));
    CHECK(got.header("x-powered-by").empty());
    if (!got.body.empty()) CHECK_FALSE(got.header("content-type").empty());
    if (got.status == 401) CHECK(got.header("www-authenticate").starts_with("Bearer"));
    if (got.status == 429 || got.status == 503) CHECK_FALSE(got.header("retry-after").empty());
    CHECK(got.status < 500);
}

} // namespace

TEST_CASE(
    "every answer of every route has the security headers, and opens nothing to other sites") {
    server_process server(engine::sqlite);
    auto const key = server.found_operator("330000");
    start_behind_proxy(server, "rate_per_minute = 0\n");
    auto anybody = server.client();
    auto market_operator = server.client(key);
    auto const all = every_operation(anybody);
    CHECK(all.size() > 100);
    for (bool const secure : {false, true}) {
        headers sent = {{"Origin", "https://evil.example"},
                        {"Access-Control-Request-Method", "POST"},
                        {"If-Match", "\"1\""}};
        if (secure) sent.emplace_back("X-Forwarded-Proto", "https");
        if (secure) sent.emplace_back("X-Forwarded-For", "192.0.2.1");
        for (auto const& one : all) {
            if (one.path == "/v1/feed/stream")
                continue; // never ends: it is written by the same function
            INFO(one.method << " " << one.path << (secure ? " over TLS" : ""));
            bool const reads = one.method == "GET" || one.method == "OPTIONS";
            std::string const body = reads || one.method == "DELETE" ? "" : "{}";
            check_headers(one.path, anybody.request(one.method, one.path, body, sent), secure);
            check_headers(one.path, market_operator.request(one.method, one.path, body, sent),
                          secure);
        }
    }
}

} // namespace talent::test
