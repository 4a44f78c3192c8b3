// What a document has, as numbers: a key for every word, run, code and rank that a search could ask
// for. A search's conditions are sets of the same keys, so that "does the document pass" is "does
// it have one key of each set". Pure; values; any thread.
//
// A key of Han characters is their gram, of three at most. All others have the uppermost bit set,
// then what they are a key of, then a number or, for words and plain values, a digest: that one is
// only an indication, and whoever needs certainty compares the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/market/index/code_space.hpp"
#include "services/market/index/document.hpp"
#include "services/market/index/search_field.hpp"
#include "services/market/index/text_terms.hpp"

namespace talent::alerts {

using key = std::uint64_t;

key key_of_word(std::string_view word);
/// Of words that begin so, told by the first prefix_bytes_max of it.
inline constexpr std::size_t prefix_bytes_max = 3;
key key_of_prefix(std::string_view start);
/// Of one to three characters.
key key_of_run(std::u32string_view run);
/// Tree fields: the document's code lies within this one.
key key_within(market::search_field field, market::code_number code);
/// Tree fields: the document has this very code.
key key_exactly(market::search_field field, market::code_number code);
/// Ordered fields: a filter by this rank finds the document.
key key_of_rank(market::search_field field, std::uint32_t rank);
key key_of_value(market::search_field field, std::string_view value);

struct document_keys {
    std::vector<key> keys;          // sorted, each once
    std::vector<std::string> words; // sorted, each once

    bool has(key one) const;
    bool has_word(std::string_view word) const;
    bool has_word_beginning_with(std::string_view start) const;
};

document_keys keys_of(market::document const& one, market::code_space const& codes);

/// The value of a plain field is one of the document's.
bool has_value(market::document const& one, market::search_field field, std::string_view value);

} // namespace talent::alerts
