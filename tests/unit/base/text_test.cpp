#include "common/base/text.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/base/seed.hpp"

namespace talent {
namespace {

std::string joined_words(std::string_view text) {
    std::string joined;
    std::size_t position = 0;
    for (auto const& [word, place] : words(normalise(text))) {
        REQUIRE(place == position++);
        if (!joined.empty()) joined.push_back('|');
        joined += word;
    }
    return joined;
}

struct row {
    std::string text;
    std::string expected;
};

std::string encode(std::uint32_t character) {
    auto const byte = [](std::uint32_t value) { return static_cast<char>(value); };
    if (character < 0x80) return {byte(character)};
    if (character < 0x800) return {byte(0xC0 | character >> 6), byte(0x80 | (character & 0x3F))};
    if (character < 0x10000) {
        return {byte(0xE0 | character >> 12), byte(0x80 | (character >> 6 & 0x3F)),
                byte(0x80 | (character & 0x3F))};
    }
    return {byte(0xF0 | character >> 18), byte(0x80 | (character >> 12 & 0x3F)),
            byte(0x80 | (character >> 6 & 0x3F)), byte(0x80 | (character & 0x3F))};
}

// Text of all sorts: mostly what people write, some of everything else.
std::string random_text(std::mt19937_64& generator) {
    std::string text;
    for (auto length = between(generator, 0, 40); length > 0; --length) {
        std::uint32_t character = 0;
        switch (between(generator, 0, 5)) {
            case 0:
            case 1:
                character = static_cast<std::uint32_t>(between(generator, 0x4E00, 0x9FFF));
                break;
            case 2:
                character = static_cast<std::uint32_t>(between(generator, 0x20, 0x7E));
                break;
            case 3:
                character = static_cast<std::uint32_t>(between(generator, 0x09, 0x2FFF));
                break;
            case 4:
                character = static_cast<std::uint32_t>(between(generator, 0x3000, 0xFFFF));
                break;
            default:
                character = static_cast<std::uint32_t>(between(generator, 0x10000, 0x10FFFF));
        }
        if (character >= 0xD800 && character <= 0xDFFF) character = '.';
        text += encode(character);
    }
    return text;
}

TEST_CASE("Latin and number words are whole, and keep the signs of their names") {
    auto const one = GENERATE(values<row>({
        {"", ""},
        {" \t\n ", ""},
        {"Java", "java"},
        {"JavaScript", "javascript"},
        {"C++", "c++"},
        {"C++.", "c++"},
        {"C++/Java", "c++|java"},
        {"C++,C#;F#", "c++|c#|f#"},
        {"g++ and Notepad++", "g++|and|notepad++"},
        {"C", "c"},
        {"a+b", "a|b"},
        {"5+ years", "5|years"},
        {"A+", "a"},
        {"#java#", "java"},
        {"issue#12", "issue|12"},
        {"C#4", "c|4"},
        {".NET", ".net"},
        {".NET.", ".net"},
        {".NET6", ".net6"},
        {"C#.NET", "c#|.net"},
        {"ASP.NET", "asp.net"},
        {"VB.NET/ADO.NET", "vb.net|ado.net"},
        {"..net", "net"},
        {".java", "java"},
        {"Node.js", "node.js"},
        {"Node.js.", "node.js"},
        {"D3.js", "d3.js"},
        {"Vue3", "vue3"},
        {"3D", "3d"},
        {"5G", "5g"},
        {"H.264", "h.264"},
        {"Web2.0", "web2.0"},
        {"3.5", "3.5"},
        {"v1.2.3", "v1.2.3"},
        {"1.Java 2.Python", "1|java|2|python"},
        {"I know Java. And C.", "i|know|java|and|c"},
        {"end...start", "end|start"},
        {"full-stack", "full|stack"},
        {"15k-25k", "15k|25k"},
        {"hr@example.com", "hr|example.com"},
        {"https://www.example.com/a?b=1", "https|www.example.com|a|b|1"},
        {"snake_case", "snake|case"},
        {"bachelor's", "bachelor|s"},
        {"ＪＡＶＡ　Ｃ＋＋", "java|c++"},
        {"Ⅳ级", "iv|级"},
        {"café Straße", "café|strasse"},
        {"Москва", "москва"},
    }));
    CAPTURE(one.text);
    CHECK(joined_words(one.text) == one.expected);
}

TEST_CASE("Han is split into dictionary words, and meets Latin words without a space") {
    auto const one = GENERATE(values<row>({
        {"高级软件工程师", "高级|软件|工程|师"},
        {"软件", "软件"},
        {"我", "我"},
        {"熟悉C++和Java开发", "熟悉|c++|和|java|开发"},
        {"精通C#语言", "精通|c#|语言"},
        {"熟悉.NET开发", "熟悉|.net|开发"},
        {"精通开发.Python优先", "精通|开发|python|优先"},
        {"高级工程师（Node.js）", "高级|工程|师|node.js"},
        {"五险一金，双休。", "五|险|一|金|双|休"},
        {"3.5年", "3.5|年"},
        {"２０２６年", "2026|年"},
        {"𠮷野家", "𠮷|野家"},
        {"ソフトウェア", "ソフトウェア"},
        {"소프트웨어 개발", "소프트웨어|개발"},
    }));
    CAPTURE(one.text);
    CHECK(joined_words(one.text) == one.expected);
}

TEST_CASE("words lie in the text in their order, and splitting again gives the same") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 generator{seed};
    for (int i = 0; i < 20'000; ++i) {
        auto const text = normalise(random_text(generator));
        CAPTURE(text);
        auto const found = words(text);
        std::size_t from = 0;
        for (auto const& word : found) {
            REQUIRE_FALSE(word.text.empty());
            REQUIRE(is_utf8(word.text));
            auto const place = text.find(word.text, from);
            REQUIRE(place != std::string::npos);
            from = place + word.text.size();
        }
        auto const again = words(text);
        REQUIRE(again.size() == found.size());
        for (std::size_t word = 0; word < found.size(); ++word) {
            REQUIRE(again[word].text == found[word].text);
        }
    }
}

TEST_CASE("every Han character of a text is in one of its words") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 generator{seed};
    for (int i = 0; i < 5000; ++i) {
        auto const text = normalise(random_text(generator));
        CAPTURE(text);
        std::string han_of_text;
        std::string han_of_words;
        for (auto const& character : code_points(text)) {
            if (is_han(character)) han_of_text += character;
        }
        for (auto const& word : words(text)) {
            for (auto const& character : code_points(word.text)) {
                if (is_han(character)) han_of_words += character;
            }
        }
        REQUIRE(han_of_words == han_of_text);
    }
}

