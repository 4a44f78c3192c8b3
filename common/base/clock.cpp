#include "common/base/clock.hpp"

#include <charconv>
#include <cstdlib>

namespace talent {
namespace {

using namespace std::chrono;

// Reads exactly `digits` decimal digits at `position` and moves past them.
std::optional<int> read_digits(std::string_view text, std::size_t& position, std::size_t digits) {
    if (position + digits > text.size()) return std::nullopt;
    int number = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        char const character = text[position + i];
        if (character < '0' || character > '9') return std::nullopt;
        number = number * 10 + (character - '0');
    }
    position += digits;
    return number;
}

bool read_character(std::string_view text, std::size_t& position, char wanted) {
    if (position >= text.size() || text[position] != wanted) return false;
    ++position;
    return true;
}

std::optional<date> read_date(std::string_view text, std::size_t& position) {
    auto const year_number = read_digits(text, position, 4);
    if (!year_number || !read_character(text, position, '-')) return std::nullopt;
    auto const month_number = read_digits(text, position, 2);
    if (!month_number || !read_character(text, position, '-')) return std::nullopt;
    auto const day_number = read_digits(text, position, 2);
    if (!day_number) return std::nullopt;
    year_month_day const day{year{*year_number}, month{static_cast<unsigned>(*month_number)},
                             std::chrono::day{static_cast<unsigned>(*day_number)}};
    if (!day.ok() || *year_number < 1900) return std::nullopt;
    return sys_days{day};
}

// Fractions finer than a millisecond are accepted and cut, as RFC 3339 clients send them.
std::optional<milliseconds> read_fraction(std::string_view text, std::size_t& position) {
    int value = 0;
    int digits = 0;
    while (position < text.size() && text[position] >= '0' && text[position] <= '9') {
        if (digits < 3) value = value * 10 + (text[position] - '0');
        ++digits;
        ++position;
    }
    if (digits == 0 || digits > 9) return std::nullopt;
    for (; digits < 3; ++digits)
        value *= 10;
    return milliseconds{value};
}

std::optional<minutes> read_offset(std::string_view text, std::size_t& position) {
    if (position >= text.size()) return std::nullopt;
    char const sign = text[position++];
    if (sign == 'Z' || sign == 'z') return minutes{0};
    if (sign != '+' && sign != '-') return std::nullopt;
    auto const hour = read_digits(text, position, 2);
    if (!hour || *hour > 23 || !read_character(text, position, ':')) return std::nullopt;
    auto const minute = read_digits(text, position, 2);
    if (!minute || *minute > 59) return std::nullopt;
    minutes const offset = hours{*hour} + minutes{*minute};
    return sign == '+' ? offset : -offset;
}

constexpr std::size_t instant_text_length = std::string_view("2026-01-01T00:00:00.000Z").size();

// By hand: an object has several instants, and printf was a thirtieth of a write's time.
void append_digits(std::string& to, unsigned number, std::size_t count) {
    auto const start = to.size();
    to.append(count, '0');
    for (auto place = to.size(); place > start; number /= 10)
        to[--place] = static_cast<char>('0' + number % 10);
}

void append_date(std::string& to, date day) {
    year_month_day const parts{day};
    auto const year = static_cast<int>(parts.year());
    if (year < 0) to.push_back('-');
    append_digits(to, static_cast<unsigned>(std::abs(year)), std::abs(year) > 9999 ? 5 : 4);
    to.push_back('-');
    append_digits(to, static_cast<unsigned>(parts.month()), 2);
    to.push_back('-');
    append_digits(to, static_cast<unsigned>(parts.day()), 2);
}

} // namespace

instant system_clock::now() const {
    return time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

std::string format_date(date day) {
    std::string text;
    append_date(text, day);
    return text;
}

std::string format_instant(instant at) {
    auto const day = floor<days>(at);
    hh_mm_ss<milliseconds> const time{at - day};
    std::string text;
    text.reserve(instant_text_length);
    append_date(text, day);
    text.push_back('T');
    append_digits(text, static_cast<unsigned>(time.hours().count()), 2);
    text.push_back(':');
    append_digits(text, static_cast<unsigned>(time.minutes().count()), 2);
    text.push_back(':');
    append_digits(text, static_cast<unsigned>(time.seconds().count()), 2);
    text.push_back('.');
    append_digits(text, static_cast<unsigned>(time.subseconds().count()), 3);
    text.push_back('Z');
    return text;
}

std::optional<date> parse_date(std::string_view text) {
    std::size_t position = 0;
    auto const day = read_date(text, position);
    if (!day || position != text.size()) return std::nullopt;
    return day;
}

std::optional<instant> parse_instant(std::string_view text) {
    std::size_t position = 0;
    auto const day = read_date(text, position);
    if (!day || position >= text.size()) return std::nullopt;
    char const separator = text[position++];
    if (separator != 'T' && separator != 't') return std::nullopt;
    auto const hour = read_digits(text, position, 2);
    if (!hour || *hour > 23 || !read_character(text, position, ':')) return std::nullopt;
    auto const minute = read_digits(text, position, 2);
    if (!minute || *minute > 59 || !read_character(text, position, ':')) return std::nullopt;
    auto const second = read_digits(text, position, 2);
    if (!second || *second > 59) return std::nullopt;
    milliseconds fraction{0};
    if (position < text.size() && text[position] == '.') {
        ++position;
        auto const read = read_fraction(text, position);
        if (!read) return std::nullopt;
        fraction = *read;
    }
    auto const offset = read_offset(text, position);
    if (!offset || position != text.size()) return std::nullopt;
    instant const at =
        *day + hours{*hour} + minutes{*minute} + seconds{*second} + fraction - *offset;
    // The written year was checked; an offset may still move the instant over either end.
    constexpr sys_days first_day_beyond{year{10'000} / January / 1};
    if (at < instant{} || at >= first_day_beyond) return std::nullopt;
    return at;
}

} // namespace talent
