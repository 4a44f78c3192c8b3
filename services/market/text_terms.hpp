// How text becomes what is searched. A normalised text is cut into maximal runs of characters that
// are written without spaces (talent::is_han; "Han" below) and the rest; the rest is cut into words
// by talent::words. A document then has
//   - its words, whole: "java" is not a word of "javascript", "c++" and "node.js" are words;
//   - each two, three and four neighbours in a run, and each run of one character (its grams).
// A query has its words and its runs, and finds the documents that have every one of them: a word
// as one of the document's words, a run as a contiguous part of the title or of one piece of the
// body. The grams of a run of five and more narrow it down to candidates, which are then compared
// with the text, so there are no false positives. A query without any word or run asks for nothing
// in particular and finds everything. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"

namespace talent::market {

inline constexpr std::size_t query_code_points_max = 200;
inline constexpr std::size_t query_terms_max = 32;

/// One to three neighbouring code points of 21 bits each, the first uppermost; 0 where there is
/// none. Or four of them: make_gram_of_four.
using gram = std::uint64_t;
inline constexpr unsigned code_point_bits = 21;
inline constexpr std::size_t gram_characters_max = 3; // of the code points' full width

constexpr gram make_gram(char32_t first, char32_t second = 0, char32_t third = 0) {
    return (static_cast<gram>(first) << code_point_bits | second) << code_point_bits | third;
}

/// Four neighbours fit where each is among the 32,768 characters that nearly all text is written
/// with: the uppermost bit and fifteen bits each. Otherwise 0, and the text has no such gram.
gram make_gram_of_four(std::span<char32_t const, 4> characters);
inline constexpr gram gram_of_four_bit = gram{1} << 63U;

/// Whether the grams of a run tell alone who has it.
bool is_exact(std::u32string_view run);

/// Some may be given twice.
struct document_terms {
    std::vector<std::string> words;
    std::vector<gram> grams;
};
document_terms terms_of_document(std::string_view normalised);

struct query_terms {
    std::vector<std::string> words;
    std::vector<std::u32string> runs;

    bool empty() const { return words.empty() && runs.empty(); }
    std::size_t size() const { return words.size() + runs.size(); }
};
/// Of a text as typed; each term once. A text that is too long or has too many terms:
/// invalid_query.
result<query_terms> terms_of_query(std::string_view typed);

std::string to_utf8(std::u32string_view text);

} // namespace talent::market
