#include "common/json/peek.hpp"

#include <catch2/catch.hpp>

using namespace talent::json;

TEST_CASE("a stored object's member is found without reading on") {
    CHECK(peek_text(R"({"id":"7","state":"draft","title":"x"})", "state") == "draft");
    CHECK(peek_text(R"({"state":"a\u00e9\n"})", "state") == "a\xc3\xa9\n");
    CHECK(peek_text(R"({"state":"draft", and then damage)", "state") == "draft");
}

TEST_CASE("only the object's own string member counts") {
    CHECK_FALSE(
        peek_text(R"({"inner":{"state":"draft"},"list":[{"state":"x"},"state"]})", "state"));
    CHECK_FALSE(peek_text(R"({"state":7})", "state"));
    CHECK_FALSE(peek_text(R"({"state":null,"more":"draft"})", "state"));
    CHECK_FALSE(peek_text(R"({"state":{"state":"draft"}})", "state"));
    CHECK_FALSE(peek_text(R"({"state":["draft"]})", "state"));
    CHECK_FALSE(peek_text(R"(["state","draft"])", "state"));
    CHECK_FALSE(peek_text(R"("state")", "state"));
    CHECK_FALSE(peek_text("{broken", "state"));
    CHECK_FALSE(peek_text("", "state"));
}
