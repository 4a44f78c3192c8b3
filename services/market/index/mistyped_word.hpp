// How words of Latin letters differ by mistakes of typing. A mistake is a letter too many, one too
// few, another one, or two neighbours the wrong way round; a distance is the least number of
// mistakes that lead from one word to the other (Damerau and Levenshtein's, without restrictions).
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace talent::market {

inline constexpr std::size_t mistyped_letters_min = 4;       // a shorter word is taken as it is
inline constexpr std::size_t mistyped_twice_letters_min = 8; // may have two mistakes
inline constexpr std::size_t mistyped_letters_max = 40;      // a longer word is taken as it is
inline constexpr unsigned mistakes_max = 2;

/// Its letters, where it is made of them alone: of Latin ones, no digit and no sign. Nothing else,
/// and nothing of a word of more than mistyped_letters_max + mistakes_max. The word is normalised.
std::u32string latin_letters(std::string_view word);

/// How many mistakes a word of so many letters may have.
unsigned mistakes_in(std::size_t letters);

/// Which letters a word has: a mistake sets at most one bit and clears at most one.
using letter_set = std::uint64_t;
letter_set letters_of(std::u32string_view letters);
/// False only where the words are further apart.
bool may_be_within(letter_set one, letter_set other, unsigned distance);

/// Reckons distances from one word; not for more than one thread.
class typing_distance {
  public:
    explicit typing_distance(std::u32string from);

    /// To letters as latin_letters() gives them.
    unsigned to(std::u32string_view other);

  private:
    std::u32string from_;
    std::vector<unsigned> table_;
    std::vector<std::uint8_t> last_row_; // by letter: 0 between two calls
};

} // namespace talent::market
