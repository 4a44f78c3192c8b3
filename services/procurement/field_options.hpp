// What the field tables of procurement's resources have in common. Private to them. Constants; any
// thread.
#pragma once

#include "common/json/field_options.hpp"

namespace talent::procurement::tables {

using namespace json::tables;
using json::exposure;
using json::field_options;
using json::owner;

inline constexpr std::size_t paragraphs_code_points_max = 20'000;

} // namespace talent::procurement::tables
