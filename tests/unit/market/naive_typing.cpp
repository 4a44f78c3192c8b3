#include "tests/unit/market/naive_typing.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "common/base/text.hpp"

namespace talent::market::testing {
namespace {

using letters = std::vector<std::string>;

// Every word that is one mistake away, with letters of this alphabet.
std::set<letters> one_mistake_from(letters const& word, std::set<std::string> const& alphabet) {
    std::set<letters> made;
    for (std::size_t i = 0; i <= word.size(); ++i) {
        auto const at = static_cast<std::ptrdiff_t>(i);
        for (auto const& letter : alphabet) {
            auto more = word;
            more.insert(more.begin() + at, letter);
            made.insert(more);
            if (i == word.size()) continue;
            auto other = word;
            other[i] = letter;
            made.insert(other);
        }
        if (i == word.size()) continue;
        auto less = word;
        less.erase(less.begin() + at);
        made.insert(less);
        if (i + 1 == word.size()) continue;
        auto swapped = word;
        std::swap(swapped[i], swapped[i + 1]);
        made.insert(swapped);
    }
    return made;
}

} // namespace

unsigned naive_typing_distance(std::string const& one, std::string const& other) {
    if (one == other) return 0;
    auto const first = code_points(one);
    auto const second = code_points(other);
    auto const longer = std::max(first.size(), second.size());
    if (longer - std::min(first.size(), second.size()) > 2) return 3;
    std::set<std::string> alphabet(first.begin(), first.end());
    alphabet.insert(second.begin(), second.end());
    auto const from_first = one_mistake_from(first, alphabet);
    if (from_first.contains(second)) return 1;
    auto const from_second = one_mistake_from(second, alphabet);
    bool const meet = std::ranges::any_of(
        from_first, [&](letters const& between) { return from_second.contains(between); });
    return meet ? 2 : 3;
}

bool naive_is_latin(std::string const& word) {
    return std::ranges::all_of(code_points(word), [](std::string const& letter) {
        if (letter.size() == 1) return letter >= "a" && letter <= "z";
        return letter.size() == 2 && letter >= "à" && letter <= "\u024F" && letter != "÷";
    });
}

} // namespace talent::market::testing
