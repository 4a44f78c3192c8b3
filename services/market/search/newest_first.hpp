// Documents of one score, the newest first, as far as a page has room: by the day of their
// publication, so that what was published before the page's last is not looked at. Used by
// searches, under their partition's `reading`.
#pragma once

#include "services/market/search/ranked_places.hpp"

namespace talent::market {

/// Offers the page at least those of the documents that belong on it, as worth `score`; without
/// one, each as worth the time of its publication. What the page holds already is worth
/// more.
/// `after`: the page's, or null.
void offer_newest(partition const& part, Roaring const& documents,
                  std::optional<std::int64_t> score, rank_key const* after, ranked_places& page);

} // namespace talent::market
