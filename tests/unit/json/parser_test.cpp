// The strict reader: what is JSON (RFC 8259) and within the limits is read, everything else is not.
#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "common/json/value.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;

namespace {

bool accepted(std::string_view text) {
    return json::parse(text).has_value();
}

std::string reason(std::string_view text) {
    auto const outcome = json::parse(text);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == error_code::malformed_json);
    return outcome.error().detail;
}

std::string repeat(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
        text.append(part);
    return text;
}

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

/// The grammar of RFC 8259, section 6, written out by hand.
bool is_json_number(std::string_view text) {
    std::size_t at = 0;
    auto const digits = [&] {
        auto const start = at;
        while (at < text.size() && is_digit(text[at]))
            ++at;
        return at > start;
    };
    if (at < text.size() && text[at] == '-') ++at;
    if (at < text.size() && text[at] == '0') {
        ++at;
    } else if (!digits()) {
        return false;
    }
    if (at < text.size() && text[at] == '.') {
        ++at;
        if (!digits()) return false;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
        if (!digits()) return false;
    }
    return at == text.size() && !text.empty();
}

/// RapidJSON refuses an exponent that no double has, though it is asked for the digits only.
bool is_beyond_double(std::string_view number) {
    auto const e = number.find_first_of("eE");
    return e != std::string_view::npos && number.substr(e + 1, 1) != "-" &&
           std::stoi(std::string(number.substr(e + 1))) > 308;
}

/// UTF-8 of a code point, by the table of RFC 3629.
std::string utf8(std::uint32_t point) {
    auto const byte = [](std::uint32_t bits) { return static_cast<char>(bits); };
    if (point < 0x80) return {byte(point)};
    if (point < 0x800) return {byte(0xC0 | point >> 6), byte(0x80 | (point & 0x3F))};
    if (point < 0x10000)
        return {byte(0xE0 | point >> 12), byte(0x80 | (point >> 6 & 0x3F)),
                byte(0x80 | (point & 0x3F))};
    return {byte(0xF0 | point >> 18), byte(0x80 | (point >> 12 & 0x3F)),
            byte(0x80 | (point >> 6 & 0x3F)), byte(0x80 | (point & 0x3F))};
}

std::string escaped_unit(std::uint32_t unit, char const* form = "\\u%04X") {
    char text[8];
    std::snprintf(text, sizeof text, form, unit);
    return text;
}

} // namespace

TEST_CASE("documents that are JSON are read as what they say") {
    struct row {
        std::string_view document;
        std::string_view written;
    };
    static constexpr row rows[] = {
        {"null", "null"},
        {"true", "true"},
        {" false ", "false"},
        {"0", "0"},
        {"-0", "-0"},
        {"\"\"", "\"\""},
        {"[]", "[]"},
        {"{}", "{}"},
        {"\t\r\n [ \t\r\n] \t\r\n", "[]"},
        {"{ \"a\" : [ 1 , 2 , { } ] , \"b\" : null }", R"({"a":[1,2,{}],"b":null})"},
        {R"([[[]],[{}],{"a":{}}])", R"([[[]],[{}],{"a":{}}])"},
        {R"({"":1})", R"({"":1})"},
        {R"({"b":1,"a":2})", R"({"b":1,"a":2})"},
        {R"("\"\\\/\b\f\n\r\t")", R"("\"\\/\b\f\n\r\t")"},
        {R"("\u0041\u00e9\u4E2d\uD83D\uDE00")", "\"Aé中😀\""},
        {"\"\x7f\"", "\"\x7f\""},
        {"\"\xEF\xBB\xBF inside\"", "\"\xEF\xBB\xBF inside\""},
        {"\"\xF4\x8F\xBF\xBF\"", "\"\xF4\x8F\xBF\xBF\""},
        {"\"\xEF\xBF\xBF\"", "\"\xEF\xBF\xBF\""}, // a noncharacter is a code point
        {"[1.0,1.50,-1e5,1E+5,1e-5,0.0e0]", "[1.0,1.50,-1e5,1E+5,1e-5,0.0e0]"},
        {"123456789012345678901234567890", "123456789012345678901234567890"},
    };
    for (auto const& [document, written] : rows) {
        INFO(document);
        auto const read = json::parse(document);
        REQUIRE(read.has_value());
        CHECK(json::write(read.value()) == written);
    }
}

