// What stands between a request and its handler: routes, credentials, permissions, keys, limits.
#include <catch2/catch.hpp>

#include "common/http/middleware.hpp"
#include "common/json/value.hpp"
#include "tests/unit/http/test_market.hpp"

using namespace talent;
using namespace talent::http;
using namespace talent::http::test;
using namespace std::chrono_literals;

namespace {

std::string problem_of(std::optional<raw_answer> const& answer) {
    auto const document = json::parse(answer->body);
    if (!document.has_value()) return "no problem";
    return document.value()["type"].text().substr(10);
}

} // namespace

TEST_CASE("the steps run in the order that their reasons give") {
    std::vector<std::string_view> names;
    for (auto const& one : all_steps()) {
        CHECK_FALSE(one.reason.empty());
        names.push_back(one.name);
    }
    CHECK(names == std::vector<std::string_view>{"request id", "client address", "route",
                                                 "load shedding", "authentication", "rate limit",
                                                 "permission", "csrf", "query", "idempotency key",
                                                 "preconditions", "body limit"});
}

TEST_CASE("unknown paths and methods are told apart") {
    test_market market(relaxed());
    raw_client client(market.port());
    CHECK(client.ask(get("/v1/nothing"))->status == 404);
    CHECK(client.ask(get("/v1/notes/"))->status == 404);
    CHECK(client.ask(get("/v1/../healthz"))->status == 404);
    CHECK(client.ask(get("/healthz/"))->status == 404);
    auto const wrong = client.ask(get("/v1/notes"));
    CHECK(wrong->status == 405);
    CHECK(wrong->header("allow") == "POST");
    auto const options = client.ask("OPTIONS /v1/notes/1 HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(options->status == 405);
    CHECK(options->header("allow") == "GET, HEAD, PATCH");
}

TEST_CASE("HEAD is answered like GET, without the body") {
    test_market market(relaxed());
    raw_client client(market.port());
    for (auto const* path : {"/healthz", "/v1/notes/1", "/v1/query", "/openapi.json", "/nothing"}) {
        INFO(path);
        auto const full = client.ask(get(path));
        client.send("HEAD " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        auto const head = client.read_answer(true);
        REQUIRE(head.has_value());
        CHECK(head->status == full->status);
        CHECK(head->header("content-length") == std::to_string(full->body.size()));
        CHECK(head->header("content-type") == full->header("content-type"));
    }
    client.send("HEAD /v1/stream HTTP/1.1\r\nHost: a\r\n\r\n" + get("/healthz"));
    CHECK(client.read_answer(true)->header("transfer-encoding") == "chunked");
    CHECK(client.read_answer()->body == R"({"status":"alive"})");
}

TEST_CASE("who is nobody is asked for a credential, who may not is refused") {
    test_market market(relaxed());
    raw_client client(market.port());
    auto const nobody = client.ask(get("/v1/who"));
    CHECK(nobody->status == 401);
    CHECK(nobody->header("www-authenticate").starts_with("Bearer"));
    CHECK(client.ask(get("/v1/who", "Authorization: Bearer good\r\n"))->status == 200);
    CHECK(client.ask(get("/v1/who", "Authorization: Bearer wrong\r\n"))->status == 401);
    CHECK(client.ask(get("/v1/who", "Authorization: Basic Zzpn\r\n"))->status == 401);
    CHECK(client
              .ask(post("/v1/payments", "a",
                        "Authorization: Bearer reader\r\nIdempotency-Key: a\r\n"))
              ->status == 403);
    CHECK(client.ask(get("/v1/query", "Authorization: Bearer wrong\r\n"))->status == 401);
    CHECK(
        client
            .ask(get("/v1/who", "Authorization: Bearer good\r\nCookie: talent_session=browser\r\n"))
            ->status == 400);
}

TEST_CASE("a browser's writes need the CSRF token, its reads do not") {
    test_market market(relaxed());
    raw_client client(market.port());
    std::string const cookie = "Cookie: talent_session=browser\r\n";
    std::string const key = "Idempotency-Key: a\r\n";
    CHECK(client.ask(get("/v1/who", cookie))->status == 200);
    CHECK(problem_of(client.ask(post("/v1/payments", "a", cookie + key))) == "csrf-rejected");
    CHECK(problem_of(client.ask(post("/v1/payments", "a",
                                     cookie + key + "X-CSRF-Token: no\r\n"))) == "csrf-rejected");
    CHECK(client.ask(post("/v1/payments", "a", cookie + key + "X-CSRF-Token: csrf\r\n"))->status ==
          201);
}

TEST_CASE(
    "an open write with a cookie and no CSRF token is nobody's, a stale cookie stops nobody") {
    test_market market(relaxed());
    raw_client client(market.port());
    std::string const nil = R"({"organisation":"00000000-0000-0000-0000-000000000000"})";
    CHECK(client.ask(post("/v1/login", "", "Cookie: talent_session=browser\r\n"))->body == nil);
    CHECK(
        client
            .ask(post("/v1/login", "", "Cookie: talent_session=browser\r\nX-CSRF-Token: csrf\r\n"))
            ->body != nil);
    CHECK(client.ask(post("/v1/login", "", "Cookie: talent_session=stale\r\n"))->status == 200);
    CHECK(client.ask(get("/v1/who", "Cookie: talent_session=stale\r\n"))->status == 401);
}

TEST_CASE("unknown query parameters are named") {
    test_market market(relaxed());
    raw_client client(market.port());
    CHECK(client.ask(get("/v1/notes/1?q=a"))->status == 200);
    auto const answer = client.ask(get("/v1/notes/1?page=1"));
    CHECK(problem_of(answer) == "invalid-query");
    CHECK(json::parse(answer->body).value()["errors"].elements().front()["pointer"].text() ==
          "?page");
    CHECK(client.ask(post("/v1/echo?dry_run=true", ""))->header("x-was-dry") == "true");
    CHECK(client.ask(get("/v1/query?dry_run=true"))->status == 400);
}

TEST_CASE("keys and preconditions are asked for before the body") {
    test_market market(relaxed());
    raw_client client(market.port());
    std::string const good = "Authorization: Bearer good\r\n";
    CHECK(problem_of(client.ask(post("/v1/payments", "a", good))) == "idempotency-key-required");
    CHECK(client.ask(post("/v1/payments?dry_run=true", "a", good))->status == 201);
    CHECK(client.ask(post("/v1/payments", "a", good + "Idempotency-Key:\r\n"))->status == 400);
    CHECK(client
              .ask(post("/v1/payments", "a",
                        good + "Idempotency-Key: " + std::string(256, 'k') + "\r\n"))
              ->status == 400);
    CHECK(client
              .ask(post("/v1/payments", "a",
                        good + "Idempotency-Key: " + std::string(255, 'k') + "\r\n"))
              ->status == 201);
    CHECK(client.ask("PATCH /v1/notes/1 HTTP/1.1\r\nHost: a\r\n\r\n")->status == 428);
    CHECK(client.ask("PATCH /v1/notes/1 HTTP/1.1\r\nHost: a\r\nIf-Match: \"6\"\r\n\r\n")->status ==
          412);
    CHECK(client.ask("PATCH /v1/notes/1 HTTP/1.1\r\nHost: a\r\nIf-Match: \"7\"\r\n\r\n")->status ==
          200);
}

TEST_CASE("an unchanged resource is not sent again") {
    test_market market(relaxed());
    raw_client client(market.port());
    CHECK(client.ask(get("/v1/notes/1", "If-None-Match: \"7\"\r\n"))->status == 304);
    CHECK(client.ask(get("/v1/notes/1", "If-None-Match: \"6\"\r\n"))->status == 200);
}

TEST_CASE("every answer names its request, by its trace where there is one") {
    test_market market(relaxed());
    raw_client client(market.port());
    auto const plain = client.ask(get("/healthz"));
    CHECK(parse_uuid(plain->header("x-request-id")).has_value());
    auto const traced = client.ask(get(
        "/v1/nothing", "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n"));
    CHECK(traced->header("x-request-id") == "4bf92f35-77b3-4da6-a3ce-929d0e0e4736");
    CHECK(traced->body.find("4bf92f35-77b3-4da6-a3ce-929d0e0e4736") != std::string::npos);
}

TEST_CASE("problems speak the client's language") {
    test_market market(relaxed());
    raw_client client(market.port());
    auto const chinese = client.ask(get("/v1/nothing", "Accept-Language: zh-CN,en;q=0.5\r\n"));
    CHECK(chinese->header("content-language") == "zh-CN");
    CHECK(chinese->body.find("资源不存在") != std::string::npos);
}

TEST_CASE("each credential has its own quota, wrong ones share their address's") {
    auto settings = relaxed();
    settings.rate_per_minute = 3;
    test_market market(settings);
    raw_client client(market.port());
    std::string const good = "Authorization: Bearer good\r\n";
    for (int i = 0; i < 3; ++i) {
        auto const answer = client.ask(get("/v1/who", good));
        CHECK(answer->status == 200);
        CHECK(answer->header("ratelimit-policy") == "\"default\";q=3;w=60");
        CHECK(answer->header("ratelimit").starts_with("\"default\";r=" + std::to_string(2 - i)));
    }
    auto const refused = client.ask(get("/v1/who", good));
    CHECK(refused->status == 429);
    CHECK(refused->header("retry-after") == "20");
    CHECK(client.ask(get("/v1/who", "Authorization: Bearer other\r\n"))->status == 200);
    for (int i = 0; i < 3; ++i) {
        CHECK(
            client.ask(get("/v1/who", "Authorization: Bearer guess" + std::to_string(i) + "\r\n"))
                ->status == 401);
    }
    CHECK(client.ask(get("/v1/who", "Authorization: Bearer guess4\r\n"))->status == 429);
    CHECK(client.ask(get("/healthz"))->status == 200);
}

TEST_CASE("the edge answers health, readiness, metrics, its description and problem pages") {
    test_market market(relaxed());
    raw_client client(market.port());
    CHECK(client.ask(get("/readyz"))->body == R"({"status":"ready"})");
    client.ask(get("/v1/notes/1"));
    auto const metrics = client.ask(get("/metrics"));
    CHECK(metrics->header("content-type").starts_with("text/plain"));
    CHECK(metrics->body.find("talent_http_requests_total{method=\"GET\",route=\"/v1/notes/{id}\","
                             "status=\"2xx\"} 1") != std::string::npos);
    CHECK(metrics->body.find("talent_http_connections 1") != std::string::npos);
    auto const page = client.ask(get("/problems/not-found", "Accept-Language: zh\r\n"));
    CHECK(page->body.find("资源不存在") == 0);
    CHECK(page->body.find("404") != std::string::npos);
    CHECK(client.ask(get("/problems/unheard-of"))->status == 404);
    auto const description = json::parse(client.ask(get("/openapi.json"))->body).value();
    CHECK(description["paths"]["/v1/notes/{id}"]["patch"].is_object());
    CHECK(description["paths"]["/healthz"]["get"].is_object());
}
