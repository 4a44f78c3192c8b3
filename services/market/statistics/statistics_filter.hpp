// Which published documents a statistic is about, and how it parts them. The filters are those
// that nest or follow one another (regions, occupations, experience, months), not everything that
// search has: each further one would make it easier to single somebody out.
//
// Pure; any thread; under the partition's `reading`.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/market/index/partition.hpp"
#include "services/market/index/short_number.hpp"

namespace talent::market {

/// Cells of one answer, withheld ones included; what could have more is refused.
inline constexpr std::size_t statistics_cells_max = 1000;

using month = std::chrono::year_month; // of the calendar in Shanghai

/// "2026-01"; years 1970 to 2148.
std::optional<month> parse_month(std::string_view text);
std::string format_month(month one);
/// Of a day as statistics_columns keeps it.
month month_of(short_number day);

struct statistics_filter {
    std::vector<std::string> regions;     // within one of these
    std::vector<std::string> occupations; // within one of these
    std::vector<std::string> experience;  // in one of these bands, each named by its first year
    std::optional<month> from;            // published in this month or later
    std::optional<month> to;              // published in this month or earlier
};

/// Without a branch on the outcome, which over a million places costs more than the work saved.
template <class Predicate>
void keep_where(std::vector<slot>& places, Predicate passes) {
    std::size_t kept = 0;
    auto* const data = places.data();
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto const place = data[i];
        data[kept] = place;
        kept += passes(place) ? 1 : 0;
    }
    places.resize(kept);
}

/// Live documents in one of the regions and of one of the occupations, where any are given.
Roaring live_within(partition const& part, std::vector<std::string> const& regions,
                    std::vector<std::string> const& occupations, instant now);

/// Live documents that pass the filter, in order of slot. An unknown value passes nothing.
std::vector<slot> select_live(partition const& part, statistics_filter const& filter, instant now);

/// The first year of the band that so many years are in (experience_steps).
std::int64_t experience_band(std::int64_t years);

enum class statistics_grouping : std::uint8_t { none, region, occupation, experience, month };
std::optional<statistics_grouping> statistics_grouping_named(std::string_view name);
std::string_view name_of(statistics_grouping grouping);

/// The vocabulary that a grouping follows; none where it follows no vocabulary.
json::code_list list_of(statistics_grouping grouping);

/// The level of a vocabulary that is one below the filter's deepest value; without a filter the
/// first level that parts anything: provinces, or major groups.
int level_below(code_space const& codes, json::code_list list, std::span<std::string const> filter);
int deepest_level(code_space const& codes, json::code_list list);

/// How many entries a level has within the filter: the cells that a grouping by it can have.
std::size_t count_entries(code_space const& codes, json::code_list list, int level,
                          std::span<std::string const> filter);

} // namespace talent::market
