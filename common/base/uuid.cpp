#include "common/base/uuid.hpp"

#include <array>
#include <span>
#include <string_view>

#include "common/base/random.hpp"

namespace talent {
namespace {

constexpr std::size_t text_length = 36;
constexpr std::string_view pattern = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

/// Where the two digits of each byte begin in the text.
constexpr std::array<std::size_t, 16> make_places() {
    std::array<std::size_t, 16> places{};
    std::size_t at = 0;
    for (auto& place : places) {
        if (pattern[at] == '-') ++at;
        place = at;
        at += 2;
    }
    return places;
}
constexpr auto places = make_places();

constexpr std::uint8_t no_digit = 0xFF;

constexpr std::array<std::uint8_t, 256> make_digit_values() {
    std::array<std::uint8_t, 256> table{};
    table.fill(no_digit);
    for (std::uint8_t i = 0; i < 10; ++i)
        table['0' + i] = i;
    for (std::uint8_t i = 0; i < 6; ++i) {
        table['a' + i] = 10 + i;
        table['A' + i] = 10 + i;
    }
    return table;
}
constexpr auto digit_values = make_digit_values();

std::uint8_t value_of(char digit) {
    return digit_values[static_cast<unsigned char>(digit)];
}

} // namespace

std::string to_string(uuid const& id) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text(pattern);
    for (std::size_t i = 0; i < places.size(); ++i) {
        text[places[i]] = digits[id.bytes[i] >> 4U];
        text[places[i] + 1] = digits[id.bytes[i] & 0x0fU];
    }
    return text;
}

std::optional<uuid> parse_uuid(std::string_view text) {
    if (text.size() != text_length) return std::nullopt;
    uuid id;
    unsigned faults = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        auto const high = value_of(text[places[i]]);
        auto const low = value_of(text[places[i] + 1]);
        faults |= (high | low) & 0xF0U;
        id.bytes[i] = static_cast<std::uint8_t>(high << 4U | low);
    }
    for (std::size_t const hyphen : {8U, 13U, 18U, 23U})
        faults |= static_cast<unsigned>(text[hyphen] != '-');
    if (faults != 0) return std::nullopt;
    return id;
}

uuid make_uuid(instant now) {
    // A 12-bit counter behind the millisecond keeps ids of one thread in order (RFC 9562, 6.2,
    // method 1); when it is used up the id borrows from the next millisecond.
    thread_local std::uint64_t last = 0;
    auto stamp = static_cast<std::uint64_t>(to_milliseconds(now)) << 12U;
    if (stamp <= last) stamp = last + 1;
    last = stamp;

    uuid id;
    fill_random(std::span(id.bytes).subspan(8));
    std::uint64_t const milliseconds = stamp >> 12U;
    for (std::size_t i = 0; i < 6; ++i) {
        id.bytes[i] = static_cast<std::uint8_t>(milliseconds >> (40U - 8U * i));
    }
    id.bytes[6] = static_cast<std::uint8_t>(0x70U | ((stamp >> 8U) & 0x0fU));
    id.bytes[7] = static_cast<std::uint8_t>(stamp);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3fU) | 0x80U);
    return id;
}

} // namespace talent
