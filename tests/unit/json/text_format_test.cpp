// The forms of texts, each as a table of what has the form and what has not.
#include <catch2/catch.hpp>

#include "common/json/text_format.hpp"

using namespace talent;
using json::text_format;

namespace {

using list = std::vector<std::string>;

void check_form(text_format format, std::string_view code, list const& good, list const& bad) {
    CHECK_FALSE(json::format_fault("", format));
    for (auto const& text : good) {
        INFO(text);
        CHECK_FALSE(json::format_fault(text, format));
    }
    for (auto const& text : bad) {
        INFO(text);
        auto const fault = json::format_fault(text, format);
        REQUIRE(fault);
        CHECK(fault->code == code);
        CHECK_FALSE(fault->detail.empty());
    }
}

[[gnu::noinline]] std::string repeat(std::size_t times, char character) {
    std::string text;
    text.resize(times, character);
    return text;
}

std::string const local_64 = repeat(64, 'a');
std::string const label_63 = repeat(63, 'a');

} // namespace

TEST_CASE("an e-mail address is a dot-atom and a host name with a dot") {
    check_form(text_format::email, "not_email",
               {"a@b.cn", "first.last@example.com", "a+b@example.co.uk", "x_y-z@a-b.cn",
                "o'neil@example.com", "!#$%&'*+-/=?^_`{|}~@example.com", "A@EXAMPLE.COM", "1@2.cn",
                local_64 + "@example.com", "a@" + label_63 + ".cn", "a@xn--fiq228c.cn"},
               {"a",
                "@",
                "a@",
                "@b.cn",
                "a@b",
                "a@b.",
                "a@.cn",
                "a@b..cn",
                "a@-b.cn",
                "a@b-.cn",
                "a.@b.cn",
                ".a@b.cn",
                "a..b@c.cn",
                "a b@c.cn",
                "a@b c.cn",
                "a@@b.cn",
                "a@b@c.cn",
                "\"a\"@b.cn",
                "a@[127.0.0.1]",
                "<a@b.cn>",
                "a@b.cn ",
                " a@b.cn",
                "a,b@c.cn",
                "中@b.cn",
                "a@中.cn",
                "a@b_c.cn",
                local_64 + "a@example.com",
                "a@" + label_63 + "a.cn",
                "a@" + label_63 + "." + label_63 + "." + label_63 + "." + label_63 + ".cn"});
}

TEST_CASE("a telephone number has 5 to 20 digits and the signs people write between them") {
    check_form(
        text_format::phone, "not_phone",
        {"12345", "13800000000", "+86 571 8888 8888", "0571-88888888", "(0571) 8888-8888",
         "+8613800000000", "12345678901234567890", "400-800-1234"},
        {"1234", "123456789012345678901", "+", "1+2345", "86+57188888888", "12345x", "1234５",
         "12345;ext=1", "12345,67890", "tel:12345", "-----", "a", "12345/6", "++12345"});
}

TEST_CASE("a SHA-256 is 64 lower-case hexadecimal digits") {
    std::string const good = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    check_form(text_format::sha256, "not_sha256", {good, repeat(64, 'f'), repeat(64, '0')},
               {good.substr(1), good + "0", repeat(64, 'F'), repeat(63, 'a') + "g",
                " " + good.substr(1), "sha256:" + good, repeat(63, 'a') + "\xC3\xA9"});
}

TEST_CASE("a web address is http or https, a host name, and no character that ends it early") {
    check_form(
        text_format::web_address, "not_web_address",
        {"https://example.com", "http://example.com", "https://a.cn/", "https://a.cn:8443",
         "https://a.cn:8443/x?y=z#w", "https://a-b.c.cn/%E4%BD%A0", "https://a.cn?x=1",
         "https://a.cn#x", "http://localhost", "https://127.0.0.1/x", "https://a.cn/路径",
         "https://A.CN/", "https://a.cn:65535", "https://a.cn:1/"},
        {"example.com",    "ftp://a.cn",         "javascript:alert(1)", "data:text/html,x",
         "//a.cn",         "https:a.cn",         "https:/a.cn",         "https://",
         "https:///x",     "https://?x",         "HTTPS://a.cn",        " https://a.cn",
         "https://a.cn ",  "https://a b.cn",     "https://a.cn/<x>",    "https://a.cn/\"x",
         "https://a.cn/`", "https://a.cn\\x",    "https://a.cn/{x}",    "https://a.cn/|",
         "https://a.cn/^", "https://user@a.cn",  "https://user:p@a.cn", "https://-a.cn",
         "https://a-.cn",  "https://a..cn",      "https://.cn",         "https://a.cn.",
         "https://a_b.cn", "https://中.cn",      "https://[::1]/",      "https://a.cn:",
         "https://a.cn:x", "https://a.cn:65536", "https://a.cn:-1",     "https://a.cn:8443x/",
         "https://a.cn:0"});
}

TEST_CASE("no form lets control characters or direction overrides through") {
    for (auto const format : {text_format::line, text_format::paragraphs, text_format::email,
                              text_format::phone, text_format::sha256, text_format::web_address}) {
        for (std::string const text : {"a\x01", "\x1B[31m", "\x7f", "a\r\nb", "\xC2\x85", "\u202Ax",
                                       "\u202Ex", "\u2066x", "\u2069"}) {
            auto const fault = json::format_fault(text, format);
            REQUIRE(fault);
            CHECK(fault->code == "forbidden_character");
        }
        bool const several_lines = format == text_format::paragraphs;
        CHECK(json::format_fault("a\nb", format).has_value() != several_lines);
        CHECK(json::format_fault("a\tb", format).has_value() != several_lines);
    }
    CHECK_FALSE(json::format_fault("任何 text, “quoted” – 😀", text_format::line));
}

TEST_CASE("pointers escape the tilde first, so that nothing is escaped twice") {
    CHECK(json::escape_pointer("") == "");
    CHECK(json::escape_pointer("a/b~c") == "a~1b~0c");
    CHECK(json::escape_pointer("~1") == "~01");
    CHECK(json::escape_pointer("~0/~1") == "~00~1~01");
}

TEST_CASE("every vocabulary has the name of its route") {
    using json::code_list;
    CHECK(json::list_name(code_list::none).empty());
    CHECK(json::list_name(code_list::region) == "regions");
    CHECK(json::list_name(code_list::occupation) == "occupations");
    CHECK(json::list_name(code_list::industry) == "industries");
    CHECK(json::list_name(code_list::skill) == "skills");
}
