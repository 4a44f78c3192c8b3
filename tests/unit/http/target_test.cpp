// Request targets: path, query, and what a route lets through.
#include <catch2/catch.hpp>

#include "common/http/limits.hpp"
#include "common/http/target.hpp"

using namespace talent;
using namespace talent::http;

namespace {

/// Knows two regions and nothing else.
class two_regions final : public json::code_checker {
  public:
    bool known(json::code_list list, std::string_view code) const override {
        return list == json::code_list::region && (code == "330100" || code == "330200");
    }
};
two_regions const codes;

constexpr query_parameter parameters[] = {
    {.name = "q", .about = "Words."},
    {.name = "region",
     .about = "Region codes.",
     .codes = json::code_list::region,
     .repeated = true},
};

result<query_pairs> read(std::string_view query, route_options options = {}) {
    options.query = parameters;
    return read_query(query, options, codes);
}

std::vector<std::string> pointers_of(result<query_pairs> const& read) {
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == error_code::invalid_query);
    std::vector<std::string> pointers;
    for (auto const& error : read.error().errors)
        pointers.push_back(error.pointer);
    return pointers;
}

} // namespace

TEST_CASE("a target is split at its first question mark") {
    auto const plain = read_target("/v1/demands").value();
    CHECK(plain.path == "/v1/demands");
    CHECK(plain.query.empty());
    auto const both = read_target("/v1/demands?a=b?c").value();
    CHECK(both.path == "/v1/demands");
    CHECK(both.query == "a=b?c");
}

TEST_CASE("targets with refused characters, broken escapes or NUL are malformed") {
    for (auto const* text :
         {"/a#b", "/a\"b", "/<script>", "/a\\b", "/a{b}", "/a^b", "/a|b", "/a`b", "/%", "/%4",
          "/%zz", "/a%00b", "/%ff", "/%c0%af", "/%ed%a0%80", "/a?b#c", "/a?b<c", "/a?\"", ""}) {
        INFO(text);
        auto const read = read_target(text);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().code == error_code::malformed_request);
    }
}

TEST_CASE("dots and empty segments are ordinary characters of a path") {
    for (auto const* text :
         {"/../etc/passwd", "/v1/./demands", "//v1", "/v1//demands", "/%2e%2e"}) {
        CHECK(read_target(text).has_value());
    }
}

TEST_CASE("percent-encoding is undone to UTF-8 only") {
    CHECK(percent_decode("%E6%9D%AD%e5%b7%9e") == "杭州");
    CHECK(percent_decode("a+b") == "a+b");
    CHECK_FALSE(percent_decode("%E6%9D").has_value());
    CHECK_FALSE(percent_decode("a%00").has_value());
    CHECK_FALSE(percent_decode("a%2").has_value());
}

TEST_CASE("percent-encoding and decoding are inverse") {
    std::string const text = "杭州 a/b?c&d=e+f%\"~";
    CHECK(percent_decode(percent_encode(text)) == text);
    CHECK(percent_encode("a b~") == "a%20b~");
}

TEST_CASE("query values are decoded, with plus as a space") {
    auto const pairs =
        read("q=c%2B%2B+%E5%B7%A5%E7%A8%8B%E5%B8%88&region=330100&region=330200").value();
    REQUIRE(pairs.size() == 3);
    CHECK(pairs[0] == std::pair<std::string, std::string>("q", "c++ 工程师"));
    CHECK(pairs[2].second == "330200");
}

TEST_CASE("a query may be empty, and its pieces too") {
    CHECK(read("").value().empty());
    CHECK(read("&&q=&").value().size() == 1);
    CHECK(read("q").value().front().second.empty());
}

TEST_CASE("every fault of a query is named") {
    CHECK(pointers_of(read("page=2&q=a&q=b&region=999999&q=%ff")) ==
          std::vector<std::string>{"?page", "?q", "?region", "?q"});
    CHECK(pointers_of(read("=a")) == std::vector<std::string>{"?"});
    CHECK(pointers_of(read("q=a%00b")) == std::vector<std::string>{"?q"});
}

TEST_CASE("limit and cursor belong to pages") {
    CHECK(read("limit=3&cursor=a", {.answers_page = true}).value().size() == 2);
    CHECK(pointers_of(read("limit=3")) == std::vector<std::string>{"?limit"});
}

TEST_CASE("dry_run belongs to writes and is true or false") {
    CHECK(read("dry_run=true", {.effect = effect::create}).value().size() == 1);
    CHECK(read("dry_run=false", {.effect = effect::change}).value().size() == 1);
    CHECK(read("dry_run=true", {.effect = effect::act}).value().size() == 1);
    CHECK(pointers_of(read("dry_run=1", {.effect = effect::create})) ==
          std::vector<std::string>{"?dry_run"});
    CHECK(pointers_of(read("dry_run=true")) == std::vector<std::string>{"?dry_run"});
}

TEST_CASE("a query has 100 parameters at most") {
    std::string query = "region=330100";
    for (std::size_t i = 1; i < query_parameters_max; ++i)
        query += "&region=330100";
    CHECK(read(query).value().size() == query_parameters_max);
    CHECK_FALSE(read(query + "&region=330100").has_value());
}
