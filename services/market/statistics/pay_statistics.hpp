// Monthly pay that live demands offer: P10, P25, P50, P75 and P90 with the number of demands, in
// all and by region, occupation, experience or month of publication.
//
// One demand is one value, the middle of its range (middle_pay_fen). With both ends as values of
// their own, n would count amounts and not demands, and a wide range would weigh as two narrow
// ones; with one end only, half of what was stated would be lost. It counts once however many posts
// it has: one notice for five hundred would else be the market. A demand that states no pay is not
// counted.
//
// Demands that are shown in their own region only are counted: whoever asks for the region finds
// them.
//
// Pure functions of the index and the query; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/money.hpp"
#include "common/json/fields.hpp"
#include "services/market/index/index.hpp"
#include "services/market/statistics/statistics_filter.hpp"

namespace talent::market {

struct pay_query {
    statistics_filter filter;
    statistics_grouping grouping = statistics_grouping::none;
    std::optional<int> level; // of the grouping's vocabulary; left out: level_below()
};

/// The demands of one value of the grouping, or all of them.
struct pay_cell {
    std::string value; // a code, the first year of a band, or a month
    std::string name_zh;
    std::string name_en;
    bool suppressed = false;
    std::optional<std::int64_t> n; // this and the rest: nothing where suppressed
    std::optional<money> p10;
    std::optional<money> p25;
    std::optional<money> p50;
    std::optional<money> p75;
    std::optional<money> p90;

    bool operator==(pay_cell const&) const = default;
};

struct pay_statistics {
    std::string grouping;
    std::optional<std::int64_t> level;
    std::string from; // the months asked for; empty: no bound
    std::string to;
    std::int64_t n_min = 0; // below which a cell is suppressed
    pay_cell total;
    std::vector<pay_cell> cells; // empty without a grouping
};

pay_statistics reckon_pay(market_index const& index, pay_query const& query, instant now);

} // namespace talent::market

namespace talent::json {
TALENT_DESCRIBED(market::pay_cell);
TALENT_DESCRIBED(market::pay_statistics);
} // namespace talent::json
