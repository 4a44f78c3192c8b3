#include "common/vocabulary/region_code.hpp"

namespace talent::vocabulary {
namespace {

constexpr std::size_t province_digits = 2;
constexpr std::size_t city_digits = 4;

std::string padded(std::string_view prefix) {
    std::string code(prefix);
    code.resize(region_code_digits, '0');
    return code;
}

} // namespace

bool is_region_code(std::string_view code) {
    return code.size() == region_code_digits &&
           code.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<region_level> level_of_region(std::string_view code) {
    if (!is_region_code(code)) return std::nullopt;
    if (code == country_code) return region_level::country;
    if (code.substr(province_digits) == "0000") return region_level::province;
    if (code.substr(city_digits) == "00") return region_level::city;
    return region_level::county;
}

std::string_view region_prefix(std::string_view code) {
    auto const level = level_of_region(code);
    if (!level) return {};
    switch (*level) {
        case region_level::country:
            return {};
        case region_level::province:
            return code.substr(0, province_digits);
        case region_level::city:
            return code.substr(0, city_digits);
        case region_level::county:
            return code;
    }
    return {};
}

std::optional<std::string> parent_of_region(std::string_view code) {
    auto const level = level_of_region(code);
    if (!level || *level == region_level::country) return std::nullopt;
    if (*level == region_level::province) return std::string(country_code);
    if (*level == region_level::city) return padded(code.substr(0, province_digits));
    return padded(code.substr(0, city_digits));
}

bool is_region_within(std::string_view code, std::string_view ancestor) {
    return is_region_code(code) && is_region_code(ancestor) &&
           code.starts_with(region_prefix(ancestor));
}

} // namespace talent::vocabulary
