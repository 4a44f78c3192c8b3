// The words by which the text of a need is held against the text of a service: Latin words whole,
// and Chinese, which is written without words, by each two neighbouring characters. Both as the
// search reads them (text_terms.hpp). Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace talent::market {

/// A set of a need's words, a bit for each.
using word_set = std::uint64_t;
inline constexpr std::size_t need_words_max = 64;

/// One or two characters exactly; another word by 63 bits of a hash, which two words of a market of
/// a million share with a chance of one in ten million.
using word_key = std::uint64_t;

/// Each once, in the order of the text; what is beyond need_words_max is left out.
struct need_words {
    std::vector<std::string> words;
    std::vector<word_key> keys; // of the words

    /// A piece of text, as typed, behind what is there.
    void append(std::string_view text);
    word_set found_in(std::vector<word_key> const& sorted) const;
    std::vector<std::string> named(word_set chosen) const;
};

/// Of comparable pieces of text (append_piece() of document.hpp): each once, in ascending order.
std::vector<word_key> words_offered(std::string_view pieces);

} // namespace talent::market
