#include "common/vocabulary/credit_code.hpp"

namespace talent::vocabulary {
namespace {

// GB 32100: the digits and the capital letters without I, O, S, V and Z.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t modulus = 31;
constexpr std::size_t weight_base = 3;
static_assert(alphabet.size() == modulus);

} // namespace

std::optional<char> credit_code_check_digit(std::string_view first_seventeen) {
    if (first_seventeen.size() != credit_code_characters - 1) return std::nullopt;
    std::size_t weight = 1;
    std::size_t sum = 0;
    for (char const character : first_seventeen) {
        auto const value = alphabet.find(character);
        if (value == std::string_view::npos) return std::nullopt;
        sum += value * weight;
        weight = weight * weight_base % modulus;
    }
    return alphabet[(modulus - sum % modulus) % modulus];
}

std::optional<credit_code_fault> fault_of_credit_code(std::string_view code) {
    if (code.size() != credit_code_characters) return credit_code_fault::length;
    if (code.find_first_not_of(alphabet) != std::string_view::npos)
        return credit_code_fault::alphabet;
    auto const expected = credit_code_check_digit(code.substr(0, credit_code_characters - 1));
    if (expected != code.back()) return credit_code_fault::check_digit;
    return std::nullopt;
}

bool is_credit_code(std::string_view code) {
    return !fault_of_credit_code(code);
}

} // namespace talent::vocabulary
