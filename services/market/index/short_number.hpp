// A code_number or a day in two bytes: a column of a million is then two megabytes. Any thread.
#pragma once

#include <cstdint>

namespace talent::market {

using short_number = std::uint16_t;
inline constexpr short_number no_short_number = UINT16_MAX;

} // namespace talent::market
