#include "common/base/uuid.hpp"

#include <span>

#include "common/base/random.hpp"

namespace talent {
namespace {

constexpr std::size_t text_length = 36;

constexpr bool is_hyphen_position(std::size_t position) {
    return position == 8 || position == 13 || position == 18 || position == 23;
}

int hex_value(char character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    if (character >= 'A' && character <= 'F') return character - 'A' + 10;
    return -1;
}

} // namespace

std::string to_string(uuid const& id) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(text_length);
    for (std::size_t i = 0; i < id.bytes.size(); ++i) {
        if (is_hyphen_position(text.size())) text.push_back('-');
        text.push_back(digits[id.bytes[i] >> 4U]);
        text.push_back(digits[id.bytes[i] & 0x0fU]);
    }
    return text;
}

std::optional<uuid> parse_uuid(std::string_view text) {
    if (text.size() != text_length) return std::nullopt;
    uuid id;
    std::size_t nibble = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_hyphen_position(i)) {
            if (text[i] != '-') return std::nullopt;
            continue;
        }
        int const value = hex_value(text[i]);
        if (value < 0) return std::nullopt;
        auto& byte = id.bytes[nibble / 2];
        byte = static_cast<std::uint8_t>(byte << 4U | static_cast<unsigned>(value));
        ++nibble;
    }
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
