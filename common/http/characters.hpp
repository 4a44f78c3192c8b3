// The characters of HTTP's grammar (RFC 9110, section 5.6), for whoever reads targets, heads,
// chunks and trailers. Constants and pure functions; any thread.
#pragma once

#include <array>
#include <string_view>

namespace talent::http {

constexpr bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

constexpr bool is_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

/// The value of a hexadecimal digit, -1 for anything else.
constexpr int hexadecimal_value(char character) {
    if (is_digit(character)) return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    if (character >= 'A' && character <= 'F') return character - 'A' + 10;
    return -1;
}

/// Section 5.6.2.
constexpr bool is_token_character(char character) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return is_digit(character) || is_letter(character) ||
           marks.find(character) != std::string_view::npos;
}

/// What may stand in a field's value: white space, visible characters, bytes beyond ASCII.
constexpr bool is_value_character(char character) {
    auto const byte = static_cast<unsigned char>(character);
    return (byte >= 0x20 && byte != 0x7f) || byte == '\t';
}

constexpr std::array<bool, 256> make_name_characters() {
    std::array<bool, 256> table{};
    for (int i = 0; i < 256; ++i) {
        // No underscore: many gateways read x_y as x-y, so the name would mean two things.
        table[static_cast<std::size_t>(i)] =
            i < 128 && is_token_character(static_cast<char>(i)) && static_cast<char>(i) != '_';
    }
    return table;
}
inline constexpr auto name_characters = make_name_characters();

/// Whether this may be the name of a header or trailer field.
constexpr bool is_field_name(std::string_view text) {
    for (char const character : text) {
        if (!name_characters[static_cast<unsigned char>(character)]) return false;
    }
    return !text.empty();
}

constexpr bool is_token(std::string_view text) {
    for (char const character : text) {
        if (!is_token_character(character)) return false;
    }
    return !text.empty();
}

} // namespace talent::http
