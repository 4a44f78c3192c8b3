// Text as people write it, made comparable: Unicode checks, normalisation and words, by ICU.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace talent {

/// Whether the bytes are UTF-8 as RFC 3629 has it (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);

/// Number of Unicode code points; the bytes must be UTF-8.
std::size_t count_code_points(std::string_view text);

/// Whether there is a control character other than tab and line feed, or a bidirectional override
/// (U+202A–U+202E, U+2066–U+2069), which can make text read other than it is.
bool has_forbidden_characters(std::string_view text);

/// The form in which text is compared and searched: NFKC, case-folded (so full-width and
/// half-width, upper and lower case meet), white space runs as one space, ends trimmed.
std::string normalise(std::string_view text);

/// One searchable word of a text, with its place among the words.
struct token {
    std::string text;
    std::size_t position;
};

/// The words of a normalised text as the index keeps them: Latin and number words whole, with the
/// sign characters that belong to names (c++, c#, .net, node.js); runs of Han as their ICU words.
/// A "java" never equals a "javascript". Bigrams are the index's matter.
std::vector<token> words(std::string_view normalised);

/// The letters and digits of a normalised text alone, without spaces, punctuation and combining
/// marks: what is left when somebody spreads a word out so that it is not found.
std::string letters_and_digits(std::string_view normalised);

/// The code points of a text, each as its UTF-8 string.
std::vector<std::string> code_points(std::string_view text);

/// Whether the code point that starts this UTF-8 string is Han (or kana or hangul: no spaces).
bool is_han(std::string_view code_point);

} // namespace talent
