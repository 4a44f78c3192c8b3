#include "services/market/index/word_list.hpp"

namespace talent::market {

void word_list::add(std::string_view word) {
    auto& added = *words_.try_emplace(std::string(word), 0).first;
    auto const letters = latin_letters(word);
    if (letters.empty()) return;
    auto& alike = by_length_[letters.size()];
    added.second = static_cast<place>(alike.size());
    alike.push_back({letters_of(letters), &added});
}

void word_list::remove(std::string_view word) {
    auto const found = words_.find(word);
    auto const letters = latin_letters(word);
    if (!letters.empty()) {
        auto& alike = by_length_[letters.size()];
        alike[found->second] = alike.back();
        alike[found->second].word->second = found->second;
        alike.pop_back();
    }
    words_.erase(found);
}

std::vector<std::string_view> word_list::beginning_with(std::string_view start,
                                                        std::size_t at_most) const {
    std::vector<std::string_view> found;
    for (auto one = words_.lower_bound(start);
         one != words_.end() && one->first.starts_with(start) && found.size() < at_most; ++one)
        found.push_back(one->first);
    return found;
}

std::vector<word_list::near_word> word_list::near(std::string_view mistyped) const {
    std::vector<near_word> found;
    auto const letters = latin_letters(mistyped);
    auto const most = mistakes_in(letters.size());
    if (most == 0) return found;
    auto const sought = letters_of(letters);
    typing_distance distance(letters);
    std::size_t compared = 0;
    for (auto length = letters.size() - most; length <= letters.size() + most; ++length) {
        for (auto const& each : by_length_[length]) {
            if (!may_be_within(sought, each.letters, most)) continue;
            if (++compared > compared_words_max) return {};
            auto const far = distance.to(latin_letters(each.word->first));
            if (far <= most) found.push_back({each.word->first, far});
        }
    }
    return found;
}

} // namespace talent::market