TEST_CASE("a run of Han as long as a body is split whole") {
    std::string run;
    for (int i = 0; i < 20'000; ++i)
        run += "软件𠮷";
    std::string rejoined;
    for (auto const& word : words(run)) {
        REQUIRE(word.text.size() <= 6);
        rejoined += word.text;
    }
    CHECK(rejoined == run);
}

TEST_CASE("words of bytes that are not UTF-8 are found without a fault") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 generator{seed};
    for (int i = 0; i < 20'000; ++i) {
        std::string bytes;
        for (auto length = between(generator, 0, 24); length > 0; --length) {
            bytes.push_back(static_cast<char>(generator()));
        }
        for (auto const& word : words(bytes))
            REQUIRE(is_utf8(word.text));
        normalise(bytes);
        code_points(bytes);
        has_forbidden_characters(bytes);
    }
}

TEST_CASE("texts that people hold for the same are normalised to the same") {
    auto const one = GENERATE(values<row>({
        {"", ""},
        {"   ", ""},
        {"Java", "java"},
        {"  Java \t\n developer  ", "java developer"},
        {"ＪＡＶＡ　１２３", "java 123"},
        {"ｱｲｳ", "アイウ"},
        {"Ａ，Ｂ（Ｃ）", "a,b(c)"},
        {"STRASSE", "strasse"},
        {"Straße", "strasse"},
        {"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
        {"e\xCC\x81", "é"},
        {"①②", "12"},
        {"㎡", "m2"},
        {"soft\xC2\xADhyphen", "softhyphen"},
        {"zero\xE2\x80\x8Bwidth", "zerowidth"},
        {"a\xC2\xA0"
         "b\xE3\x80\x80"
         "c\xE2\x80\xA8"
         "d",
         "a b c d"},
        {"高级 软件", "高级 软件"},
    }));
    CAPTURE(one.text);
    CHECK(normalise(one.text) == one.expected);
}

TEST_CASE("normalising twice changes nothing more") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 generator{seed};
    for (int i = 0; i < 20'000; ++i) {
        auto const once = normalise(random_text(generator));
        CAPTURE(once);
        REQUIRE(is_utf8(once));
        REQUIRE(normalise(once) == once);
    }
}

