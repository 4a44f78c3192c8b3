// Whether documents have a run, where their grams do not tell alone. Used by searches, under their
// partition's `reading`.
#pragma once

#include <string_view>

#include "services/market/index/partition.hpp"

namespace talent::market {

enum class place_in_document : std::uint8_t { anywhere, title };

/// Of documents that have what text_postings::require_run() asks for, there, leaves those that have
/// the run.
void keep_with_run(partition const& part, std::u32string_view run, place_in_document where,
                   Roaring& documents);

} // namespace talent::market
