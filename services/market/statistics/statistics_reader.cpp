#include "services/market/statistics/statistics_reader.hpp"

#include <algorithm>
#include <charconv>

#include "services/market/search/search.hpp"

namespace talent::market {

using json::code_list;

void statistics_reader::fail(std::string_view name, std::string code, std::string detail) {
    faults_.errors.push_back({"?" + std::string(name), std::move(code), std::move(detail)});
}

std::optional<problem> statistics_reader::faults() const {
    if (faults_.errors.empty()) return std::nullopt;
    return faults_;
}

std::vector<std::string> statistics_reader::codes(std::string_view name, code_list list) {
    auto values = asked_.query_values(name);
    if (values.size() > filter_values_max) {
        fail(name, "too_many", "At most " + std::to_string(filter_values_max) + " values.");
    } else if (std::ranges::any_of(values, [&](std::string const& value) {
                   return codes_.number(list, value) == no_code;
               })) {
        fail(name, "unknown_code", "There is no such code.");
    }
    return values;
}

std::vector<std::string> statistics_reader::experience() {
    auto values = asked_.query_values("experience");
    auto const bands = facet_steps(search_field::experience);
    if (std::ranges::any_of(values, [&](std::string const& value) {
            return std::ranges::find(bands, value) == bands.end();
        })) {
        fail("experience", "unknown_value", "The first year of a band: 0, 1, 3, 5 or 10.");
    }
    return values;
}

std::optional<month> statistics_reader::month_named(std::string_view name) {
    auto const text = asked_.query_value(name);
    if (!text) return std::nullopt;
    auto const read = parse_month(*text);
    if (!read) fail(name, "malformed", "A month as 2026-01, not before 1970 or after 2148.");
    return read;
}

statistics_grouping statistics_reader::grouping() {
    auto const name = asked_.query_value("group");
    if (!name) return statistics_grouping::none;
    auto const read = statistics_grouping_named(*name);
    if (!read) fail("group", "unknown_value", "none, region, occupation, experience or month.");
    return read.value_or(statistics_grouping::none);
}

std::optional<int> statistics_reader::level(statistics_grouping grouping,
                                            statistics_filter const& filter) {
    auto const list = list_of(grouping);
    if (list == code_list::none) {
        if (asked_.query_value("level"))
            fail("level", "not_allowed", "Is asked with group=region or group=occupation only.");
        return std::nullopt;
    }
    return level_of("level", list, list == code_list::region ? filter.regions : filter.occupations,
                    1);
}

int statistics_reader::level_of(std::string_view name, code_list list,
                                std::vector<std::string> const& filter, std::size_t cells_each) {
    auto const asked = whole_number(name, 1, deepest_level(codes_, list));
    auto const chosen = asked ? static_cast<int>(*asked) : level_below(codes_, list, filter);
    if (count_entries(codes_, list, chosen, filter) * cells_each > statistics_cells_max) {
        fail(name, "too_many",
             "That would be more than " + std::to_string(statistics_cells_max) +
                 " cells: filter by what they shall lie within.");
    }
    return chosen;
}

std::optional<std::int64_t> statistics_reader::whole_number(std::string_view name,
                                                            std::int64_t from, std::int64_t to) {
    auto const text = asked_.query_value(name);
    if (!text) return std::nullopt;
    std::int64_t number = 0;
    auto const* const end = text->data() + text->size();
    auto const [read_to, fault] = std::from_chars(text->data(), end, number);
    if (fault == std::errc{} && read_to == end && number >= from && number <= to) return number;
    fail(name, "out_of_range",
         "A whole number from " + std::to_string(from) + " to " + std::to_string(to) + ".");
    return std::nullopt;
}

} // namespace talent::market