TEST_CASE("UTF-8 is what RFC 3629 has") {
    struct sample {
        std::string bytes;
        bool valid;
    };
    using namespace std::string_literals;
    auto const one = GENERATE(values<sample>({
        {"", true},
        {"plain", true},
        {"nul \0 too"s, true},
        {"中文 é 😀", true},
        {"\xEF\xBF\xBF", true},
        {"\xF4\x8F\xBF\xBF", true},
        {"\xED\x9F\xBF", true},
        {"\xF4\x90\x80\x80", false},
        {"\xF8\x88\x80\x80\x80", false},
        {"\xC0\x80", false},
        {"\xC1\xBF", false},
        {"\xE0\x9F\xBF", false},
        {"\xF0\x8F\xBF\xBF", false},
        {"\xED\xA0\x80", false},
        {"\xED\xBF\xBF", false},
        {"\x80", false},
        {"a\xBF", false},
        {"\xE4\xB8", false},
        {"\xE4\xB8x", false},
        {"\xFF", false},
        {"\xFE", false},
    }));
    CAPTURE(one.bytes);
    CHECK(is_utf8(one.bytes) == one.valid);
}

TEST_CASE("control characters and bidirectional overrides are told") {
    using namespace std::string_literals;
    CHECK_FALSE(has_forbidden_characters(""));
    CHECK_FALSE(has_forbidden_characters("a\tb\nc 中文 😀"));
    for (int character = 0; character < 0xA0; ++character) {
        CAPTURE(character);
        bool const control = character < 0x20 || character >= 0x7F;
        bool const expected = control && character != '\t' && character != '\n';
        CHECK(has_forbidden_characters("a" + encode(static_cast<std::uint32_t>(character)) + "b") ==
              expected);
    }
    for (std::uint32_t character = 0x2000; character < 0x2100; ++character) {
        CAPTURE(character);
        bool const override = (character >= 0x202A && character <= 0x202E) ||
                              (character >= 0x2066 && character <= 0x2069);
        CHECK(has_forbidden_characters(encode(character)) == override);
    }
}

TEST_CASE("code points are counted and taken apart") {
    std::string const text = "a中😀é";
    CHECK(count_code_points(text) == 4);
    CHECK(code_points(text) == std::vector<std::string>{"a", "中", "😀", "é"});
    CHECK(count_code_points("") == 0);
    CHECK(code_points("").empty());
}

TEST_CASE("Han, kana and hangul are told from other letters") {
    for (auto const* const text :
         {"中", "々", "〇", "𠮷", "あ", "ア", "ー", "한", "ㄅ", "㐀", "中x"}) {
        CAPTURE(text);
        CHECK(is_han(text));
    }
    for (auto const* const text : {"", "a", "1", "é", "я", "ا", "。", "，", "　", "😀", "x中"}) {
        CAPTURE(text);
        CHECK_FALSE(is_han(text));
    }
}

} // namespace
} // namespace talent
