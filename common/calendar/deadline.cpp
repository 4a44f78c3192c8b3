#include "common/calendar/deadline.hpp"

#include <algorithm>
#include <stdexcept>

namespace talent::calendar {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

struct term_end {
    date last_day;
    bool provisional;
};

term_end end_of_working_days(date start, std::int64_t amount, working_days const& calendar) {
    auto const last = calendar.add_working_days(start, amount);
    return {last, !calendar.covers(start + days{1}) || !calendar.covers(last)};
}

term_end end_of_calendar_days(date start, std::int64_t amount, working_days const& calendar) {
    // Only the end asks the calendar anything; the days on the way count as they are.
    auto const nominal = start + days{amount};
    auto const last = calendar.working_day_from(nominal);
    return {last, !calendar.covers(nominal) || !calendar.covers(last)};
}

std::chrono::milliseconds length_of(deadline_rule const& rule) {
    std::chrono::hours const unit = rule.unit == deadline_unit::hours ? 1h : 24h;
    return rule.amount * unit;
}

} // namespace

std::chrono::milliseconds quickened(std::chrono::milliseconds period, std::int64_t divisor) {
    if (divisor < divisor_none || divisor > divisor_max)
        throw std::out_of_range("a period's divisor is out of range");
    return std::max(period / divisor, std::chrono::milliseconds{1});
}

deadline reckon(deadline_rule const& rule, instant start, working_days const& calendar,
                std::int64_t divisor) {
    if (rule.amount < 1 || rule.amount > deadline_amount_max) {
        throw std::out_of_range("a deadline rule's amount is out of range");
    }
    deadline made{.rule = std::string(rule.name),
                  .start_event = std::string(rule.start_event),
                  .start = start,
                  .due = {},
                  .amount = rule.amount,
                  .unit = rule.unit,
                  .calendar_version = {},
                  .provisional = false,
                  .divisor = divisor};
    if (rule.unit == deadline_unit::hours || divisor != divisor_none) {
        made.due = start + quickened(length_of(rule), divisor);
        return made;
    }
    auto const end = rule.unit == deadline_unit::working_days
                         ? end_of_working_days(day_of(start), rule.amount, calendar)
                         : end_of_calendar_days(day_of(start), rule.amount, calendar);
    made.due = start_of(end.last_day + days{1});
    made.calendar_version = calendar.version();
    made.provisional = end.provisional;
    return made;
}

deadline_rule const* find_clock(std::string_view name) {
    auto const* const found = std::find_if(clocks::all.begin(), clocks::all.end(),
                                           [&](auto const& rule) { return rule.name == name; });
    return found == clocks::all.end() ? nullptr : found;
}

} // namespace talent::calendar

namespace talent::json {

std::span<std::string_view const> enumeration<calendar::deadline_unit>::names() {
    static constexpr std::string_view all[] = {"working_days", "calendar_days", "hours"};
    return all;
}

object_definition const& described<calendar::deadline>::table() {
    using calendar::deadline;
    static constexpr field_definition fields[] = {
        field<&deadline::rule>(
            "rule", {.owner = owner::server, .about = "Name of the rule that sets the term."}),
        field<&deadline::start_event>("start_event",
                                      {.owner = owner::server, .about = "What started the clock."}),
        field<&deadline::start>("start",
                                {.owner = owner::server, .about = "When the clock started."}),
        field<&deadline::due>(
            "due",
            {.owner = owner::server, .about = "Instant before which it must be done (half-open)."}),
        field<&deadline::amount>("amount", {.owner = owner::server,
                                            .minimum = 1,
                                            .maximum = calendar::deadline_amount_max,
                                            .about = "Length of the term, in its unit."}),
        field<&deadline::unit>("unit", {.owner = owner::server, .about = "Unit of the amount."}),
        field<&deadline::calendar_version>(
            "calendar_version",
            {.owner = owner::server,
             .about = "Working-day calendar used; empty where none was needed."}),
        field<&deadline::provisional>(
            "provisional",
            {.owner = owner::server,
             .about =
                 "Reckoned past the calendar's coverage; reckoned again when it is extended."}),
        field<&deadline::divisor>(
            "divisor",
            {.owner = owner::server,
             .minimum = calendar::divisor_none,
             .maximum = calendar::divisor_max,
             .about = "More than 1 in the quick mode of test organisations: what the term was "
                      "divided by, a day counting as 24 hours."}),
    };
    static constexpr object_definition table{"deadline", "A running clock.", fields};
    return table;
}

} // namespace talent::json