TEST_CASE("documents that only look like JSON are refused") {
    static constexpr std::string_view rows[] = {
        // nothing, or more than one thing
        "", " ", "\n", "1 2", "[] []", "{}{}", "null null", "[]x", "{}}", "[]]", "\"a\"\"b\"",
        // words
        "nul", "nulll", "Null", "NULL", "True", "tru", "FALSE", "undefined", "NaN", "Infinity",
        "-Infinity", "inf", "a", "'a'", "`a`",
        // arrays
        "[", "]", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1,,2]", "[1 2]", "[1;2]", "[1:2]", "[\"a\"",
        "[[]", "[]]", "[1}", "[(1)]", "[...]",
        // objects
        "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{,\"a\":1}",
        "{\"a\" 1}", "{\"a\",1}", "{\"a\"::1}", "{a:1}", "{'a':1}", "{1:1}", "{null:1}",
        "{\"a\":1 \"b\":2}", "{\"a\":1,,\"b\":2}", "{\"a\":}", "{:1}", "{\"a\":1]", "{[]:1}",
        "{\"a\":1;\"b\":2}", "{\"a\"}", "{{}}",
        // strings
        "\"", "\"a", "a\"", "\"\\\"", "\"\\", "\"\\u\"", "\"\\u1\"", "\"\\u12\"", "\"\\u123\"",
        "\"\\u123g\"", "\"\\U0041\"", "\"\\x41\"", "\"\\'\"", "\"\\a\"", "\"\\0\"", "\"\\v\"",
        "\"\\e\"", "\"\\ \"", "\"\\\xC3\xA9\"", "\"\\u{41}\"", "\"\\u-041\"", "\"\\u 041\"",
        // comments and other dialects
        "// a\n1", "/* a */ 1", "1 // a", "[1 /* a */]", "# a\n1", "{\"a\":1}//", "0x10", "0b1",
        "0o7", "+1", "1_000", "1,000", "\xEF\xBC\x91",
        // white space that is none here
        "\x0B[]", "\x0C[]", "[\xC2\xA0]", "[\xE2\x80\x83]", "\xE3\x80\x80[]", "\xE2\x80\xA8[]"};
    for (auto const document : rows) {
        INFO(document);
        CHECK_FALSE(accepted(document));
    }
}

TEST_CASE("every short word of the number alphabet is a number exactly where the grammar says so") {
    static constexpr std::string_view alphabet = "01-+.eE";
    std::vector<std::string> words{""};
    std::size_t wrong = 0;
    std::size_t numbers = 0;
    for (int length = 1; length <= 6; ++length) {
        std::vector<std::string> longer;
        for (auto const& word : words) {
            for (char const character : alphabet)
                longer.push_back(word + character);
        }
        words = std::move(longer);
        for (auto const& word : words) {
            bool const is_number = is_json_number(word) && !is_beyond_double(word);
            numbers += is_number ? 1 : 0;
            if (accepted(word) != is_number || accepted("[" + word + "]") != is_number) {
                UNSCOPED_INFO(word);
                ++wrong;
            }
        }
    }
    CHECK(wrong == 0);
    CHECK(numbers > 900);
}

