// Releases of one contracting process put together by the standard's rules of merging (OCDS 1.1,
// "Merging"): the compiled release has the newest value of each field, the versioned one every
// value with the release that set it. Objects in lists are the same where their ids are; a list of
// anything else, and the lists named by whole_lists, is one value. Pure; any thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "common/json/value.hpp"

namespace talent::open_data {

/// The schema's `wholeListMerge`: lists of objects that are replaced as a whole. By name, wherever
/// they stand; tests/api/ocds_check reads them from the schema itself.
inline constexpr std::string_view whole_lists[] = {"additionalIdentifiers",
                                                   "additionalClassifications", "changes"};
/// The schema's `omitWhenMerged`, of the release itself.
inline constexpr std::string_view release_metadata[] = {"id", "date", "tag"};

/// In order of their dates; at least one.
json::value compile(std::span<json::value const> releases);
json::value version(std::span<json::value const> releases);

/// `now` with a null for every value that `before` has and it has not: merging keeps what is not
/// spoken of. Of an element that is gone its id stays.
json::value with_removals(json::value now, json::value const& before);

} // namespace talent::open_data
