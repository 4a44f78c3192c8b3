// Problems, ETags, pages and cursors.
#include <catch2/catch.hpp>

#include <random>

#include "common/http/response.hpp"

using namespace talent;
using namespace talent::http;

namespace {

std::string header_of(response const& one, std::string_view name) {
    for (auto const& [given, value] : one.headers) {
        if (given == name) return value;
    }
    return {};
}

response with_etag() {
    response made{.body = "{}"};
    made.header("ETag", etag_of(7));
    made.header("Cache-Control", "no-cache");
    made.header("X-Other", "a");
    return made;
}

int status_for(std::string_view if_none_match) {
    request asked;
    asked.if_none_match = if_none_match;
    return unless_unchanged(asked, with_etag()).status;
}

} // namespace

TEST_CASE("a problem says in the asked language what is wrong, and where") {
    problem fault = refuse_field("/title", "required", "is required");
    fault.errors.push_back({"/pay", "out_of_range", "is too small"});
    auto const answer = problem_response(fault, language::chinese, "0190");
    auto const document = json::parse(answer.body).value();
    CHECK(answer.status == 400);
    CHECK(answer.content_type == "application/problem+json");
    CHECK(header_of(answer, "Content-Language") == "zh-CN");
    CHECK(document["type"].text() == "/problems/invalid-fields");
    CHECK(document["title"].text() == definition_of(error_code::invalid_fields).title_zh);
    CHECK(document["status"].integer() == 400);
    CHECK(document["instance"].text() == "urn:uuid:0190");
    REQUIRE(document["errors"].elements().size() == 2);
    CHECK(document["errors"].elements()[1]["pointer"].text() == "/pay");
    auto const english = problem_response(fault, language::english, "0190");
    CHECK(json::parse(english.body).value()["title"].text() ==
          definition_of(error_code::invalid_fields).title_en);
}

TEST_CASE("every error becomes a problem document with its own status") {
    for (auto const& definition : all_errors()) {
        auto const answer = problem_response(refuse(definition.code), language::english, "a");
        CHECK(answer.status == definition.status);
        CHECK(json::parse(answer.body).has_value());
    }
}

TEST_CASE("refused credentials and overload say what to do") {
    auto const answer = [](problem const& fault) {
        return problem_response(fault, language::english, "a");
    };
    CHECK(header_of(answer(refuse(error_code::unauthenticated)), "WWW-Authenticate") ==
          "Bearer realm=\"talentd\"");
    CHECK(header_of(answer(refuse(error_code::overloaded)), "Retry-After") == "1");
    auto later = refuse(error_code::rate_limited);
    later.retry_after_seconds = 17;
    CHECK(header_of(answer(later), "Retry-After") == "17");
    CHECK(header_of(answer(refuse(error_code::conflict)), "Retry-After").empty());
}

TEST_CASE("If-None-Match compares weakly, in lists, and by star") {
    CHECK(status_for("\"7\"") == 304);
    CHECK(status_for("W/\"7\"") == 304);
    CHECK(status_for("\"1\", W/\"7\" ,\"9\"") == 304);
    CHECK(status_for("*") == 304);
    CHECK(status_for("\"8\"") == 200);
    CHECK(status_for("7") == 200);
    CHECK(status_for("\"77\"") == 200);
    CHECK(status_for("") == 200);
}

TEST_CASE("a 304 has no body and repeats what caches need") {
    request asked;
    asked.if_none_match = "\"7\"";
    auto const answer = unless_unchanged(asked, with_etag());
    CHECK(answer.body.empty());
    CHECK(header_of(answer, "ETag") == "\"7\"");
    CHECK(header_of(answer, "Cache-Control") == "no-cache");
    CHECK(header_of(answer, "X-Other").empty());
}

TEST_CASE("only a success with an ETag can be unchanged") {
    request asked;
    asked.if_none_match = "*";
    CHECK(unless_unchanged(asked, response{}).status == 200);
    CHECK(unless_unchanged(asked, response{.status = 404}).status == 404);
}

TEST_CASE("If-Match names exactly one version of ours") {
    request asked;
    CHECK(asked.expected_version().error().code == error_code::precondition_required);
    asked.if_match = "\"42\"";
    CHECK(asked.expected_version().value() == 42);
    asked.if_match = "*";
    CHECK(asked.expected_version().error().code == error_code::precondition_required);
    for (auto const* etag : {"42", "W/\"42\"", "\"\"", "\"-1\"", "\"042\"", "\"4x\"",
                             "\"1\", \"2\"", "\"99999999999999999999\"", "", "\""}) {
        INFO(etag);
        asked.if_match = etag;
        CHECK(asked.expected_version().error().code == error_code::malformed_request);
    }
}

