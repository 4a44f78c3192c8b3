#include "common/calendar/working_days.hpp"

#include <algorithm>
#include <stdexcept>

#include "common/calendar/tables.hpp"

namespace talent::calendar {
namespace {

using std::chrono::days;

constexpr std::string_view header = "date\tkind";
constexpr date first_monday = std::chrono::sys_days{std::chrono::year{1900} / 1 / 1};
static_assert(std::chrono::weekday{first_monday} == std::chrono::Monday);
constexpr std::int64_t days_per_week = 7;
constexpr std::int64_t weekdays_per_week = 5;

bool is_weekday(date day) {
    return std::chrono::weekday{day}.iso_encoding() <= weekdays_per_week;
}

// Mondays to Fridays in [first_monday, day); negative before first_monday.
std::int64_t weekdays_before(date day) {
    auto const elapsed = (day - first_monday).count();
    auto const in_week = (elapsed % days_per_week + days_per_week) % days_per_week;
    auto const weeks = (elapsed - in_week) / days_per_week;
    return weeks * weekdays_per_week + std::min<std::int64_t>(in_week, weekdays_per_week);
}

problem refuse_line(std::size_t line_number, std::string_view detail) {
    return refuse(error_code::invalid_fields, "Line " + std::to_string(line_number) +
                                                  " of the working-day table " +
                                                  std::string(detail) + ".");
}

std::chrono::year year_of(date day) {
    return std::chrono::year_month_day{day}.year();
}

std::string_view take_line(std::string_view& rest) {
    auto const end = std::min(rest.find('\n'), rest.size());
    auto const line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
}

} // namespace

date day_of(instant at) {
    return std::chrono::floor<days>(at + shanghai_offset);
}

instant start_of(date day) {
    return instant{day} - shanghai_offset;
}

working_days working_days::built_in() {
    auto made = read(tables::working_days, tables::working_days_package);
    if (!made.has_value()) throw std::logic_error("embedded calendar: " + made.error().detail);
    return std::move(made).value();
}

result<working_days> working_days::read(std::string_view table, std::string_view source) {
    if (take_line(table) != header) return refuse_line(1, "must be \"date\", a tab, \"kind\"");
    working_days made;
    for (std::size_t line_number = 2; !table.empty(); ++line_number) {
        TRY(auto day, read_exception(take_line(table), line_number));
        TRY(made.append(day, line_number));
    }
    if (made.exceptions_.empty()) return refuse_line(2, "is missing");
    made.first_year_ = year_of(made.exceptions_.front().day);
    made.last_year_ = year_of(made.exceptions_.back().day);
    made.version_ = std::string(source) + " (" +
                    std::to_string(static_cast<int>(made.first_year_)) + "-" +
                    std::to_string(static_cast<int>(made.last_year_)) + ")";
    return made;
}

result<working_days::exception> working_days::read_exception(std::string_view line,
                                                             std::size_t line_number) {
    auto const tab = std::min(line.find('\t'), line.size());
    auto const day = parse_date(line.substr(0, tab));
    auto const kind = line.substr(std::min(tab + 1, line.size()));
    if (!day) return refuse_line(line_number, "has no date");
    if (kind != "holiday" && kind != "workday")
        return refuse_line(line_number, "is neither holiday nor workday");
    return exception{*day, kind == "workday", 0};
}

result<void> working_days::append(exception day, std::size_t line_number) {
    if (!exceptions_.empty() && exceptions_.back().day >= day.day) {
        return refuse_line(line_number, "is not after the line before");
    }
    day.correction_after = (exceptions_.empty() ? 0 : exceptions_.back().correction_after) +
                           static_cast<int>(day.is_working) - static_cast<int>(is_weekday(day.day));
    exceptions_.push_back(day);
    return success();
}

bool working_days::is_working_day(date day) const {
    auto const at =
        std::lower_bound(exceptions_.begin(), exceptions_.end(), day,
                         [](exception const& each, date wanted) { return each.day < wanted; });
    return at != exceptions_.end() && at->day == day ? at->is_working : is_weekday(day);
}

std::int64_t working_days::ordinal(date day) const {
    auto const at =
        std::lower_bound(exceptions_.begin(), exceptions_.end(), day,
                         [](exception const& each, date wanted) { return each.day < wanted; });
    auto const correction = at == exceptions_.begin() ? 0 : std::prev(at)->correction_after;
    return weekdays_before(day) + correction;
}

date working_days::day_at_ordinal(std::int64_t wanted) const {
    // The ordinal never falls from one day to the next, so the day is found by halving. The first
    // bounds ignore the exceptions and are wrong by at most as many working days as there are.
    auto const guess = first_monday + days{wanted * days_per_week / weekdays_per_week};
    days const margin{static_cast<std::int64_t>(exceptions_.size() + 2) * days_per_week};
    auto low = guess - margin;  // ordinal(low + 1) <= wanted
    auto high = guess + margin; // ordinal(high + 1) > wanted
    while (high - low > days{1}) {
        auto const middle = low + (high - low) / 2;
        (ordinal(middle + days{1}) > wanted ? high : low) = middle;
    }
    return high;
}

date working_days::add_working_days(date day, std::int64_t n) const {
    if (n > working_days_max || n < -working_days_max)
        throw std::out_of_range("too many working days");
    if (n == 0) return day;
    return n > 0 ? day_at_ordinal(ordinal(day + days{1}) + n - 1)
                 : day_at_ordinal(ordinal(day) + n);
}

date working_days::working_day_from(date day) const {
    return add_working_days(day - days{1}, 1);
}

std::int64_t working_days::count_working_days(date from, date to) const {
    return ordinal(to) - ordinal(from);
}

bool working_days::covers(date day) const {
    using namespace std::chrono;
    return day >= sys_days{first_year_ / January / 1} &&
           day <= sys_days{last_year_ / December / 31} - unsettled_days_at_year_end;
}

} // namespace talent::calendar
