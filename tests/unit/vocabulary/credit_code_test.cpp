// The check of the unified social credit code (GB 32100) against real codes.
#include "common/vocabulary/credit_code.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace talent::vocabulary;

namespace {

constexpr std::string_view real_codes[] = {"914403001922038216", "91440300708461136T",
                                           "9144030071526726XG", "91110000802100433B",
                                           "91110108551385082Q"};
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

} // namespace

TEST_CASE("real unified social credit codes are valid") {
    for (auto const code : real_codes) {
        CAPTURE(code);
        CHECK(is_credit_code(code));
        CHECK(credit_code_check_digit(code.substr(0, 17)) == code.back());
    }
}

TEST_CASE("a code with a wrong check digit is told apart from one that is malformed") {
    CHECK(fault_of_credit_code("91110108717809965C") == credit_code_fault::check_digit);
    CHECK(fault_of_credit_code("") == credit_code_fault::length);
    CHECK(fault_of_credit_code("91440300192203821") == credit_code_fault::length);
    CHECK(fault_of_credit_code("9144030019220382166") == credit_code_fault::length);
    CHECK(fault_of_credit_code("91440300708461136t") == credit_code_fault::alphabet);
    CHECK(fault_of_credit_code("9144030019220382I6") == credit_code_fault::alphabet);
    CHECK(fault_of_credit_code("91440300192203821\n") == credit_code_fault::alphabet);
}

TEST_CASE("every change of a single character is noticed") {
    for (auto const code : real_codes) {
        for (std::size_t i = 0; i < code.size(); ++i) {
            for (char const replacement : alphabet) {
                std::string changed(code);
                changed[i] = replacement;
                CHECK(is_credit_code(changed) == (replacement == code[i]));
            }
        }
    }
}

TEST_CASE("every exchange of two neighbours is noticed") {
    for (auto const code : real_codes) {
        for (std::size_t i = 0; i + 1 < code.size() - 1; ++i) {
            std::string changed(code);
            std::swap(changed[i], changed[i + 1]);
            CHECK(is_credit_code(changed) == (code[i] == code[i + 1]));
        }
    }
}

TEST_CASE("a check digit is only made for seventeen characters of the alphabet") {
    CHECK_FALSE(credit_code_check_digit("9144030019220382"));
    CHECK_FALSE(credit_code_check_digit("914403001922038216"));
    CHECK_FALSE(credit_code_check_digit("9144030019220382O"));
    CHECK(is_credit_code(std::string(18, '0')));
}
