#include "services/market/pay_statistics.hpp"

#include <algorithm>

#include "services/market/pay_quantiles.hpp"
#include "services/market/suppression.hpp"

namespace talent::market {
namespace {

pay_cell make_cell(statistics_columns const& columns, std::span<slot const> places, bool shown) {
    pay_cell made;
    made.suppressed = !shown;
    if (!shown) return made;
    made.n = static_cast<std::int64_t>(places.size());
    auto const found = quantiles_of(columns, places);
    made.p10 = money{found[0]};
    made.p25 = money{found[1]};
    made.p50 = money{found[2]};
    made.p75 = money{found[3]};
    made.p90 = money{found[4]};
    return made;
}

void name_cell(pay_cell& cell, json::code_list list, std::string const& value,
               vocabulary::catalogue const& codes) {
    cell.value = value;
    auto const* const entry = codes.find(list, value);
    if (entry == nullptr) return;
    cell.name_zh = entry->name_zh;
    cell.name_en = entry->name_en;
}

} // namespace

pay_statistics reckon_pay(market_index const& index, pay_query const& query, instant now) {
    auto const& part = index.part(document_kind::demand);
    partition::reading const lock(part);
    auto const& columns = part.statistics();
    auto places = select_live(part, query.filter, now);
    std::erase_if(places, [&](slot place) { return columns.pay_bucket(place) == no_short_number; });

    pay_statistics made;
    made.grouping = name_of(query.grouping);
    if (query.filter.from) made.from = format_month(*query.filter.from);
    if (query.filter.to) made.to = format_month(*query.filter.to);
    made.n_min = static_cast<std::int64_t>(cell_listings_min);
    made.total = make_cell(columns, places, may_be_shown(columns, places));
    if (query.grouping == statistics_grouping::none) return made;

    auto const list = list_of(query.grouping);
    int level = 0;
    if (list != json::code_list::none) {
        auto const& filter =
            list == json::code_list::region ? query.filter.regions : query.filter.occupations;
        level = query.level.value_or(level_below(part.codes(), list, filter));
        made.level = level;
    }
    auto const cells = part_by(part, query.grouping, level, places);
    std::vector<std::span<slot const>> sets;
    for (std::size_t i = 0; i < cells.size(); ++i)
        sets.push_back(cells[i]);
    auto const shown = choose_shown(columns, sets);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        made.cells.push_back(make_cell(columns, sets[i], shown[i]));
        name_cell(made.cells.back(), list, cells.values[i], index.catalogue());
    }
    return made;
}

} // namespace talent::market
