// Which new passwords are too easy to guess (OWASP ASVS 5.0, 6.2.4 and 6.2.11). No composition
// rules: what counts is how much is left once everything that guessers try first has been taken
// out: listed words (schemas/codes/common_passwords.tsv), the organisation's and the person's own
// words, years, runs along the alphabet, the digits or a keyboard's rows, repetitions. Pure
// functions; any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace talent::security {

/// What must be left, in characters: a listed word or a name counts as one or two, a run or a
/// repetition as one, everything else for itself.
inline constexpr std::size_t unguessed_characters_min = 8;

/// The words of a text that a password of its owner must not be made of: an e-mail address, a name.
std::vector<std::string> context_words(std::string_view text);

/// How many characters of a password a guesser does not get for nothing.
std::size_t unguessed_characters(std::string_view password, std::span<std::string const> context);

} // namespace talent::security
