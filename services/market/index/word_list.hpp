// Every word that some document of a partition has, by how it begins and by how it may have been
// mistyped. Owned by the partition and guarded by its lock; the words that it gives are valid under
// it.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/market/index/mistyped_word.hpp"

namespace talent::market {

inline constexpr std::size_t compared_words_max = 2'000;

class word_list {
  public:
    /// One that is not in it.
    void add(std::string_view word);
    /// One that is in it.
    void remove(std::string_view word);

    std::size_t size() const { return words_.size(); }

    /// Those that begin so, in the order of their bytes; no more than so many.
    std::vector<std::string_view> beginning_with(std::string_view start, std::size_t at_most) const;

    struct near_word {
        std::string_view word;
        unsigned distance;
    };
    /// Words of Latin letters from which the given one differs by mistakes_in() at most, in no
    /// order. Looks once at each word of about its length, some nanoseconds each, and compares
    /// those that have nearly its letters. Where these are more than compared_words_max, which no
    /// language has, there is none: somebody has filled the list with them.
    std::vector<near_word> near(std::string_view mistyped) const;

  private:
    using place = std::uint32_t; // among the words of its length
    using words = std::map<std::string, place, std::less<>>;

    struct spelled_word {
        letter_set letters;
        words::value_type* word;
    };

    words words_;
    std::array<std::vector<spelled_word>, mistyped_letters_max + mistakes_max + 1> by_length_;
};

} // namespace talent::market
