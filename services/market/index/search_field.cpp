#include "services/market/index/search_field.hpp"

#include <algorithm>
#include <charconv>

namespace talent::market {

std::optional<search_field> search_field_named(std::string_view name) {
    auto const found = std::ranges::find(search_fields, name, &search_field_definition::name);
    if (found == search_fields.end()) return std::nullopt;
    return found->field;
}

std::optional<std::uint32_t> rank_of(search_field field, std::string_view value) {
    if (field == search_field::education) {
        auto const level = json::enumerator_named<listings::education>(value);
        if (!level) return std::nullopt;
        return static_cast<std::uint32_t>(*level);
    }
    std::uint32_t years = 0;
    auto const [end, fault] = std::from_chars(value.data(), value.data() + value.size(), years);
    if (fault != std::errc{} || end != value.data() + value.size()) return std::nullopt;
    return years <= experience_years_max ? std::optional(years) : std::nullopt;
}

std::vector<std::string> facet_steps(search_field field) {
    std::vector<std::string> steps;
    if (field == search_field::education) {
        for (auto const name : json::enumeration<listings::education>::names())
            steps.emplace_back(name);
    } else {
        for (auto const years : experience_steps)
            steps.push_back(std::to_string(years));
    }
    return steps;
}

} // namespace talent::market
