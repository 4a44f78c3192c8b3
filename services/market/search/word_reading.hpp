// What of a query's reading depends on the words that documents have: which words a prefix stands
// for, and what was meant by a word that no document has. search.hpp says what that finds. Pure
// functions; any thread, under the partition's `reading`.
#pragma once

#include "common/base/clock.hpp"
#include "common/base/result.hpp"
#include "services/market/search/search.hpp"

namespace talent::market {

class partition;

// A query's prefixes share so many words, each as many as the others; of more, a prefix has those
// that most documents have, then the first by their letters. So nobody's listing of strange words
// keeps a prefix from what it is asked for.
inline constexpr std::size_t words_of_prefixes_max = 500;
inline constexpr std::size_t words_of_prefix_looked_at_max = 10'000; // the first by their letters
// More words that nobody has are no slips, but words of another kind: none of them is corrected.
inline constexpr std::size_t corrected_words_max = 4;

/// The reading with every prefix as its words, and with corrections.
query_reading read_words(partition const& part, search_query const& query, query_reading read,
                         instant now);

/// Which corrections were applied, as a number (32-bit FNV-1a): what a word was meant as may change
/// from page to page of one search, with the words that documents have.
std::uint32_t digest_of_corrections(query_reading const& read);

} // namespace talent::market
