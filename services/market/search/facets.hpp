// Exact counts of a field's values over a set of documents. Used by search only, under the
// partition's `reading`.
#pragma once

#include <string>
#include <vector>

#include "services/market/index/partition.hpp"
#include "services/market/search/search.hpp"

namespace talent::market {

/// `documents`: what the query finds without this field's filter.
std::vector<facet_value> count_values(partition const& part, search_field field,
                                      Roaring const& documents);

/// Regions decide which scoped documents are visible, so their counts need more: `visible` are the
/// documents that a searcher sees whatever region they filter by; `hidden` the scoped ones that
/// only a filter within their own regions shows.
std::vector<facet_value> count_regions(partition const& part, Roaring const& visible,
                                       Roaring const& hidden);

} // namespace talent::market
