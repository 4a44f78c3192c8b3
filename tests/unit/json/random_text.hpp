// Random text for the JSON tests: every length of UTF-8, what JSON escapes, what spreadsheets and
// CSV take amiss; never U+0000. One generator per test case; one thread.
#pragma once

#include <string>

#include "tests/unit/base/seed.hpp"

namespace talent {

inline std::string random_text(std::mt19937_64& generator, std::int64_t length_max) {
    static constexpr std::string_view marks[] = {
        "\"", "\\",          "/", "\n", "\t",   ",",    ";", "=",  "+",
        "-",  "@",           "'", "\r", "\x1f", "\x7f", "é", "中", "\xEF\xBC\x9D",
        "😀",  "\xEF\xBF\xBF"};
    std::string text;
    for (auto count = between(generator, 0, length_max); count > 0; --count) {
        if (between(generator, 0, 2) == 0) {
            text.append(marks[static_cast<std::size_t>(between(generator, 0, 19))]);
        } else {
            text.push_back(static_cast<char>(between(generator, 0x20, 0x7E)));
        }
    }
    return text;
}

} // namespace talent
