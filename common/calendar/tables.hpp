// The text of the working-day table as the build embedded it: tab-separated values with a header
// line. Constants; any thread. Only working_days and later_calendar read them.
#pragma once

#include <string_view>

namespace talent::calendar::tables {

extern std::string_view const working_days;
/// "chinese-days 1.5.7": where the days come from.
extern std::string_view const working_days_package;

} // namespace talent::calendar::tables
