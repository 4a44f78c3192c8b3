// A later calendar: the embedded one with the days of a year that the State Council has published
// since, and what a deadline becomes under it. Pure; any thread.
#pragma once

#include <string_view>

#include "common/calendar/deadline.hpp"

namespace talent::calendar {

/// The embedded calendar and after it the lines of `later`, a table as working_days::read takes it
/// whose first day is after the embedded one's last. Its version names both sources. Refuses
/// (invalid_fields, naming the line) as working_days::read does.
result<working_days> built_in_and_later(std::string_view later, std::string_view source);

/// The deadline as this calendar has it: reckoned again where it was provisional and the calendar
/// is another now, else as it is.
deadline brought_up_to_date(deadline const& one, working_days const& calendar);

} // namespace talent::calendar
