#include "services/market/index/mistyped_word.hpp"

#include <algorithm>
#include <bit>

namespace talent::market {
namespace {

constexpr char32_t first_letter_beyond_ascii = 0xE0; // of lower case
constexpr char32_t letters_end = 0x250;              // of Latin Extended-B
constexpr char32_t division_sign = 0xF7;
constexpr unsigned ascii_letters = 26;

bool is_latin_letter(char32_t one) {
    if (one >= 'a' && one <= 'z') return true;
    return one >= first_letter_beyond_ascii && one < letters_end && one != division_sign;
}

} // namespace

std::u32string latin_letters(std::string_view word) {
    constexpr std::size_t letters_max = mistyped_letters_max + mistakes_max;
    std::u32string made;
    for (std::size_t at = 0; at < word.size(); ++at) {
        char32_t letter = static_cast<unsigned char>(word[at]);
        if (letter >= 0x80) { // two bytes, or no Latin letter
            bool const two = (letter & 0xE0U) == 0xC0U && at + 1 < word.size();
            if (!two) return {};
            letter = (letter & 0x1FU) << 6U | (static_cast<unsigned char>(word[++at]) & 0x3FU);
        }
        if (!is_latin_letter(letter) || made.size() == letters_max) return {};
        made.push_back(letter);
    }
    return made;
}

unsigned mistakes_in(std::size_t letters) {
    if (letters < mistyped_letters_min || letters > mistyped_letters_max) return 0;
    return letters < mistyped_twice_letters_min ? 1 : mistakes_max;
}

// A bit for each letter of a to z, another for one that is there again, and twelve for all others.
letter_set letters_of(std::u32string_view letters) {
    constexpr unsigned others = 64 - 2 * ascii_letters;
    letter_set made = 0;
    for (auto const letter : letters) {
        bool const ascii = letter < 0x80;
        auto const at = ascii ? letter - 'a' : 2 * ascii_letters + letter % others;
        auto const bit = letter_set{1} << at;
        made |= ascii && (made & bit) != 0 ? bit << ascii_letters : bit;
    }
    return made;
}

bool may_be_within(letter_set one, letter_set other, unsigned distance) {
    return static_cast<unsigned>(std::popcount(one & ~other)) <= distance &&
           static_cast<unsigned>(std::popcount(other & ~one)) <= distance;
}

typing_distance::typing_distance(std::u32string from)
    : from_(std::move(from)), last_row_(letters_end) {}

// Lowrance and Wagner (1975): a row and a column before the first hold a number that no path takes,
// and a swap may have letters between the two that were typed too many or left out.
unsigned typing_distance::to(std::u32string_view other) {
    auto const rows = from_.size();
    auto const columns = other.size();
    auto const width = columns + 2;
    auto const unreachable = static_cast<unsigned>(rows + columns);
    table_.assign((rows + 2) * width, 0);
    auto const at = [&](std::size_t row, std::size_t column) -> unsigned& {
        return table_[row * width + column];
    };
    for (std::size_t row = 0; row <= rows; ++row) {
        at(row + 1, 0) = unreachable;
        at(row + 1, 1) = static_cast<unsigned>(row);
    }
    for (std::size_t column = 0; column <= columns; ++column) {
        at(0, column + 1) = unreachable;
        at(1, column + 1) = static_cast<unsigned>(column);
    }
    at(0, 0) = unreachable;
    for (std::size_t row = 1; row <= rows; ++row) {
        std::size_t last_column = 0; // of this row, where the letters were the same
        for (std::size_t column = 1; column <= columns; ++column) {
            std::size_t const swap_row = last_row_[other[column - 1]];
            auto const swap_column = last_column;
            bool const same = from_[row - 1] == other[column - 1];
            if (same) last_column = column;
            auto const between = (row - swap_row - 1) + (column - swap_column - 1);
            at(row + 1, column + 1) =
                std::min({at(row, column) + (same ? 0U : 1U), at(row + 1, column) + 1,
                          at(row, column + 1) + 1,
                          at(swap_row, swap_column) + static_cast<unsigned>(between) + 1});
        }
        last_row_[from_[row - 1]] = static_cast<std::uint8_t>(row);
    }
    for (auto const letter : from_)
        last_row_[letter] = 0;
    return at(rows + 1, columns + 1);
}

} // namespace talent::market
