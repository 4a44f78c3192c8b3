// What the market has of a category in a region, as the rules of contracting ask it. Any thread.
#pragma once

#include <functional>
#include <string_view>

#include "services/contracting/project.hpp"
#include "services/market/index/index.hpp"

namespace talent::contracting {

/// Everything but the package and the journal's sequence.
using market_view = std::function<market_evidence(offerings::service_category category,
                                                  std::string_view region, instant now)>;

/// From the index's statistics of gaps; the index must outlive the view.
market_view view_of(market::market_index const& index);

} // namespace talent::contracting
