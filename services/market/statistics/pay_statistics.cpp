#include "services/market/statistics/pay_statistics.hpp"

#include <algorithm>

#include "services/market/statistics/pay_quantiles.hpp"
#include "services/market/statistics/suppression.hpp"

namespace talent::market {
namespace {

pay_cell make_cell(std::size_t n, pay_quantiles const& found) {
    pay_cell made;
    made.n = static_cast<std::int64_t>(n);
    made.p10 = money{found[0]};
    made.p25 = money{found[1]};
    made.p50 = money{found[2]};
    made.p75 = money{found[3]};
    made.p90 = money{found[4]};
    return made;
}

pay_cell withheld_cell() {
    pay_cell made;
    made.suppressed = true;
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

void append_cells(counted_pay const& counted, std::vector<bool> const& shown,
                  std::vector<std::string> const& values, json::code_list list,
                  vocabulary::catalogue const& codes, std::vector<pay_cell>& to) {
    auto const& sizes = counted.documents().sizes;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] == 0) continue;
        to.push_back(shown[i] ? make_cell(sizes[i], counted.quantiles(i)) : withheld_cell());
        name_cell(to.back(), list, values[i], codes);
    }
}

} // namespace

pay_statistics reckon_pay(market_index const& index, pay_query const& query, instant now) {
    auto const& part = index.part(document_kind::demand);
    auto const list = list_of(query.grouping);
    pay_statistics made;
    made.grouping = name_of(query.grouping);
    if (query.filter.from) made.from = format_month(*query.filter.from);
    if (query.filter.to) made.to = format_month(*query.filter.to);
    made.n_min = static_cast<std::int64_t>(cell_listings_min);
    if (list != json::code_list::none) {
        auto const& filter =
            list == json::code_list::region ? query.filter.regions : query.filter.occupations;
        made.level = query.level.value_or(level_below(part.codes(), list, filter));
    }

    partition::reading const lock(part);
    auto const& columns = part.statistics();
    auto places = select_live(part, query.filter, now);
    auto const numbering =
        number_cells(part, query.grouping, static_cast<int>(made.level.value_or(0)), query.filter);
    counted_pay const counted(columns, query.grouping, numbering, std::move(places));
    auto const& documents = counted.documents();
    made.total = may_be_shown(columns, documents.places)
                     ? make_cell(documents.places.size(), counted.quantiles_of_all())
                     : withheld_cell();
    if (query.grouping == statistics_grouping::none) return made;
    append_cells(counted, choose_shown(columns, documents), numbering.values, list,
                 index.catalogue(), made.cells);
    return made;
}

} // namespace talent::market
