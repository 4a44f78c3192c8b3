#include "services/market/statistics/statistics_cells.hpp"

#include <algorithm>

namespace talent::market {
namespace {

using json::code_list;

// The entry above a code, or itself, that stands at the level; where it stands higher, itself.
code_number entry_at(code_space const& codes, code_list list, int level, code_number code) {
    while (codes.level(list, code) > level && codes.parent(list, code) != no_code)
        code = codes.parent(list, code);
    return code;
}

cell_numbering number_entries(code_space const& codes, code_list list, int level,
                              std::vector<std::string> const& filter) {
    cell_numbering made;
    made.cell_of.resize(codes.size(list) + 1);
    code_number last = no_code; // in tree order the codes of an entry follow one another
    auto const number = [&](code_number from, code_number to) {
        for (auto code = from; code < to; ++code) {
            auto const entry = entry_at(codes, list, level, code);
            if (entry != last) made.values.push_back(codes.entry(list, entry).code);
            last = entry;
            made.cell_of[code] = static_cast<short_number>(made.values.size() - 1);
        }
    };
    if (filter.empty()) {
        number(0, static_cast<code_number>(codes.size(list)));
        made.cell_of.back() = static_cast<short_number>(made.values.size());
        made.values.emplace_back();
    }
    for (auto const code : codes.outermost(list, filter))
        number(code, codes.end(list, code));
    return made;
}

cell_numbering number_experience() {
    cell_numbering made;
    for (std::int64_t years = 0; years <= experience_years_max; ++years) {
        auto value = std::to_string(experience_band(years));
        if (made.values.empty() || made.values.back() != value)
            made.values.push_back(std::move(value));
        made.cell_of.push_back(static_cast<short_number>(made.values.size() - 1));
    }
    return made;
}

cell_numbering number_months(statistics_columns const& columns) {
    cell_numbering made;
    made.cell_of.resize(std::size_t{columns.latest_day()} + 1);
    for (std::size_t day = columns.earliest_day(); day < made.cell_of.size(); ++day) {
        auto value = format_month(month_of(static_cast<short_number>(day)));
        if (made.values.empty() || made.values.back() != value)
            made.values.push_back(std::move(value));
        made.cell_of[day] = static_cast<short_number>(made.values.size() - 1);
    }
    return made;
}

} // namespace

cell_numbering number_cells(partition const& part, statistics_grouping grouping, int level,
                            statistics_filter const& filter) {
    switch (grouping) {
        case statistics_grouping::none:
            break;
        case statistics_grouping::region:
            return number_entries(part.codes(), code_list::region, level, filter.regions);
        case statistics_grouping::occupation:
            return number_entries(part.codes(), code_list::occupation, level, filter.occupations);
        case statistics_grouping::experience:
            return number_experience();
        case statistics_grouping::month:
            return number_months(part.statistics());
    }
    return {.cell_of = {0}, .values = {""}};
}

gathered_cells parted_documents::gather(std::vector<bool> const& wanted) const {
    gathered_cells made;
    std::vector<std::size_t> next(sizes.size());
    std::vector<std::uint8_t> taken(sizes.size());
    made.beginning.push_back(0);
    for (std::size_t cell = 0; cell < sizes.size(); ++cell) {
        next[cell] = made.beginning.back();
        taken[cell] = wanted[cell] ? 1 : 0;
        made.beginning.push_back(next[cell] + (wanted[cell] ? sizes[cell] : 0));
    }
    made.places.resize(made.beginning.back());
    if (made.places.empty()) return made;
    auto* const to = made.places.data();
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto const cell = cells.data()[i];
        if (taken.data()[cell] != 0) to[next.data()[cell]++] = places.data()[i];
    }
    return made;
}

} // namespace talent::market
