// Numbers that people can say on the telephone: D-330100-2026-000123. One counter per kind, region
// and year (of Shanghai), taken in the unit's transaction, so that a rolled-back unit leaves no
// gap. On the unit's database thread.
#pragma once

#include <string>
#include <string_view>

#include "common/journal/unit_of_work.hpp"

namespace talent::journal {

std::string next_number(unit_of_work& unit, std::string_view kind, std::string_view region);

} // namespace talent::journal
