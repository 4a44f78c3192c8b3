// The small forms: money, dates, instants, ids, credit codes and region codes. What is read is
// written back, and reads the same again.
#include "common/base/clock.hpp"
#include "common/base/money.hpp"
#include "common/base/text.hpp"
#include "common/base/uuid.hpp"
#include "common/json/text_format.hpp"
#include "common/vocabulary/credit_code.hpp"
#include "common/vocabulary/region_code.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {
namespace {

void check_amounts_and_times(std::string_view text) {
    if (auto const amount = parse_money(text)) {
        require(amount->fen <= money_fen_max && amount->fen >= -money_fen_max,
                "an amount is within its bounds");
        require(parse_money(format_money(*amount)) == amount, "an amount comes back");
    }
    if (auto const at = parse_instant(text)) {
        require(parse_instant(format_instant(*at)) == at, "an instant comes back");
    }
    if (auto const day = parse_date(text)) {
        require(format_date(*day) == text, "a date is written in one way");
    }
    if (auto const id = parse_uuid(text)) {
        require(parse_uuid(to_string(*id)) == id, "an id comes back");
    }
}

void check_codes(std::string_view text) {
    if (vocabulary::is_credit_code(text)) {
        require(vocabulary::credit_code_check_digit(text.substr(0, text.size() - 1)) == text.back(),
                "a credit code ends with its check digit");
    }
    if (vocabulary::is_region_code(text)) {
        require(text.starts_with(vocabulary::region_prefix(text)), "a prefix starts its code");
        require(vocabulary::is_region_within(text, vocabulary::country_code),
                "a region is in the country");
        auto const parent = vocabulary::parent_of_region(text);
        require(!parent || vocabulary::is_region_within(text, *parent),
                "a region is in the one above");
    } else {
        require(!vocabulary::level_of_region(text), "what is no region has no level");
    }
}

void check_text(std::string_view text) {
    using json::text_format;
    for (auto const format : {text_format::line, text_format::paragraphs, text_format::email,
                              text_format::phone, text_format::sha256, text_format::web_address}) {
        auto const fault = json::format_fault(text, format);
        require(!fault || !fault->detail.empty(), "a fault has a sentence");
        require(fault || !has_forbidden_characters(text), "no format lets hidden characters pass");
    }
    auto const plain = normalise(text);
    require(is_utf8(plain), "a normalised text is UTF-8");
    require(normalise(plain) == plain, "a normalised text is its own normal form");
    for (auto const& word : words(plain))
        require(!word.text.empty() && is_utf8(word.text), "a word is not empty");
    std::string joined;
    for (auto const& point : code_points(text))
        joined += point;
    require(joined == text, "the code points are the text");
    require(code_points(text).size() == count_code_points(text), "code points are counted");
    require(is_utf8(letters_and_digits(plain)), "letters are UTF-8");
}

} // namespace

void check(std::string_view input) {
    check_amounts_and_times(input);
    check_codes(input);
    if (is_utf8(input)) check_text(input);
}

} // namespace talent::fuzz
