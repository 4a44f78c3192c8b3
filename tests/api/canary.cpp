#include "tests/api/canary.hpp"

#include <array>
#include <filesystem>

#include "tests/support/read_file.hpp"

namespace talent::test {
namespace {

constexpr std::string_view lower_letters = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view digits = "0123456789";
constexpr char32_t first_han = 0x4E00;
constexpr std::size_t han_count = 20'000;

std::size_t first_two(std::string_view bytes) {
    return static_cast<std::size_t>(static_cast<unsigned char>(bytes[0])) << 8U |
           static_cast<unsigned char>(bytes[1]);
}

std::string utf8_of_han(char32_t sign) {
    return {static_cast<char>(0xE0U | sign >> 12U), static_cast<char>(0x80U | (sign >> 6U & 0x3FU)),
            static_cast<char>(0x80U | (sign & 0x3FU))};
}

// Of what the canaries consist: ASCII, and Han signs of three bytes.
std::u16string utf16_of(std::string_view text) {
    std::u16string made;
    for (std::size_t i = 0; i < text.size();) {
        auto const at = [&](std::size_t place) {
            return static_cast<unsigned>(static_cast<unsigned char>(text[place]));
        };
        if (at(i) < 0x80U) {
            made.push_back(static_cast<char16_t>(at(i)));
            i += 1;
        } else {
            made.push_back(static_cast<char16_t>((at(i) & 0x0FU) << 12U |
                                                 (at(i + 1) & 0x3FU) << 6U | (at(i + 2) & 0x3FU)));
            i += 3;
        }
    }
    return made;
}

std::string hexadecimal(std::string_view bytes, std::string_view alphabet) {
    std::string made;
    for (char const each : bytes) {
        auto const byte = static_cast<unsigned char>(each);
        made.push_back(alphabet[byte >> 4U]);
        made.push_back(alphabet[byte & 15U]);
    }
    return made;
}

std::string json_escaped(std::u16string const& text, std::string_view alphabet) {
    std::string made;
    for (char16_t const unit : text) {
        if (unit < 0x80) {
            made.push_back(static_cast<char>(unit));
            continue;
        }
        std::string const bytes{static_cast<char>(unit >> 8U), static_cast<char>(unit & 0xFFU)};
        made.append("\\u").append(hexadecimal(bytes, alphabet));
    }
    return made;
}

std::string utf16_bytes(std::u16string const& text, bool big_endian) {
    std::string made;
    for (char16_t const unit : text) {
        auto const high = static_cast<char>(unit >> 8U);
        auto const low = static_cast<char>(unit & 0xFFU);
        made.push_back(big_endian ? high : low);
        made.push_back(big_endian ? low : high);
    }
    return made;
}

// The characters of the base64 text that these bytes alone decide, when `before` bytes stand in
// front of them in the same group of three.
std::string base64_inner(std::string_view bytes, std::size_t before) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string const shifted = std::string(before, '\0') + std::string(bytes);
    std::string made;
    for (std::size_t bit = 0; bit + 6 <= shifted.size() * 8; bit += 6) {
        unsigned value = 0;
        for (std::size_t i = bit; i < bit + 6; ++i) {
            auto const byte = static_cast<unsigned char>(shifted[i / 8]);
            value = value << 1U | (byte >> (7 - i % 8) & 1U);
        }
        if (bit >= before * 8) made.push_back(alphabet[value]);
    }
    return made;
}

} // namespace

std::size_t canary_maker::below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(generator_);
}

std::string canary_maker::letters(std::size_t count, std::string_view alphabet) {
    std::string made;
    for (std::size_t i = 0; i < count; ++i)
        made.push_back(alphabet[below(alphabet.size())]);
    return made;
}

std::string canary_maker::latin_name() {
    return "Kanari " + letters(14, lower_letters);
}

std::string canary_maker::chinese_name() {
    std::string made;
    for (int i = 0; i < 9; ++i)
        made.append(utf8_of_han(first_han + static_cast<char32_t>(below(han_count))));
    return made;
}

std::string canary_maker::email() {
    return letters(16, lower_letters) + "@kanari.example.cn";
}

std::string canary_maker::phone() {
    return "+86571" + letters(11, digits);
}

void canary_search::add_pattern(std::string bytes, std::string name) {
    by_first_two_[first_two(bytes)].push_back(patterns_.size());
    patterns_.push_back({std::move(bytes), std::move(name)});
}

void canary_search::add(std::string_view canary) {
    std::string const name(canary);
    auto const wide = utf16_of(canary);
    add_pattern(name, "UTF-8 of " + name);
    add_pattern(hexadecimal(canary, "0123456789abcdef"), "hexadecimal of " + name);
    add_pattern(hexadecimal(canary, "0123456789ABCDEF"), "hexadecimal of " + name);
    add_pattern(utf16_bytes(wide, false), "UTF-16LE of " + name);
    add_pattern(utf16_bytes(wide, true), "UTF-16BE of " + name);
    for (std::size_t before = 0; before < 3; ++before)
        add_pattern(base64_inner(canary, before), "base64 of " + name);
    if (wide.size() == canary.size()) return; // ASCII has no escapes
    add_pattern(json_escaped(wide, "0123456789abcdef"), "JSON escapes of " + name);
    add_pattern(json_escaped(wide, "0123456789ABCDEF"), "JSON escapes of " + name);
}

void canary_search::add_exact(std::string_view bytes) {
    add_pattern(std::string(bytes), "the bytes " + std::string(bytes.substr(0, 12)) + "…");
}

std::set<std::string> canary_search::in_text(std::string_view bytes) const {
    std::set<std::string> found;
    for (std::size_t at = 0; at + 2 <= bytes.size(); ++at) {
        for (auto const candidate : by_first_two_[first_two(bytes.substr(at, 2))]) {
            auto const& one = patterns_[candidate];
            if (bytes.compare(at, one.bytes.size(), one.bytes) == 0) found.insert(one.name);
        }
    }
    return found;
}

// Other tests' databases come and go in MariaDB's folder while it is read: what vanishes is passed
// by.
std::set<std::string> canary_search::in_folder(std::string const& folder) const {
    namespace files = std::filesystem;
    std::set<std::string> found;
    std::error_code gone;
    files::recursive_directory_iterator each(
        folder, files::directory_options::skip_permission_denied, gone);
    for (; each != files::recursive_directory_iterator(); each.increment(gone)) {
        if (gone || !each->is_regular_file(gone) || gone) continue;
        for (auto const& one : in_text(read_file_if_there(each->path())))
            found.insert(each->path().string() + ": " + one);
    }
    return found;
}

} // namespace talent::test
