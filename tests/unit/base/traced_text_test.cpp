// Where each part of a normalised text came from.
#include "common/base/traced_text.hpp"

#include "common/base/text.hpp"
#include "tests/unit/base/seed.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace talent;

namespace {

// The original text of the first place that reads so.
std::string origin_of(std::string const& original, std::string const& part) {
    traced_text const traced(original);
    auto const at = traced.normalised().find(part);
    REQUIRE(at != std::string::npos);
    auto const [begin, end] = traced.original_of({at, at + part.size()});
    return original.substr(begin, end - begin);
}

std::vector<std::string> const pieces{"软件",     "軟體",
                                      "工程师",   "Java",
                                      "ＪＡＶＡ", "é",
                                      "e\u0301",  "ﬁ",
                                      "㍿",       "①",
                                      "½",        " ",
                                      "\u3000",   "\t",
                                      "\n",       "\u00A0",
                                      "\u2028",   "\u0085",
                                      "\u00AD",   "\u200D",
                                      "ß",        "İ",
                                      "Σας",      "ｶﾞ",
                                      "각",       "\u1100\u1161",
                                      "🙂",     "𠀀",
                                      "…",        "！",
                                      ".",        "a",
                                      "Z",        "\uFDFA",
                                      "\u0301",   "ﷺ",
                                      "ǅ",        "％"};

} // namespace

TEST_CASE("a part of a normalised text leads to the text as it was written") {
    CHECK(origin_of("高级 ＪＡＶＡ 开发", "java") == "ＪＡＶＡ");
    CHECK(origin_of("  Ja\u00ADva  ", "java") == "Ja\u00ADva");
    CHECK(origin_of("①级", "1") == "①");
    CHECK(origin_of("㍿人才", "株") == "㍿");
    CHECK(origin_of("Cafe\u0301 au lait", "é") == "e\u0301");
    CHECK(origin_of("a\u3000\u3000b", "a b") == "a\u3000\u3000b");
}

TEST_CASE(
    "of random texts, the trace is of the normalised text, in order and by whole characters") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 generator(seed);
    for (int round = 0; round < 20'000; ++round) {
        std::string original;
        for (auto count = between(generator, 0, 12); count > 0; --count) {
            original += pieces[static_cast<std::size_t>(
                between(generator, 0, static_cast<std::int64_t>(pieces.size()) - 1))];
        }
        CAPTURE(round, original);
        traced_text const traced(original);
        auto const& text = traced.normalised();
        REQUIRE(text == normalise(original));
        std::size_t at = 0;
        traced_text::span before;
        for (auto const& character : code_points(text)) {
            auto const from = traced.original_of({at, at + character.size()});
            at += character.size();
            REQUIRE(from.begin < from.end);
            REQUIRE(from.end <= original.size());
            REQUIRE((from == before || from.begin >= before.end));
            before = from;
            auto const part = original.substr(from.begin, from.end - from.begin);
            REQUIRE(is_utf8(part));
            bool const white = character == " " && normalise(part).empty();
            REQUIRE((white || normalise(part).find(character) != std::string::npos));
        }
    }
}
