// What the field tables of contracting's resources have in common. Private to them. Constants; any
// thread.
#pragma once

#include "common/json/field_options.hpp"

namespace talent::contracting::tables {

using namespace json::tables;
using json::exposure;
using json::field_options;
using json::owner;
using json::text_format;

inline constexpr std::size_t paragraphs_code_points_max = 10'000;

inline constexpr field_options paragraphs(std::string_view about) {
    return {.length_max = paragraphs_code_points_max,
            .format = text_format::paragraphs,
            .about = about};
}
inline constexpr field_options told(std::string_view about) {
    return {.about = about};
}

} // namespace talent::contracting::tables