TEST_CASE("numbers keep their digits however large, and are no integers where they do not fit") {
    static constexpr std::string_view huge[] = {
        "128.74836467836484838364836483643636483648e-336",
        "1e308",
        "1e-999999",
        "0.00000000000000000000000000000000000000000000000000000000000000000000000000000001",
        "123456789012345678901234567890.123456789012345678901234567890e-123456789",
        "9223372036854775808",
        "-9223372036854775809",
        "18446744073709551616",
        "1.0",
        "1e3",
        "0e0",
        "-1.5"};
    for (auto const digits : huge) {
        INFO(digits);
        for (auto const& document : {std::string(digits), "[" + std::string(digits) + "]"}) {
            auto const read = json::parse(document);
            REQUIRE(read.has_value());
            auto const& number =
                read.value().is_array() ? read.value().elements().front() : read.value();
            CHECK(number.is_number());
            CHECK(number.text() == digits);
            CHECK_FALSE(number.integer());
        }
    }
    CHECK(json::parse("9223372036854775807").value().integer() == INT64_MAX);
    CHECK(json::parse("-9223372036854775808").value().integer() == INT64_MIN);
    CHECK(json::parse("-0").value().integer() == 0);
    CHECK_FALSE(json::parse("\"1\"").value().integer());
    // Beyond a double's exponent a number is refused, never rounded to infinity or to nothing.
    for (auto const* const digits :
         {"1e309", "1e999999", "-1e999999", "0e1000", "1E+999999999999", "0.1e310"}) {
        INFO(digits);
        CHECK(reason(digits).find("too big") != std::string::npos);
    }
    std::string const long_number = repeat("7", 300);
    CHECK(json::parse(long_number).value().text() == long_number);
    CHECK_FALSE(accepted(repeat("7", 100'000)));
}

TEST_CASE("an integer is the one that 128 bits reckon from its digits") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    __extension__ using wide = __int128;
    for (int round = 0; round < 20'000; ++round) {
        auto const length = between(generator, 1, 20);
        std::string digits(1, static_cast<char>('1' + between(generator, 0, 8)));
        while (static_cast<std::int64_t>(digits.size()) < length)
            digits.push_back(static_cast<char>('0' + between(generator, 0, 9)));
        wide expected = 0;
        for (char const digit : digits)
            expected = expected * 10 + (digit - '0');
        if (between(generator, 0, 1) == 1) {
            digits.insert(0, "-");
            expected = -expected;
        }
        bool const fits = expected >= INT64_MIN && expected <= INT64_MAX;
        auto const found = json::parse(digits).value().integer();
        INFO(digits);
        REQUIRE(found.has_value() == fits);
        if (fits) REQUIRE(*found == static_cast<std::int64_t>(expected));
    }
}

TEST_CASE("white space is space, tab, line feed and carriage return, and no other byte") {
    for (int byte = 0; byte < 256; ++byte) {
        INFO("byte " << byte);
        char const character = static_cast<char>(byte);
        bool const is_space = std::string_view(" \t\n\r").find(character) != std::string_view::npos;
        CHECK(accepted(std::string(1, character) + "[]") == is_space);
        CHECK(accepted("[]" + std::string(1, character)) == is_space);
        CHECK(accepted("[" + std::string(1, character) + "]") == (is_space || is_digit(character)));
        CHECK(accepted("[1" + std::string(1, character) + ",2]") ==
              (is_space || is_digit(character)));
        CHECK(accepted("{\"a\"" + std::string(1, character) + ":1}") == is_space);
    }
}

TEST_CASE("a backslash is followed by one of nine characters") {
    for (int byte = 0; byte < 256; ++byte) {
        char const character = static_cast<char>(byte);
        INFO("byte " << byte);
        bool const known =
            byte != 0 && std::string_view("\"\\/bfnrt").find(character) != std::string_view::npos;
        CHECK(accepted("\"\\" + std::string(1, character) + "\"") == known);
        bool const hexadecimal = is_digit(character) || (character >= 'a' && character <= 'f') ||
                                 (character >= 'A' && character <= 'F');
        CHECK(accepted("\"\\u" + std::string(1, character) + "041\"") == hexadecimal);
        CHECK(accepted("\"\\u004" + std::string(1, character) + "\"") == hexadecimal);
    }
}

TEST_CASE("control characters stand in strings only as escapes, and NUL not even so") {
    for (int byte = 0; byte < 0x20; ++byte) {
        INFO("byte " << byte);
        CHECK_FALSE(accepted("\"a" + std::string(1, static_cast<char>(byte)) + "b\""));
        CHECK_FALSE(accepted("{\"a" + std::string(1, static_cast<char>(byte)) + "b\":1}"));
        CHECK(accepted("\"" + escaped_unit(static_cast<std::uint32_t>(byte)) + "\"") ==
              (byte != 0));
    }
    CHECK(reason(R"("a\u0000b")").find("U+0000") != std::string::npos);
    CHECK(reason(R"({"\u0000":1})").find("U+0000") != std::string::npos);
    CHECK(reason(R"({"a":["\u0000"]})").find("U+0000") != std::string::npos);
    CHECK(reason(std::string("[1]\0", 4)).find("NUL") != std::string::npos);
    CHECK(reason(std::string("\0[1]", 4)).find("offset 0") != std::string::npos);
    CHECK(reason(std::string("[1\0]", 4)).find("offset 2") != std::string::npos);
}

TEST_CASE("each of the 65536 escaped units is its code point, and half a surrogate pair is none") {
    std::size_t wrong = 0;
    for (std::uint32_t unit = 0; unit < 0x10000; ++unit) {
        bool const surrogate = unit >= 0xD800 && unit <= 0xDFFF;
        for (auto const* form : {"\\u%04x", "\\u%04X"}) {
            auto const read = json::parse("\"" + escaped_unit(unit, form) + "\"");
            bool const expected = !surrogate && unit != 0;
            bool const right =
                read.has_value() == expected && (!expected || read.value().text() == utf8(unit));
            if (!right) ++wrong;
        }
    }
    CHECK(wrong == 0);
    for (std::uint32_t point = 0x10000; point <= 0x10FFFF; point += 0x101) {
        auto const bits = point - 0x10000;
        auto const pair =
            escaped_unit(0xD800 + (bits >> 10)) + escaped_unit(0xDC00 + (bits & 0x3FF));
        auto const read = json::parse("\"" + pair + "\"");
        if (!read.has_value() || read.value().text() != utf8(point)) ++wrong;
    }
    CHECK(wrong == 0);
    for (auto const broken :
         {R"("\uD83D")", R"("\uD83Dx")", R"("\uD83D\n")", R"("\uD83D\u0041")", R"("\uDE00\uD83D")",
          R"("\uD83D\uD83D")", R"("\uDE00")", R"("\uD83D\uDE0")", R"({"\uD83D":1})"}) {
        INFO(broken);
        CHECK_FALSE(accepted(broken));
    }
}

TEST_CASE("bytes that are no UTF-8 are refused, each class of them, in values and in names") {
    static constexpr std::string_view rows[] = {
        "\x80",
        "\xBF",
        "\x80\x80", // continuation without a start
        "\xC2",
        "\xE4\xBD",
        "\xE4",
        "\xF0\x9F\x98",
        "\xF0\x9F", // cut short
        "\xC2x",
        "\xE4\xBDx",
        "\xF0\x9F\x98x", // continued by something else
        "\xC0\x80",
        "\xC0\xAF",
        "\xC1\xBF", // overlong, two bytes
        "\xE0\x80\x80",
        "\xE0\x80\xAF",
        "\xE0\x9F\xBF", // overlong, three
        "\xF0\x80\x80\x80",
        "\xF0\x80\x80\xAF",
        "\xF0\x8F\xBF\xBF", // overlong, four
        "\xED\xA0\x80",
        "\xED\xAF\xBF",
        "\xED\xB0\x80",
        "\xED\xBF\xBF",             // surrogates
        "\xED\xA0\xBD\xED\xB8\x80", // a pair of them (CESU-8)
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF7\xBF\xBF\xBF", // beyond U+10FFFF
        "\xF8\x88\x80\x80\x80",
        "\xFC\x84\x80\x80\x80\x80", // five and six bytes
        "\xFE",
        "\xFF",
        "\xFE\xFF",
        "\xE9",
        "caf\xE9",           // never UTF-8; Latin-1
        "\xB8\xDF\xBC\xB6"}; // GBK
    for (auto const bytes : rows) {
        std::string const text(bytes);
        INFO(text);
        CHECK_FALSE(accepted("\"" + text + "\""));
        CHECK_FALSE(accepted("[\"a" + text + "b\"]"));
        CHECK_FALSE(accepted("{\"" + text + "\":1}"));
        CHECK_FALSE(accepted("{\"a\":\"" + text + "\"}"));
        CHECK_FALSE(accepted(text));
        CHECK_FALSE(accepted("[]" + text));
    }
}

TEST_CASE("a string of any two bytes, and of random ones, is read exactly where ICU finds UTF-8") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    std::size_t wrong = 0;
    auto const compare = [&](std::string const& bytes) {
        auto const read = json::parse("\"" + bytes + "\"");
        bool const right = read.has_value() == is_utf8(bytes) &&
                           (!read.has_value() || read.value().text() == bytes);
        if (!right) ++wrong;
    };
    for (int first = 0x80; first < 0x100; ++first) {
        compare({static_cast<char>(first)});
        for (int second = 0x80; second < 0x100; ++second)
            compare({static_cast<char>(first), static_cast<char>(second)});
    }
    for (int round = 0; round < 200'000; ++round) {
        std::string bytes;
        for (auto length = between(generator, 3, 5); length > 0; --length)
            bytes.push_back(static_cast<char>(between(generator, 0x80, 0xFF)));
        // Mostly well-formed starts, so that the third and fourth bytes matter.
        if (between(generator, 0, 1) == 0)
            bytes[0] = static_cast<char>(between(generator, 0xE0, 0xF4));
        compare(bytes);
    }
    CHECK(wrong == 0);
}

TEST_CASE("a byte-order mark is refused, and so are the other encodings of Unicode") {
    CHECK(reason("\xEF\xBB\xBF{}").find("byte-order mark") != std::string::npos);
    CHECK_FALSE(accepted("\xEF\xBB\xBF"));
    CHECK_FALSE(accepted(" \xEF\xBB\xBF{}"));
    CHECK_FALSE(accepted("{}\xEF\xBB\xBF"));
    CHECK_FALSE(accepted("\xFE\xFF[]"));
    CHECK_FALSE(accepted(std::string("\xFF\xFE[\0]\0", 6)));
    CHECK_FALSE(accepted(std::string("\0[\0]", 4)));
}

TEST_CASE("64 levels are read and 65 refused, of arrays, of objects and of both") {
    auto const nested = [](std::string_view open, std::string_view inner, std::string_view close,
                           std::size_t levels) {
        return repeat(open, levels) + std::string(inner) + repeat(close, levels);
    };
    CHECK(accepted(nested("[", "", "]", 64)));
    CHECK_FALSE(accepted(nested("[", "", "]", 65)));
    CHECK(accepted(nested("[", "1", "]", 64)));
    CHECK_FALSE(accepted(nested("[", "1", "]", 65)));
    CHECK(accepted(nested(R"({"a":)", "1", "}", 64)));
    CHECK_FALSE(accepted(nested(R"({"a":)", "1", "}", 65)));
    CHECK(accepted(nested(R"({"a":[)", "{}", "]}", 31)));
    CHECK(accepted(nested(R"({"a":[)", "[[]]", "]}", 31)));
    CHECK_FALSE(accepted(nested(R"({"a":[)", "[[[]]]", "]}", 31)));
    CHECK(reason(nested("[", "", "]", 65)).find("deeper than 64") != std::string::npos);
    // Depth is what is open, not what has been.
    CHECK(accepted("[" + repeat(nested("[", "", "]", 63) + ",", 50) + "1]"));
    CHECK_FALSE(accepted(repeat("[", 1'000'000)));
    CHECK_FALSE(accepted(repeat("{\"a\":", 1'000'000)));
}

TEST_CASE("a document has 200000 values at most, whatever they are") {
    std::string const most = "[" + repeat("0,", json::values_max - 2) + "0]";
    REQUIRE(accepted(most));
    CHECK(json::parse(most).value().elements().size() == json::values_max - 1);
    CHECK(reason("[0," + most.substr(1)).find("more than 200000") != std::string::npos);
    CHECK_FALSE(accepted("[" + repeat("[],", json::values_max - 1) + "[]]"));
    CHECK(accepted("[" + repeat("{},", json::values_max - 2) + "{}]"));
    CHECK_FALSE(accepted("[" + repeat("{},", json::values_max - 1) + "{}]"));
}

TEST_CASE("a name stands once in an object, wherever it is and however many there are") {
    std::size_t wrong = 0;
    for (std::size_t count = 1; count <= 40; ++count) {
        std::string members;
        for (std::size_t i = 0; i < count; ++i)
            members += (i == 0 ? "" : ",") + ("\"k" + std::to_string(i)) + "\":1";
        if (!accepted("{" + members + "}")) ++wrong;
        for (std::size_t doubled = 0; doubled < count; ++doubled) {
            auto const one = ",\"k" + std::to_string(doubled) + "\":2";
            if (accepted("{" + members + one + "}")) ++wrong;
            if (accepted("{" + members + ",\"other\":0" + one + ",\"more\":0}")) ++wrong;
            if (accepted(R"([{"a":{)" + members + one + "}}]")) ++wrong;
        }
    }
    CHECK(wrong == 0);
    CHECK(reason(R"({"a":1,"a":1})").find("duplicate key \"a\"") != std::string::npos);
    CHECK_FALSE(accepted(R"({"a":1,"\u0061":1})"));
    CHECK_FALSE(accepted(R"({"":1,"":1})"));
    CHECK_FALSE(accepted(R"({"a":{"b":1},"a":null})"));
    CHECK_FALSE(accepted(R"({"a":{"b":1,"b":2}})"));
    CHECK_FALSE(accepted(R"({"x":{"b":1},"y":[{"b":1,"b":2}]})"));
    CHECK(accepted(R"({"a":{"a":{"a":1}},"b":{"a":1},"c":[{"a":1},{"a":1}]})"));
    CHECK(accepted(R"({"a":1,"A":1,"a ":1,"à":1})"));
    // Names of an inner object end with it: those of the outer one go on being compared.
    CHECK_FALSE(accepted(R"({"a":{"z":1},"b":1,"a":1})"));
}

TEST_CASE("no document survives being cut short") {
    std::string const whole =
        R"({"a":[1,-2.5e+3,true,false,null,"\u4e2d\uD83D\uDE00中"],"b":{"c":{},"d":[]}})";
    REQUIRE(accepted(whole));
    for (std::size_t length = 0; length < whole.size(); ++length) {
        INFO(whole.substr(0, length));
        CHECK_FALSE(accepted(std::string_view(whole).substr(0, length)));
    }
}
