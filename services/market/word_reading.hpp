// What of a query's reading depends on the words that documents have: which words a prefix stands
// for, and what was meant by a word that no document has. search.hpp says what that finds. Pure
// functions; any thread, under the partition's `reading`.
#pragma once

#include "common/base/clock.hpp"
#include "common/base/result.hpp"
#include "services/market/search.hpp"

namespace talent::market {

class partition;

inline constexpr std::size_t words_of_prefixes_max = 500; // of one query

/// The reading with every prefix as its words, and with corrections. invalid_query where more
/// than words_of_prefixes_max words begin so.
result<query_reading> read_words(partition const& part, search_query const& query,
                                 query_reading read, instant now);

} // namespace talent::market
