#include "common/calendar/later_calendar.hpp"

#include "common/calendar/tables.hpp"

namespace talent::calendar {

result<working_days> built_in_and_later(std::string_view later, std::string_view source) {
    constexpr std::string_view header = "date\tkind\n";
    if (!later.starts_with(header)) {
        return refuse(error_code::invalid_fields,
                      "Line 1 of the later working-day table must be \"date\", a tab, \"kind\".");
    }
    later.remove_prefix(header.size());
    std::string all(tables::working_days);
    if (!all.ends_with('\n')) all.push_back('\n');
    all.append(later);
    return working_days::read(
        all, std::string(tables::working_days_package).append(" and ").append(source));
}

deadline brought_up_to_date(deadline const& one, working_days const& calendar) {
    if (!is_outdated(one, calendar)) return one;
    return reckon({.name = one.rule,
                   .start_event = one.start_event,
                   .amount = one.amount,
                   .unit = one.unit,
                   .source = {}},
                  one.start, calendar, one.divisor);
}

} // namespace talent::calendar
