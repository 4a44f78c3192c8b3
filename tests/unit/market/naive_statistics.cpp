#include "tests/unit/market/naive_statistics.hpp"

#include <algorithm>
#include <set>

#include "common/calendar/working_days.hpp"

namespace talent::market::testing {
namespace {

using json::code_list;

std::int64_t pay_of(document const& one) {
    if (!one.pay_min) return one.pay_max->fen;
    if (!one.pay_max) return one.pay_min->fen;
    return (one.pay_min->fen + one.pay_max->fen) / 2;
}

std::string month_published(document const& one) {
    return format_date(calendar::day_of(one.published_at)).substr(0, 7);
}

std::string band_of(std::int64_t years) {
    if (years >= 10) return "10";
    if (years >= 5) return "5";
    if (years >= 3) return "3";
    return years >= 1 ? "1" : "0";
}

// The smallest amount that so many per cent do not exceed.
money quantile(naive_statistics::demands const& cell, std::size_t percent) {
    std::map<std::int64_t, std::size_t> counts;
    for (auto const* const one : cell)
        ++counts[pay_of(*one)];
    std::size_t so_far = 0;
    for (auto const& [pay, count] : counts) {
        so_far += count;
        if (so_far * 100 >= percent * cell.size()) return {pay};
    }
    throw std::logic_error("a quantile of nothing");
}

} // namespace

bool naive_statistics::within_any(code_list list, std::string const& code,
                                  std::vector<std::string> const& values) const {
    return values.empty() || std::ranges::any_of(values, [&](std::string const& value) {
               return codes_.known(list, code) && codes_.is_within(list, code, value);
           });
}

bool naive_statistics::passes(document const& one, statistics_filter const& filter) const {
    auto const region = one.regions.empty() ? std::string() : one.regions.front();
    if (!within_any(code_list::region, region, filter.regions)) return false;
    if (!within_any(code_list::occupation, one.occupation, filter.occupations)) return false;
    auto const month = month_published(one);
    if (filter.from && month < format_month(*filter.from)) return false;
    if (filter.to && month > format_month(*filter.to)) return false;
    return filter.experience.empty() ||
           std::ranges::find(filter.experience, band_of(one.experience_years)) !=
               filter.experience.end();
}

naive_statistics::demands naive_statistics::paying(statistics_filter const& filter,
                                                   instant now) const {
    demands found;
    for (auto const& [id, one] : documents_) {
        if (one.kind == document_kind::demand && is_live(one, now) &&
            (one.pay_min || one.pay_max) && passes(one, filter)) {
            found.push_back(&one);
        }
    }
    return found;
}

int naive_statistics::level_of(pay_query const& query) const {
    if (query.level) return *query.level;
    auto const list = list_of(query.grouping);
    auto const& filter =
        list == code_list::region ? query.filter.regions : query.filter.occupations;
    int level = 0;
    for (auto const& code : filter)
        level = std::max(level, codes_.find(list, code)->level);
    return std::min(level + 1, list == code_list::region ? 3 : 4);
}

std::string naive_statistics::at_level(code_list list, std::string const& code, int level) const {
    auto const* const entry = codes_.find(list, code);
    if (entry == nullptr) return {};
    if (entry->level <= level) return code;
    for (auto const* const above : codes_.ancestors(list, code)) {
        if (above->level <= level) return above->code;
    }
    return code;
}

std::string naive_statistics::value_of(document const& one, pay_query const& query) const {
    switch (query.grouping) {
        case statistics_grouping::region:
            return at_level(code_list::region, one.regions.empty() ? "" : one.regions.front(),
                            level_of(query));
        case statistics_grouping::occupation:
            return at_level(code_list::occupation, one.occupation, level_of(query));
        case statistics_grouping::experience:
            return band_of(one.experience_years);
        case statistics_grouping::month:
            return month_published(one);
        default:
            return {};
    }
}

std::vector<std::pair<std::string, naive_statistics::demands>> naive_statistics::parted(
    pay_query const& query, instant now) const {
    std::map<std::string, demands> cells;
    for (auto const* const one : paying(query.filter, now))
        cells[value_of(*one, query)].push_back(one);
    std::vector<std::pair<std::string, demands>> ordered(cells.begin(), cells.end());
    auto const list = list_of(query.grouping);
    std::ranges::sort(ordered, {}, [&](auto const& cell) -> std::int64_t {
        if (query.grouping == statistics_grouping::experience) return std::stoll(cell.first);
        if (list == code_list::none) return 0;
        auto const* const entry = codes_.find(list, cell.first);
        return entry == nullptr ? INT64_MAX : entry - codes_.all(list).data();
    });
    return ordered;
}

bool naive_statistics::may_be_shown(demands const& cell) {
    std::map<uuid, std::size_t> organisations;
    std::size_t largest = 0;
    for (auto const* const one : cell)
        largest = std::max(largest, ++organisations[one->organisation]);
    return cell.size() >= 10 && organisations.size() >= 3 && largest * 2 <= cell.size();
}

pay_cell naive_statistics::cell_of(demands const& cell, bool shown) const {
    pay_cell made;
    made.suppressed = !shown;
    if (!shown) return made;
    made.n = static_cast<std::int64_t>(cell.size());
    made.p10 = quantile(cell, 10);
    made.p25 = quantile(cell, 25);
    made.p50 = quantile(cell, 50);
    made.p75 = quantile(cell, 75);
    made.p90 = quantile(cell, 90);
    return made;
}

pay_statistics naive_statistics::pay(pay_query const& query, instant now) const {
    pay_statistics made;
    auto const all = paying(query.filter, now);
    made.total = cell_of(all, may_be_shown(all));
    if (query.grouping == statistics_grouping::none) return made;
    auto const cells = parted(query, now);
    std::set<std::size_t> withheld;
    demands hidden;
    auto const withhold = [&](std::size_t i) {
        withheld.insert(i);
        hidden.insert(hidden.end(), cells[i].second.begin(), cells[i].second.end());
    };
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (!may_be_shown(cells[i].second)) withhold(i);
    }
    while (!withheld.empty() && withheld.size() < cells.size() && !may_be_shown(hidden)) {
        std::size_t smallest = cells.size();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (withheld.contains(i)) continue;
            if (smallest == cells.size() || cells[i].second.size() < cells[smallest].second.size())
                smallest = i;
        }
        withhold(smallest);
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
        made.cells.push_back(cell_of(cells[i].second, !withheld.contains(i)));
        auto& cell = made.cells.back();
        cell.value = cells[i].first;
        if (auto const* const entry = codes_.find(list_of(query.grouping), cell.value)) {
            cell.name_zh = entry->name_zh;
            cell.name_en = entry->name_en;
        }
    }
    return made;
}

} // namespace talent::market::testing
