// The unified social credit code of an organisation (GB 32100): 18 characters, the last of which
// checks the others. Pure functions; any thread.
#pragma once

#include <optional>
#include <string_view>

namespace talent::vocabulary {

inline constexpr std::size_t credit_code_characters = 18;

enum class credit_code_fault { length, alphabet, check_digit };

/// What is wrong with the code; nothing for a valid one. Lower-case letters are not of the
/// alphabet.
std::optional<credit_code_fault> fault_of_credit_code(std::string_view code);

bool is_credit_code(std::string_view code);

/// The character that completes the first 17; nothing when they are not 17 or not of the alphabet.
std::optional<char> credit_code_check_digit(std::string_view first_seventeen);

} // namespace talent::vocabulary
