#include "services/market/statistics/statistics_filter.hpp"

#include <algorithm>
#include <array>

namespace talent::market {
namespace {

using json::code_list;

constexpr std::array<std::string_view, 5> grouping_names{"none", "region", "occupation",
                                                         "experience", "month"};

constexpr std::size_t month_text_bytes = 7; // 2026-01
constexpr int first_year = 1970;
constexpr int last_year = 2148; // the last whole one that a day's two bytes count

// The first day of a month, as the columns count them.
short_number first_day(month one) {
    return static_cast<short_number>(
        std::chrono::sys_days{one / std::chrono::day{1}}.time_since_epoch().count());
}

Roaring within_any(partition const& part, search_field field,
                   std::vector<std::string> const& values) {
    Roaring found;
    for (auto const& value : values) {
        auto const code = part.codes().number(definition_of(field).list, value);
        if (code != no_code) found |= part.within(field, code);
    }
    return found;
}

// By years of experience, whether the filter lets them pass.
std::array<bool, experience_years_max + 1> passing_years(std::vector<std::string> const& bands) {
    std::array<bool, experience_years_max + 1> passes{};
    for (std::size_t years = 0; years < passes.size(); ++years) {
        auto const band = std::to_string(experience_band(static_cast<std::int64_t>(years)));
        passes[years] = bands.empty() || std::ranges::find(bands, band) != bands.end();
    }
    return passes;
}

} // namespace

// -- months --

std::optional<month> parse_month(std::string_view text) {
    if (text.size() != month_text_bytes) return std::nullopt;
    auto const day = parse_date(std::string(text) + "-01");
    if (!day) return std::nullopt;
    std::chrono::year_month_day const parts{*day};
    auto const year = static_cast<int>(parts.year());
    if (year < first_year || year > last_year) return std::nullopt;
    return parts.year() / parts.month();
}

std::string format_month(month one) {
    return format_date(std::chrono::sys_days{one / std::chrono::day{1}})
        .substr(0, month_text_bytes);
}

month month_of(short_number day) {
    std::chrono::year_month_day const parts{std::chrono::sys_days{std::chrono::days{day}}};
    return parts.year() / parts.month();
}

// -- selection --

std::int64_t experience_band(std::int64_t years) {
    auto const above = std::ranges::upper_bound(experience_steps, std::max<std::int64_t>(years, 0));
    return *std::prev(above);
}

Roaring live_within(partition const& part, std::vector<std::string> const& regions,
                    std::vector<std::string> const& occupations, instant now) {
    Roaring found = part.live(now);
    if (!regions.empty()) found &= within_any(part, search_field::region, regions);
    if (!occupations.empty()) found &= within_any(part, search_field::occupation, occupations);
    return found;
}

std::vector<slot> select_live(partition const& part, statistics_filter const& filter, instant now) {
    auto const found = live_within(part, filter.regions, filter.occupations, now);
    std::vector<slot> places(found.cardinality());
    found.toUint32Array(places.data());
    auto const& columns = part.statistics();
    if (filter.from || filter.to) {
        auto const first = filter.from ? first_day(*filter.from) : short_number{0};
        auto const past =
            filter.to ? first_day(*filter.to + std::chrono::months{1}) : no_short_number;
        keep_where(places, [first, past, days = columns.published_days()](slot place) {
            return (days[place] >= first) & (days[place] < past);
        });
    }
    if (!filter.experience.empty()) {
        auto const passes = passing_years(filter.experience);
        keep_where(places, [&passes, years = columns.experiences()](slot place) {
            return passes.data()[years[place]];
        });
    }
    return places;
}

// -- grouping --

std::optional<statistics_grouping> statistics_grouping_named(std::string_view name) {
    auto const found = std::ranges::find(grouping_names, name);
    if (found == grouping_names.end()) return std::nullopt;
    return static_cast<statistics_grouping>(found - grouping_names.begin());
}

std::string_view name_of(statistics_grouping grouping) {
    return grouping_names[static_cast<std::size_t>(grouping)];
}

code_list list_of(statistics_grouping grouping) {
    if (grouping == statistics_grouping::region) return code_list::region;
    if (grouping == statistics_grouping::occupation) return code_list::occupation;
    return code_list::none;
}

int deepest_level(code_space const& codes, code_list list) {
    int deepest = 0;
    for (code_number code = 0; code < codes.size(list); ++code)
        deepest = std::max(deepest, codes.level(list, code));
    return deepest;
}

int level_below(code_space const& codes, code_list list, std::span<std::string const> filter) {
    int level = 0; // above the provinces stands the country, above the major groups nothing
    for (auto const& value : filter) {
        auto const code = codes.number(list, value);
        if (code != no_code) level = std::max(level, codes.level(list, code));
    }
    return std::min(level + 1, deepest_level(codes, list));
}

std::size_t count_entries(code_space const& codes, code_list list, int level,
                          std::span<std::string const> filter) {
    std::size_t count = 0;
    auto const count_in = [&](code_number from, code_number to) {
        for (auto code = from; code < to; ++code)
            count += codes.level(list, code) <= level ? 1 : 0;
    };
    if (filter.empty()) count_in(0, static_cast<code_number>(codes.size(list)));
    for (auto const code : codes.outermost(list, filter))
        count_in(code, codes.end(list, code));
    return count;
}

} // namespace talent::market
