#include "common/base/clock.hpp"

#include <array>
#include <charconv>
#include <cstdio>

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

} // namespace

instant system_clock::now() const {
    return time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

std::string format_date(date day) {
    year_month_day const parts{day};
    std::array<char, 24> buffer{};
    int const length = std::snprintf(
        buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(parts.year()),
        static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
    return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string format_instant(instant at) {
    auto const day = floor<days>(at);
    hh_mm_ss<milliseconds> const time{at - day};
    std::array<char, 32> buffer{};
    int const length = std::snprintf(
        buffer.data(), buffer.size(), "T%02d:%02d:%02d.%03dZ",
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()));
    return format_date(day) + std::string(buffer.data(), static_cast<std::size_t>(length));
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
