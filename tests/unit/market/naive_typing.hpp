// How far two words are apart by mistakes of typing, by making every mistake there is. Shares
// nothing with services/market/index/mistyped_word.hpp. One thread.
#pragma once

#include <string>

namespace talent::market::testing {

/// The least number of mistakes up to two; 3 where there are more.
unsigned naive_typing_distance(std::string const& one, std::string const& other);

/// Made of Latin letters alone.
bool naive_is_latin(std::string const& word);

} // namespace talent::market::testing
