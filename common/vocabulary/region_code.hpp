// What a region's six digits (GB/T 2260) say by themselves: two for the province, two for the city,
// two for the county; 000000 is the country. Holds for codes that no table knows, as prefixes in
// SQL do. Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace talent::vocabulary {

inline constexpr std::string_view country_code = "000000";
inline constexpr std::size_t region_code_digits = 6;

enum class region_level { country, province, city, county };

/// Six digits; says nothing about whether such a region exists.
bool is_region_code(std::string_view code);

/// Nothing for what is no region code.
std::optional<region_level> level_of_region(std::string_view code);

/// The digits that everything inside the region begins with: none for the country, two for a
/// province, four for a city (Dongguan 441900 has no counties and still is a city), six for a
/// county. Empty for what is no region code: test with is_region_code where the code is from
/// outside.
std::string_view region_prefix(std::string_view code);

/// The region above: of a county that stands directly under its province (digits 3 and 4 are 00)
/// the province. Nothing for the country and for what is no region code.
std::optional<std::string> parent_of_region(std::string_view code);

/// Whether the region is the other or inside it; false unless both are region codes.
bool is_region_within(std::string_view code, std::string_view ancestor);

} // namespace talent::vocabulary
