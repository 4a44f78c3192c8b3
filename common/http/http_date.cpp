#include "common/http/http_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace talent::http {
namespace {

// Not strftime's and strptime's names: they follow the locale.
constexpr std::array<std::string_view, 7> days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 7> whole_days = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

constexpr int years_ahead_max = 50;
constexpr int century = 100;

/// Takes a text apart from the left; every step fails once one has failed.
class reader {
  public:
    explicit reader(std::string_view text) : left_(text) {}

    template <std::size_t Count>
    std::size_t one_of(std::array<std::string_view, Count> const& names) {
        auto const found = std::ranges::find_if(
            names, [&](std::string_view name) { return left_.starts_with(name); });
        if (found == names.end()) return fail();
        left_.remove_prefix(found->size());
        return static_cast<std::size_t>(found - names.begin());
    }

    void skip(std::string_view wanted) {
        if (!left_.starts_with(wanted)) {
            fail();
        } else {
            left_.remove_prefix(wanted.size());
        }
    }

    int number(std::size_t digits) {
        int read = 0;
        auto const part = left_.substr(0, digits);
        auto const [end, fault] = std::from_chars(part.data(), part.data() + part.size(), read);
        bool const whole = part.size() == digits && end == part.data() + part.size();
        if (fault != std::errc{} || !whole || read < 0 || part.front() == '-') {
            fail();
            return 0;
        }
        left_.remove_prefix(digits);
        return read;
    }

    /// A day of the month in two columns, the first of them perhaps a space.
    int padded_number() {
        if (!left_.starts_with(' ')) return number(2);
        left_.remove_prefix(1);
        return number(1);
    }

    bool done() const { return !failed_ && left_.empty(); }

  private:
    std::size_t fail() {
        failed_ = true;
        return 0;
    }

    std::string_view left_;
    bool failed_ = false;
};

struct moment {
    std::size_t weekday = 0;
    int year = 0;
    std::size_t month = 0; // from 0
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

void read_time(reader& from, moment& to) {
    to.hour = from.number(2);
    from.skip(":");
    to.minute = from.number(2);
    from.skip(":");
    to.second = from.number(2);
}

std::optional<moment> read_fixed(std::string_view text) {
    reader from(text);
    moment read;
    read.weekday = from.one_of(days);
    from.skip(", ");
    read.day = from.number(2);
    from.skip(" ");
    read.month = from.one_of(months);
    from.skip(" ");
    read.year = from.number(4);
    from.skip(" ");
    read_time(from, read);
    from.skip(" GMT");
    return from.done() ? std::optional(read) : std::nullopt;
}

int year_of(std::time_t at) {
    std::tm parts{};
    gmtime_r(&at, &parts);
    return parts.tm_year + 1900;
}

std::optional<moment> read_rfc_850(std::string_view text, std::time_t now) {
    reader from(text);
    moment read;
    read.weekday = from.one_of(whole_days);
    from.skip(", ");
    read.day = from.number(2);
    from.skip("-");
    read.month = from.one_of(months);
    from.skip("-");
    auto const present = year_of(now);
    read.year = present / century * century + from.number(2);
    if (read.year > present + years_ahead_max) read.year -= century;
    from.skip(" ");
    read_time(from, read);
    from.skip(" GMT");
    return from.done() ? std::optional(read) : std::nullopt;
}

std::optional<moment> read_asctime(std::string_view text) {
    reader from(text);
    moment read;
    read.weekday = from.one_of(days);
    from.skip(" ");
    read.month = from.one_of(months);
    from.skip(" ");
    read.day = from.padded_number();
    from.skip(" ");
    read_time(from, read);
    from.skip(" ");
    read.year = from.number(4);
    return from.done() ? std::optional(read) : std::nullopt;
}

std::optional<std::time_t> instant_of(moment const& read) {
    using namespace std::chrono;
    year_month_day const date{year{read.year}, month{static_cast<unsigned>(read.month) + 1},
                              day{static_cast<unsigned>(read.day)}};
    // A leap second counts as the one before it.
    bool const in_day = read.hour < 24 && read.minute < 60 && read.second <= 60;
    if (!date.ok() || !in_day || weekday{sys_days{date}}.c_encoding() != read.weekday)
        return std::nullopt;
    auto const at = sys_days{date} + hours{read.hour} + minutes{read.minute} +
                    seconds{std::min(read.second, 59)};
    return system_clock::to_time_t(at);
}

} // namespace

std::string format_http_date(std::time_t at) {
    std::tm parts{};
    gmtime_r(&at, &parts);
    std::array<char, 64> text{};
    int const length =
        std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                      days[static_cast<std::size_t>(parts.tm_wday)].data(), parts.tm_mday,
                      months[static_cast<std::size_t>(parts.tm_mon)].data(), parts.tm_year + 1900,
                      parts.tm_hour, parts.tm_min, parts.tm_sec);
    return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<std::time_t> read_http_date(std::string_view text, std::time_t now) {
    auto read = read_fixed(text);
    if (!read) read = read_rfc_850(text, now);
    if (!read) read = read_asctime(text);
    return read ? instant_of(*read) : std::nullopt;
}

} // namespace talent::http
