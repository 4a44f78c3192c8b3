// Running clocks as an iCalendar object (RFC 5545). Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "services/clocks/model.hpp"

namespace talent::clocks {

inline constexpr std::size_t line_octets_max = 75; // RFC 5545, 3.1

/// A VCALENDAR with one VEVENT for each clock: its UID stays while the clock is the same, whatever
/// it is due; SUMMARY says where it is provisional; X-TALENT-RULE and X-TALENT-CALENDAR have rule
/// and calendar; VALARM a day before, or at the last quarter of shorter terms. Lines end in CRLF
/// and are folded at line_octets_max, never within a character.
std::string write_icalendar(std::span<running_clock const> clocks, instant now);

/// TEXT as RFC 5545, 3.3.11 escapes it; control characters are left out.
std::string escape_text(std::string_view text);
/// One content line, folded, with its CRLF.
std::string fold_line(std::string_view line);

} // namespace talent::clocks
