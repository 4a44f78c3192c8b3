// Bodies from outside: every document of the JSON corpus, and of JSONTestSuite where it is there,
// as the body of a typed write. What is no JSON is refused as such, what is JSON is judged by its
// fields; nothing is a fault of the server's, and nothing is carried out.
#include <catch2/catch.hpp>

#include <iostream>

#include "tests/support/json_corpus.hpp"
#include "tests/support/server_process.hpp"

namespace talent::test {
namespace {

void check(http_client& client, json_document const& one) {
    INFO(one.name);
    auto const got = client.post("/v1/api_keys", one.bytes);
    constexpr std::size_t body_bytes_max = 256 * 1024;
    if (one.bytes.size() > body_bytes_max) {
        CHECK(got.problem() == "body-too-large");
        return;
    }
    CHECK(got.status == 400);
    CHECK(got.header("content-type") == "application/problem+json");
    if (one.expected == verdict::refused) CHECK(got.problem() == "malformed-json");
    if (one.expected == verdict::accepted) CHECK(got.problem() == "invalid-fields");
}

std::int64_t journal_head(http_client& client) {
    return *client.get("/v1/feed?limit=1")["head"].integer();
}

} // namespace

TEST_CASE("no body makes a typed write do anything but refuse it by name") {
    server_process server(engine::sqlite);
    auto const key = server.found_operator("330000");
    server.start_with_clock();
    auto client = server.client(key);
    auto const head = journal_head(client);
    auto const documents =
        read_json_corpus(TALENT_SOURCE_DIRECTORY "/tests/corpora/json/documents.txt");
    for (auto const& one : documents)
        check(client, one);
    auto suite = read_json_test_suite();
    for (auto& one : suite) {
        if (one.bytes.empty()) continue; // curl cannot send a type with no body
        // Names that stand twice and U+0000 are refused here although they are JSON.
        if (one.expected == verdict::accepted) one.expected = verdict::either;
        check(client, one);
    }
    CHECK(journal_head(client) == head);
    CHECK(client.get("/healthz").status == 200);
    std::cout << documents.size() << " documents and " << suite.size()
              << " files of JSONTestSuite were sent.\n";
}

TEST_CASE("numbers that a field does not have are refused by name") {
    server_process server(engine::sqlite);
    auto const key = server.found_operator("330000");
    server.start_with_clock();
    auto client = server.client(key);
    for (auto const* number :
         {"9223372036854775808", "-9223372036854775809", "18446744073709551616", "1.0", "1e0",
          "1e3", "-0.0", "1.5", "99999999999999999999999999999999", "\"3\"", "true", "[3]", "{}",
          "null"}) {
        INFO(number);
        auto const got = client.post("/v1/api_keys", R"({"name":)" + std::string(number) + "}");
        CHECK(got.status == 400);
    }
}

} // namespace talent::test
