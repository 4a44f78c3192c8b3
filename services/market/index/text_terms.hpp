// How text becomes what is searched. Texts of documents and queries are made comparable alike
// (searchable): normalised, and each traditional Chinese character as its simplified one. The
// result is cut into maximal runs of characters that
// are written without spaces (talent::is_han; "Han" below) and the rest; the rest is cut into words
// by talent::words. A document then has
//   - its words, whole: "java" is not a word of "javascript", "c++" and "node.js" are words;
//   - each character of its runs, and each two and three neighbours (its grams).
// A query has its words and its runs, and finds the documents that have every one of them: a word
// as one of the document's words, a run as a contiguous part of the title or of one piece of the
// body. The grams of a run of four and more narrow it down to candidates, of which those that are
// in doubt (phantom_runs.hpp) are compared with the text, so there are no false positives. A query
// without any word or run asks for nothing in particular and finds everything. Pure functions; any
// thread.
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

/// talent::normalise, with each traditional Chinese character for itself as its simplified one.
std::string searchable(std::string_view text);

/// One to three neighbouring code points of 21 bits each, the first uppermost; 0 where there is
/// none.
using gram = std::uint64_t;
inline constexpr unsigned code_point_bits = 21;
inline constexpr std::size_t gram_characters_max = 3;

constexpr gram make_gram(char32_t first, char32_t second = 0, char32_t third = 0) {
    return (static_cast<gram>(first) << code_point_bits | second) << code_point_bits | third;
}

/// Whether the grams of a run tell alone who has it.
bool is_exact(std::u32string_view run);

/// Each once, in ascending order.
struct document_terms {
    std::vector<std::string> words;
    std::vector<gram> grams;
};
document_terms terms_of_document(std::string_view searchable);

/// A text taken apart once: what is looked for by character and what is by word. Of two texts with
/// a line feed between them the parts are those of the one and then those of the other.
struct parted_text {
    std::u32string runs;            // the characters of its runs, with a 0 behind each run
    std::vector<std::string> words; // in order, as often as they stand there
};
parted_text part_text(std::string_view searchable);
/// The runs of it alone.
std::u32string han_runs(std::string_view searchable);

/// Calls with every gram of such runs, as often as it stands there.
template <class Take>
void for_each_gram(std::u32string_view runs, Take take) {
    char32_t before = 0; // 0 where the run begins
    char32_t latest = 0;
    for (auto const character : runs) {
        if (character != 0) {
            take(make_gram(character));
            if (latest != 0) take(make_gram(latest, character));
            if (before != 0) take(make_gram(before, latest, character));
        }
        before = character == 0 ? 0 : latest;
        latest = character;
    }
}
/// Those of such parts.
document_terms terms_of(parted_text parts);

struct query_terms {
    std::vector<std::string> words;
    std::vector<std::u32string> runs;

    bool empty() const { return words.empty() && runs.empty(); }
    std::size_t size() const { return words.size() + runs.size(); }
    bool operator==(query_terms const&) const = default;
};

/// A word or a run of a searchable text, with the bytes it takes there.
struct placed_term {
    std::string text;
    bool is_run = false;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool is_prefix = false; // of a query: an asterisk follows, which the bytes include
};
/// All of them, in order. More work than terms_of_document: for short texts.
std::vector<placed_term> terms_in_order(std::string_view searchable);

/// Each term once.
query_terms query_terms_of(std::vector<placed_term> const& terms);

/// Where a text's characters begin, and its end.
std::vector<std::size_t> character_bounds(std::string_view text);

/// Of a text as typed; each term once. A text that is too long or has too many terms:
/// invalid_query.
result<query_terms> terms_of_query(std::string_view typed);

std::string to_utf8(std::u32string_view text);

} // namespace talent::market
