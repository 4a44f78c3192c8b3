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

/// A set of characters, by byte: one look where a rule would take several.
using character_set = std::array<bool, 256>;

constexpr character_set make_character_set(bool (*belongs)(char)) {
    character_set made{};
    for (int i = 0; i < 256; ++i)
        made[static_cast<std::size_t>(i)] = belongs(static_cast<char>(i));
    return made;
}

constexpr bool all_in(character_set const& set, std::string_view text) {
    for (char const character : text) {
        if (!set[static_cast<unsigned char>(character)]) return false;
    }
    return true;
}

inline constexpr auto token_characters = make_character_set(is_token_character);
// No underscore: many gateways read x_y as x-y, so the name would mean two things.
inline constexpr auto name_characters =
    make_character_set([](char one) { return is_token_character(one) && one != '_'; });
inline constexpr auto visible_characters =
    make_character_set([](char one) { return one > ' ' && one <= '~'; });
inline constexpr auto value_characters = make_character_set(is_value_character);

/// Whether this may be the name of a header or trailer field.
constexpr bool is_field_name(std::string_view text) {
    return !text.empty() && all_in(name_characters, text);
}

constexpr bool is_token(std::string_view text) {
    return !text.empty() && all_in(token_characters, text);
}

} // namespace talent::http
