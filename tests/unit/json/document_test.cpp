// Documents as values: writing and reading are each other's inverse; look-up and replacement.
#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/json/peek.hpp"
#include "common/json/value.hpp"
#include "common/json/writer.hpp"
#include "tests/unit/json/random_text.hpp"

using namespace talent;
using json::value;

namespace {

std::string random_number(std::mt19937_64& generator) {
    std::string digits = std::to_string(static_cast<std::int64_t>(generator()));
    if (between(generator, 0, 2) == 0) digits.append(".").append(std::to_string(generator()));
    if (between(generator, 0, 2) == 0)
        digits.append("e-").append(std::to_string(between(generator, 0, 999'999)));
    return digits;
}

value random_document(std::mt19937_64& generator, int levels) {
    switch (between(generator, 0, levels == 0 ? 3 : 5)) {
        case 0:
            return {};
        case 1:
            return value::of_boolean(between(generator, 0, 1) == 1);
        case 2:
            return value::of_number(random_number(generator));
        case 3:
            return value::of_string(random_text(generator, 20));
        case 4: {
            auto made = value::of_array();
            for (auto count = between(generator, 0, 6); count > 0; --count)
                made.elements().push_back(random_document(generator, levels - 1));
            return made;
        }
        default: {
            auto made = value::of_object();
            for (auto count = between(generator, 0, 25); count > 0; --count)
                made.set(random_text(generator, 8), random_document(generator, levels - 1));
            return made;
        }
    }
}

} // namespace

TEST_CASE("peeking finds what reading the whole document finds") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    for (int round = 0; round < 2'000; ++round) {
        auto const document = random_document(generator, 4);
        auto const text = write(document);
        for (auto const& [name, member] : document.members()) {
            auto const peeked = json::peek_text(text, name);
            CHECK(peeked.has_value() == member.is_string());
            if (peeked) CHECK(*peeked == member.text());
        }
    }
}

TEST_CASE("what is written is read again as the same document") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    for (int round = 0; round < 3'000; ++round) {
        auto const document = random_document(generator, 4);
        auto const text = json::write(document);
        REQUIRE(is_utf8(text));
        auto const again = json::parse(text);
        INFO(text);
        REQUIRE(again.has_value());
        REQUIRE(again.value() == document);
        REQUIRE(json::write(again.value()) == text);
    }
}

TEST_CASE("documents that differ anywhere are not equal") {
    static constexpr std::string_view texts[] = {"null",
                                                 "true",
                                                 "false",
                                                 "0",
                                                 "-0",
                                                 "0.0",
                                                 "\"0\"",
                                                 "\"\"",
                                                 "[]",
                                                 "{}",
                                                 "[null]",
                                                 "[[]]",
                                                 R"({"a":1})",
                                                 R"({"a":2})",
                                                 R"({"b":1})",
                                                 R"({"a":1,"b":2})",
                                                 R"({"b":2,"a":1})"};
    for (auto const left : texts) {
        for (auto const right : texts) {
            INFO(left << " and " << right);
            CHECK((json::parse(left).value() == json::parse(right).value()) == (left == right));
        }
    }
}

TEST_CASE("a member is found by its name, replaced in place, or appended") {
    auto document = json::parse(R"({"a":1,"b":{"c":"text"},"list":[1]})").value();
    CHECK(document["a"].integer() == 1);
    CHECK(document["b"]["c"].text() == "text");
    CHECK(document["absent"].is_null());
    CHECK(document["absent"]["deeper"].is_null());
    CHECK(document.find("absent") == nullptr);
    CHECK(document["list"].find("0") == nullptr);
    document.set("a", value::of_integer(INT64_MIN));
    document.set("z", value::of_boolean(true));
    CHECK(json::write(document) ==
          R"({"a":-9223372036854775808,"b":{"c":"text"},"list":[1],"z":true})");
}

TEST_CASE("the writer is empty once its text is taken") {
    json::writer to;
    to.begin_array().string("").string(std::string_view{}).digits("1e5").null().boolean(false);
    to.raw(R"({"raw":1})").document(json::parse("[2]").value()).end_array();
    CHECK(to.take() == R"(["","",1e5,null,false,{"raw":1},[2]])");
    to.begin_object().member("n", 5).member("t", "x").member("f", true).end_object();
    CHECK(to.take() == R"({"n":5,"t":"x","f":true})");
    CHECK(to.take().empty());
}