TEST_CASE("cursors give their key back, and nothing else is one") {
    for (std::string const& key :
         std::vector<std::string>{"", "a", "2026-11-22|0190-ab", "杭州", {"\0\xff", 2}}) {
        CHECK(read_cursor(make_cursor(key)) == key);
    }
    auto const cursor = make_cursor("some key");
    for (std::size_t i = 0; i < cursor.size(); ++i) {
        auto changed = cursor;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        INFO(changed);
        CHECK_FALSE(read_cursor(changed) == "some key");
        CHECK_FALSE(read_cursor(cursor.substr(0, i)).has_value());
    }
    for (auto const* text : {"", "a", "====", "not a cursor", "AAAAAAAA", "../..", "%00"}) {
        CHECK_FALSE(read_cursor(text).has_value());
    }
    CHECK_FALSE(read_cursor(std::string(100'000, 'A')).has_value());
}

TEST_CASE("random bytes are never a cursor") {
    std::mt19937 random(11);
    for (int i = 0; i < 20'000; ++i) {
        std::string text(random() % 40, ' ');
        for (auto& character : text)
            character = static_cast<char>(random());
        CHECK_FALSE(read_cursor(text).has_value());
    }
}

TEST_CASE("limit and cursor of a page are checked together") {
    request asked;
    auto page = read_paging(asked).value();
    CHECK(page.limit == page_items_default);
    CHECK(page.after.empty());
    asked.query = {{"limit", "200"}, {"cursor", make_cursor("k")}};
    page = read_paging(asked).value();
    CHECK(page.limit == 200);
    CHECK(page.after == "k");
    for (auto const* limit : {"0", "201", "-1", "1.5", "", "x", "1 ", "99999999999"}) {
        asked.query = {{"limit", limit}, {"cursor", "nonsense"}};
        auto const refused = read_paging(asked);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().code == error_code::invalid_query);
        CHECK(refused.error().errors.size() == 2);
    }
}

TEST_CASE("a page links to the next one and keeps the query") {
    request asked;
    asked.path = "/v1/search/杭州";
    asked.query = {{"q", "c++ 工程师"}, {"cursor", "old"}, {"limit", "2"}};
    auto const answer = page_response(
        asked,
        {.items = {R"({"a":1})", R"({"a":2})"}, .next_cursor = "next", .more = {{"n", "5"}}});
    auto const document = json::parse(answer.body).value();
    CHECK(document["items"].elements().size() == 2);
    CHECK(document["next"].text() == "next");
    CHECK(document["n"].integer() == 5);
    CHECK(header_of(answer, "Link") ==
          "</v1/search/%E6%9D%AD%E5%B7%9E?q=c%2B%2B%20%E5%B7%A5%E7%A8%8B%E5%B8%88&limit=2&"
          "cursor=next>; rel=\"next\"");
}

TEST_CASE("the last page links nowhere") {
    auto const answer = page_response({}, {.items = {}, .next_cursor = {}});
    CHECK(answer.body == R"({"items":[],"next":null})");
    CHECK(header_of(answer, "Link").empty());
}

TEST_CASE("a body is JSON of the right type, or refused as what it is") {
    request asked;
    asked.method = method::post;
    asked.content_type = "application/json";
    CHECK(asked.document_body().error().code == error_code::malformed_json);
    asked.body = R"({"a":1})";
    CHECK(asked.document_body().value()["a"].integer() == 1);
    asked.content_type = "text/plain";
    CHECK(asked.document_body().error().code == error_code::unsupported_media_type);
    asked.content_type = "application/merge-patch+json";
    CHECK(asked.document_body().error().code == error_code::unsupported_media_type);
    asked.method = method::patch;
    CHECK(asked.document_body().has_value());
}

TEST_CASE("path and query parameters are found by place and name") {
    request asked;
    asked.path_parameters = {"0190f3a1-2b3c-7d4e-8f50-123456789abc", "x"};
    asked.query = {{"a", "1"}, {"b", "2"}, {"a", "3"}};
    CHECK(asked.path_id(0).has_value());
    CHECK_FALSE(asked.path_id(1).has_value());
    CHECK_FALSE(asked.path_id(2).has_value());
    CHECK(asked.query_value("b") == "2");
    CHECK_FALSE(asked.query_value("c").has_value());
    CHECK(asked.query_values("a") == std::vector<std::string>{"1", "3"});
}
