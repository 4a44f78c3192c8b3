// What saved searches found, made into alerts: the row that a holder lists, and the journal entry
// that the holder's feed has. On the unit's database thread; stateless.
#pragma once

#include <span>

#include "common/journal/unit_of_work.hpp"
#include "services/alerts/percolator.hpp"

namespace talent::alerts {

inline constexpr std::int64_t alerts_per_search_daily_max = 100;
inline constexpr std::size_t alerts_per_listing_max = 500; // for one publication
inline constexpr std::size_t alerts_per_unit_max = 25;     // so that no write waits for long

/// Raises what was not raised before for this publication of the listing. What is beyond the daily
/// number of a saved search is only counted.
void raise(journal::unit_of_work& unit, market::document const& listing, std::span<hit const> hits);

/// Leaves alerts_per_listing_max of them, for each listing others, whoever finds them; says how
/// many it took away.
std::size_t bound(std::vector<hit>& hits, market::document const& listing);

} // namespace talent::alerts
