// The searches that every engine is measured with: a fixed mix drawn from the listings' texts and
// from real job titles, with frequent and rare words, one to four of them, Chinese and English,
// none to five filters, two facets each and the exact total. Written to a file that all engines
// read, so that none of them can have other ones.
//
// A facet is only asked of fields that the search does not filter: what the count of a filtered
// field means differs between engines. Values; any thread.
#pragma once

#include <iosfwd>

#include "services/market/search/search.hpp"
#include "tests/bench/market_documents.hpp"

namespace talent::bench {

inline constexpr int query_items = 20; // of the page that is asked for

/// At most one value a field, the first page by relevance; of demands.
std::vector<market::search_query> draw_queries(market_documents const& from, std::size_t count,
                                               std::uint64_t seed = 1);

/// Fields that are filtered; the pay counts as one.
std::size_t filter_count(market::search_query const& query);

/// For people: "软件 java, region=330100, pay=8000.00-, 2 facets".
std::string describe(market::search_query const& query);

/// One search a line, fields separated by tabs: text; filters as name=value, parted by semicolons,
/// pay in fen; names of the facets, parted by commas.
void write_queries(std::vector<market::search_query> const& queries, std::ostream& to);
/// Throws runtime_error for what write_queries() does not write.
std::vector<market::search_query> read_queries(std::istream& from);

} // namespace talent::bench
