// A request's body, read by its field table: what fits is taken, and every fault is named at once.
#include <catch2/catch.hpp>

#include "tests/unit/json/sample.hpp"

using namespace talent;
using namespace talent::test;
using faults = std::vector<std::string>;

namespace {

sample read(std::string const& members) {
    auto const document = json::parse("{" + needed + "," + members + "}");
    INFO(members);
    REQUIRE(document.has_value());
    auto outcome = json::read<sample>(document.value(), few_codes{});
    if (!outcome.has_value()) FAIL(faults_of(outcome.error()).front());
    return outcome.value();
}

std::string repeat(std::string_view part, std::size_t times) {
    std::string text;
    while (times-- > 0)
        text.append(part);
    return text;
}

} // namespace

TEST_CASE("every type is read from its form on the wire") {
    CHECK(read(R"("body":"a\n\tb")").body == "a\n\tb");
    CHECK(read(R"("email":"a.b@c.cn")").email == "a.b@c.cn");
    CHECK(read(R"("region":"330100")").region == "330100");
    CHECK(read(R"("shout":"LOUD")").shout == "LOUD");
    CHECK(read(R"("whole":-9223372036854775808)").whole == INT64_MIN);
    CHECK(read(R"("whole":9223372036854775807)").whole == INT64_MAX);
    CHECK(read(R"("flag":true)").flag);
    CHECK(read(R"("price":{"amount":"99.5","currency":"CNY"})").price == money{9'950});
    CHECK(read(R"("at":"1970-01-02T08:00:00.5+08:00")").at == from_milliseconds(86'400'500));
    CHECK(read(R"("day":"1970-01-31")").day == date{std::chrono::days{30}});
    CHECK(to_string(read(R"("other":"0190A0B0-0000-7000-8000-00000000000f")").other) ==
          "0190a0b0-0000-7000-8000-00000000000f");
    CHECK(read(R"("tint":"blue")").tint == colour::blue);
    CHECK(read(R"("words":["a","中文"])").words == std::vector<std::string>{"a", "中文"});
    CHECK(read(R"("tints":["blue","red"])").tints == std::vector{colour::blue, colour::red});
    CHECK(read(R"("places":[{"street":"a"},{"street":"b","number":7}])").places ==
          std::vector<place>{{"a", 0, ""}, {"b", 7, ""}});
    CHECK(read(R"("password":"secret")").password == "secret");
    CHECK(read(R"("fixed":"once")").fixed == "once");
    CHECK(read(R"("a/b~c":"odd")").odd == "odd");
}

TEST_CASE("an optional field is set, left out or null") {
    struct row {
        std::string_view field;
        std::string_view value;
        bool (*is_set)(sample const&);
    };
    static constexpr row rows[] = {
        {"text_maybe", R"("")", [](sample const& s) { return s.text_maybe == ""; }},
        {"whole_maybe", "9", [](sample const& s) { return s.whole_maybe == 9; }},
        {"flag_maybe", "false", [](sample const& s) { return s.flag_maybe == false; }},
        {"price_maybe", R"({"amount":"-5.00","currency":"CNY"})",
         [](sample const& s) { return s.price_maybe == money{-500}; }},
        {"at_maybe", R"("1970-01-01T00:00:00Z")",
         [](sample const& s) { return s.at_maybe == instant{}; }},
        {"day_maybe", R"("1970-01-01")", [](sample const& s) { return s.day_maybe == date{}; }},
        {"other_maybe", R"("00000000-0000-0000-0000-000000000000")",
         [](sample const& s) { return s.other_maybe == uuid{}; }},
        {"tint_maybe", R"("red")", [](sample const& s) { return s.tint_maybe == colour::red; }},
        {"place_maybe", R"({"street":"x","number":1})",
         [](sample const& s) {
             return s.place_maybe == place{"x", 1, ""};
         }},
    };
    auto const nothing = read(R"("flag":false)");
    for (auto const& each : rows) {
        INFO(each.field);
        auto const member = "\"" + std::string(each.field) + "\":";
        CHECK(each.is_set(read(member + std::string(each.value))));
        CHECK_FALSE(each.is_set(nothing));
        CHECK(read(member + "null") == nothing);
    }
}

TEST_CASE("a value of another type is refused, for every type there is") {
    static constexpr std::string_view values[] = {"null", "true",   "1",    "\"word\"",
                                                  "[]",   "{}",     "1.5",  "9223372036854775808",
                                                  "1e2",  "[null]", "[[]]", "[1]"};
    // Which of the values above fit the field; null fits what is optional, wherever it is tried.
    struct row {
        std::string_view field;
        std::string_view fitting;
    };
    static constexpr row rows[] = {
        {"body", "\"word\""},
        {"small", "1"},
        {"whole", "1"},
        {"flag", "true"},
        {"price", ""},
        {"at", ""},
        {"day", ""},
        {"other", ""},
        {"tint", ""},
        {"text_maybe", "\"word\" null"},
        {"whole_maybe", "1 null"},
        {"flag_maybe", "true null"},
        {"price_maybe", "null"},
        {"at_maybe", "null"},
        {"day_maybe", "null"},
        {"other_maybe", "null"},
        {"tint_maybe", "null"},
        {"place_maybe", "null"},
        {"words", "[]"},
        {"tints", "[]"},
        {"places", "[]"},
    };
    for (auto const& [field, fitting] : rows) {
        for (auto const value : values) {
            INFO(field << ": " << value);
            bool fits = false;
            for (std::size_t start = 0; start <= fitting.size();) {
                auto const end = std::min(fitting.find(' ', start), fitting.size());
                fits = fits || (end > start && fitting.substr(start, end - start) == value);
                start = end + 1;
            }
            auto const found =
                faults_of_body(needed + ",\"" + std::string(field) + "\":" + std::string(value));
            CHECK(found.empty() == fits);
            for (auto const& each : found)
                CHECK(each.starts_with("/" + std::string(field)));
        }
    }
}

TEST_CASE("text is limited by its code points, not its bytes") {
    for (std::size_t length = 0; length <= 7; ++length) {
        for (auto const* const one : {"a", "é", "中", "😀"}) {
            INFO(length << " times " << one);
            auto const found =
                faults_of_body(R"("home":{"street":"x"},"title":")" + repeat(one, length) + "\"");
            if (length < 2) {
                CHECK(found == faults{"/title too_short"});
            } else if (length > 5) {
                CHECK(found == faults{"/title too_long"});
            } else {
                CHECK(found.empty());
            }
        }
    }
}

TEST_CASE("a text has the form that its field asks for") {
    struct row {
        std::string_view member;
        std::string_view fault;
    };
    static constexpr row rows[] = {
        {R"("title":"a\nb")", "/title forbidden_character"},
        {R"("title":"a\tb")", "/title forbidden_character"},
        {R"("body":"a\rb")", "/body forbidden_character"},
        {R"("body":"a\u202eb")", "/body forbidden_character"},
        {R"("body":"a\u007fb")", "/body forbidden_character"},
        {R"("email":"nobody")", "/email not_email"},
        {R"("phone":"call me")", "/phone not_phone"},
        {R"("digest":"abc")", "/digest not_sha256"},
        {R"("link":"javascript:x")", "/link not_web_address"},
        {R"("region":"330199")", "/region unknown_code"},
        {R"("region":"")", "/region unknown_code"},
        {R"("shout":"quiet")", "/shout not_loud"},
        {R"("tint":"Red")", "/tint unknown_value"},
        {R"("tint":"")", "/tint unknown_value"},
        {R"("at":"2026-01-01T00:00:00")", "/at wrong_type"},
        {R"("at":"2026-02-30T00:00:00Z")", "/at wrong_type"},
        {R"("day":"2026-02-30")", "/day wrong_type"},
        {R"("day":"2026-1-1")", "/day wrong_type"},
        {R"("other":"0190a0b0000070008000000000000000")", "/other wrong_type"},
    };
    for (auto const& [member, fault] : rows) {
        INFO(member);
        auto const others =
            std::string(member).starts_with("\"title") ? R"("home":{"street":"x"})" : needed;
        CHECK(faults_of_body(others + "," + std::string(member)) == faults{std::string(fault)});
    }
}

TEST_CASE("an integer lies within its bounds, both ends included") {
    for (std::int64_t number = -8; number <= 8; ++number) {
        INFO(number);
        bool const inside = number >= -5 && number <= 5;
        CHECK(faults_of_body(needed + ",\"small\":" + std::to_string(number)) ==
              (inside ? faults{} : faults{"/small out_of_range"}));
    }
    for (auto const* const beyond : {"9223372036854775808", "-9223372036854775809", "1.0", "1e0",
                                     "1e308", "18446744073709551617"}) {
        INFO(beyond);
        CHECK(faults_of_body(needed + ",\"whole\":" + beyond) == faults{"/whole wrong_type"});
    }
}

TEST_CASE("money is an amount with two decimals and a currency, within its bounds") {
    struct row {
        std::string_view price;
        faults expected;
    };
    row const rows[] = {
        {R"({"amount":"1.00","currency":"CNY"})", {}},
        {R"({"amount":"100","currency":"CNY"})", {}},
        {R"({"currency":"CNY","amount":"100.00"})", {}},
        {R"({"amount":"0.99","currency":"CNY"})", {"/price/amount out_of_range"}},
        {R"({"amount":"100.01","currency":"CNY"})", {"/price/amount out_of_range"}},
        {R"({"amount":"-5","currency":"CNY"})", {"/price/amount out_of_range"}},
        {R"({"amount":"1.005","currency":"CNY"})", {"/price/amount not_money"}},
        {R"({"amount":"1e2","currency":"CNY"})", {"/price/amount not_money"}},
        {R"({"amount":"","currency":"CNY"})", {"/price/amount not_money"}},
        {R"({"amount":5,"currency":"CNY"})", {"/price/amount not_money"}},
        {R"({"amount":null,"currency":"CNY"})", {"/price/amount not_money"}},
        {R"({"currency":"CNY"})", {"/price/amount not_money"}},
        {R"({"amount":"5.00"})", {"/price/currency unknown_currency"}},
        {R"({"amount":"5.00","currency":"USD"})", {"/price/currency unknown_currency"}},
        {R"({"amount":"5.00","currency":"cny"})", {"/price/currency unknown_currency"}},
        {R"({"amount":"5.00","currency":null})", {"/price/currency unknown_currency"}},
        {R"({"amount":"5.00","currency":"CNY","~/":1})", {"/price/~0~1 unknown_field"}},
        {R"({})", {"/price/currency unknown_currency", "/price/amount not_money"}},
        {R"("5.00")", {"/price wrong_type"}},
        {R"(5)", {"/price wrong_type"}},
    };
    for (auto const& [price, expected] : rows) {
        INFO(price);
        CHECK(faults_of_body(needed + ",\"price\":" + std::string(price)) == expected);
    }
}

TEST_CASE("a list has its elements checked one by one, and a limit") {
    CHECK(faults_of_body(needed + R"(,"words":["a","b","c"])").empty());
    CHECK(faults_of_body(needed + R"(,"words":["a","b","c","d"])") == faults{"/words too_many"});
    CHECK(faults_of_body(needed + R"(,"words":["ok","",5])") ==
          faults{"/words/1 too_short", "/words/2 wrong_type"});
    CHECK(faults_of_body(needed + R"(,"words":["ok",null,"12345"])") ==
          faults{"/words/1 wrong_type", "/words/2 too_long"});
    CHECK(faults_of_body(needed + R"(,"tints":["red","pink"])") ==
          faults{"/tints/1 unknown_value"});
    CHECK(faults_of_body(needed + R"(,"places":[{"street":""},{"number":1000,"x":1}])") ==
          faults{"/places/0/street too_short", "/places/1/number out_of_range",
                 "/places/1/x unknown_field", "/places/1/street required"});
}

TEST_CASE("every fault of a body is named in one answer, each with its pointer") {
    CHECK(faults_of_body(
              R"("title":"x","email":"nobody","small":6,"flag":"yes","words":[1],"nothing":0,)"
              R"("id":"0190a0b0-0000-7000-8000-000000000000","place_maybe":{"mark":"m"},)"
              R"("price":{"amount":"x","currency":"EUR"},"home":null)") ==
          faults{"/title too_short", "/email not_email", "/small out_of_range", "/flag wrong_type",
                 "/words/0 wrong_type", "/nothing unknown_field", "/id server_owned",
                 "/place_maybe/mark unknown_field", "/place_maybe/street required",
                 "/price/currency unknown_currency", "/price/amount not_money", "/home required"});
    CHECK(faults_of_body("") == faults{"/title required", "/home required"});
    CHECK(faults_of_body(R"("title":null,"home":{})") ==
          faults{"/title required", "/home/street required"});
}

TEST_CASE("a body that is no object is one fault at its root") {
    for (auto const* const text : {"[]", "null", "1", "\"x\"", "true", "[{}]"}) {
        INFO(text);
        auto const outcome = json::read<sample>(json::parse(text).value(), few_codes{});
        REQUIRE_FALSE(outcome.has_value());
        CHECK(faults_of(outcome.error()) == faults{" wrong_type"});
    }
}

TEST_CASE("names are escaped in pointers as RFC 6901 has it") {
    struct row {
        std::string_view name;
        std::string_view pointer;
    };
    static constexpr row rows[] = {
        {"m/n", "/m~1n"}, {"~", "/~0"},          {"/", "/~1"},  {"~1", "/~01"}, {"~0", "/~00"},
        {"", "/"},        {"//~~", "/~1~1~0~0"}, {"名", "/名"}, {" ", "/ "},    {"%2F", "/%2F"}};
    for (auto const& [name, pointer] : rows) {
        INFO(name);
        CHECK(faults_of_body(needed + ",\"" + std::string(name) + "\":1") ==
              faults{std::string(pointer) + " unknown_field"});
    }
    CHECK(faults_of_body(needed + R"(,"a/b~c":"four")") == faults{"/a~1b~0c too_long"});
    CHECK(faults_of_body(needed + R"(,"places":[{"street":"x","/":1}])") ==
          faults{"/places/0/~1 unknown_field"});
}

TEST_CASE("a request may not name what the server owns, hides or reckons") {
    CHECK(faults_of_body(needed + R"(,"version":1)") == faults{"/version server_owned"});
    CHECK(faults_of_body(needed + R"(,"version":null)") == faults{"/version server_owned"});
    CHECK(faults_of_body(needed + R"(,"late":true)") == faults{"/late server_owned"});
    // A hidden field does not exist for a client, so that its name tells nothing.
    CHECK(faults_of_body(needed + R"(,"hash":"x")") == faults{"/hash unknown_field"});
    CHECK(faults_of_body(R"("title":"标题","home":{"street":"x","mark":"m"})") ==
          faults{"/home/mark unknown_field"});
}

TEST_CASE("a hostile body of thousands of faults is answered with a hundred") {
    std::string members = needed;
    for (int i = 0; i < 5'000; ++i)
        members += ",\"x" + std::to_string(i) + "\":1";
    CHECK(faults_of_body(members).size() == 100);
}
