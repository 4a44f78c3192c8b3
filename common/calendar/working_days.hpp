// The State Council's working days: Monday to Friday without the public holidays, with the weekend
// days that make up for them. A value, made once by talentd or talentctl and handed to the rules;
// immutable, so any thread may read it. Days are those of Shanghai (UTC+8).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/result.hpp"

namespace talent::calendar {

inline constexpr std::chrono::hours shanghai_offset{8}; // no summer time since 1991

/// The notice for the next year has moved days as early as 29 December (2007, 2018): until it is
/// there, the last days of the last year are not settled.
inline constexpr std::chrono::days unsettled_days_at_year_end{3};

inline constexpr std::int64_t working_days_max = 10'000; // that can be added at once: 40 years

/// The day in Shanghai on which the instant falls.
date day_of(instant at);
/// 00:00 in Shanghai, which is also 24:00 of the day before.
instant start_of(date day);

class working_days {
  public:
    /// The calendar embedded in the binary.
    static working_days built_in();

    /// A calendar from tab-separated text: the header line "date kind", then one line per day that
    /// departs from Monday to Friday, in order: 2025-10-01, holiday or workday. Covers the years
    /// from the first line's to the last line's. Refuses (invalid_fields, naming the line) anything
    /// else.
    static result<working_days> read(std::string_view table, std::string_view source);

    bool is_working_day(date day) const;

    /// The nth working day after the day, which itself does not count; before it where n is
    /// negative; the day itself where n is 0. |n| beyond working_days_max is a bug:
    /// std::out_of_range.
    date add_working_days(date day, std::int64_t n) const;

    /// The day itself if it is a working day, else the next one.
    date working_day_from(date day) const;

    /// Working days in [from, to); negative where to is before from.
    std::int64_t count_working_days(date from, date to) const;

    /// Whether the State Council has settled that day; beyond, only weekends are known.
    bool covers(date day) const;
    std::chrono::year first_year() const { return first_year_; }
    std::chrono::year last_year() const { return last_year_; }

    /// "chinese-days 1.5.7 (2004-2026)": goes into every deadline reckoned with it.
    std::string const& version() const { return version_; }

  private:
    struct exception {
        date day;
        bool is_working;
        std::int64_t
            correction_after; // to the count of weekdays, of this and all earlier exceptions
    };

    static result<exception> read_exception(std::string_view line, std::size_t line_number);
    result<void> append(exception day, std::size_t line_number);

    // Working days before the day, counted from a Monday long ago.
    std::int64_t ordinal(date day) const;
    date day_at_ordinal(std::int64_t wanted) const;

    std::vector<exception> exceptions_; // in order of day
    std::chrono::year first_year_{};
    std::chrono::year last_year_{};
    std::string version_;
};

} // namespace talent::calendar
