#include "services/contracting/evidence.hpp"

#include "services/market/statistics/gap_statistics.hpp"

namespace talent::contracting {

market_view view_of(market::market_index const& index) {
    return [&index](offerings::service_category category, std::string_view region, instant now) {
        auto const cover = market::cover_of(index, region, json::name_of(category), now);
        return market_evidence{.category = category,
                               .region = std::string(region),
                               .offerings = cover.offerings,
                               .agencies = cover.providers,
                               .agencies_whole = cover.providers_whole,
                               .open_needs = market::open_demands_in(index, region, now),
                               .at = now};
    };
}

} // namespace talent::contracting
