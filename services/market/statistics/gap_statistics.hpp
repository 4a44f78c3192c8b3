// Where talent is sought and not offered: by region and occupation, the live demands with their
// posts and how long they have been open, beside the live supplies. And where services are missing:
// by region and category, the live offerings and their providers, none of them included.
//
// A demand is in exactly one cell. A supply is in the cell of every region that a search for
// supplies there would find it in: it would work within it, or anywhere in a region that contains
// it. So supplies do not add up over regions; `total` counts each once. The same holds of
// offerings.
//
// Counts only, of what is public: nothing is suppressed.
//
// Pure functions of the index and the query; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/json/fields.hpp"
#include "services/market/index/index.hpp"
#include "services/market/statistics/statistics_filter.hpp"

namespace talent::market {

struct gap_query {
    std::vector<std::string> regions;     // within one of these
    std::vector<std::string> occupations; // within one of these
    std::optional<int> region_level;      // left out: level_below()
    std::optional<int> occupation_level;  // left out: level_below()
};

struct gap_cell {
    std::string region; // empty in the total
    std::string region_name_zh;
    std::string region_name_en;
    std::string occupation; // empty in the total, and where none is stated
    std::string occupation_name_zh;
    std::string occupation_name_en;
    std::int64_t demands = 0;
    std::int64_t posts = 0; // a demand that does not say has one
    std::int64_t supplies = 0;
    std::optional<std::int64_t> posts_per_hundred_supplies; // rounded down; nothing without supply
    // Days in Shanghai since the demands were first published, by nearest rank; nothing without
    // one.
    std::optional<std::int64_t> open_days_p50;
    std::optional<std::int64_t> open_days_p90;

    bool operator==(gap_cell const&) const = default;
};

struct gap_statistics {
    gap_cell total;
    std::vector<gap_cell> cells; // by region, then occupation; those with a demand or a supply
};

/// An entry above the region level has a cell where demands name it and nothing within it.
gap_statistics reckon_gaps(market_index const& index, gap_query const& query, instant now);

/// Who sells a category in a region.
struct service_cover {
    std::int64_t offerings = 0;
    std::int64_t providers = 0;       // organisations
    std::int64_t providers_whole = 0; // of these, those that serve all of the region
};

/// Evidence that a service is "badly needed and not on the market": nobody sells it there where
/// `offerings` is 0. An unknown region or category has no cover.
service_cover cover_of(market_index const& index, std::string_view region,
                       std::string_view category, instant now);

/// Talent demands that are open within the region, or anywhere in one that contains it; 0 where it
/// is unknown.
std::int64_t open_demands_in(market_index const& index, std::string_view region, instant now);

struct service_gap {
    std::string region;
    std::string region_name_zh;
    std::string region_name_en;
    std::string category;
    std::string stage;
    std::int64_t offerings = 0;
    std::int64_t providers = 0;
    std::int64_t providers_whole = 0;

    bool operator==(service_gap const&) const = default;
};

struct service_gaps {
    std::vector<service_gap> items; // every region down to the level, with every category
};

service_gaps reckon_service_gaps(market_index const& index, std::vector<std::string> const& regions,
                                 std::optional<int> level, instant now);

} // namespace talent::market

namespace talent::json {
TALENT_DESCRIBED(market::gap_cell);
TALENT_DESCRIBED(market::gap_statistics);
TALENT_DESCRIBED(market::service_gap);
TALENT_DESCRIBED(market::service_gaps);
} // namespace talent::json
