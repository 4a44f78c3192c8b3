#include "services/market/text_postings.hpp"

#include <algorithm>

namespace talent::market {
namespace {

Roaring const nothing;

constexpr gram code_point_mask = (gram{1} << code_point_bits) - 1;

constexpr char32_t first_of(gram key) {
    return static_cast<char32_t>(key >> 2 * code_point_bits);
}
constexpr char32_t second_of(gram key) {
    return static_cast<char32_t>(key >> code_point_bits & code_point_mask);
}
constexpr bool is_longer_than_pair(gram key) {
    return (key & gram_of_four_bit) != 0 || (key & code_point_mask) != 0;
}

} // namespace

void text_postings::add(document_terms const& terms, slot at) {
    for (auto const& word : terms.words) {
        auto found = words_.find(word);
        if (found == words_.end()) found = words_.try_emplace(word).first;
        found->second.add(at);
    }
    for (auto const key : terms.grams) {
        auto const [found, is_new] = grams_.try_emplace(key);
        if (is_new) note_pair(key);
        found->second.add(at);
    }
}

void text_postings::remove(document_terms const& terms, slot at) {
    for (auto const& word : terms.words) {
        auto const found = words_.find(word);
        if (found == words_.end()) continue;
        found->second.remove(at);
        if (found->second.isEmpty()) words_.erase(found);
    }
    for (auto const key : terms.grams) {
        auto const found = grams_.find(key);
        if (found == grams_.end()) continue;
        found->second.remove(at);
        if (!found->second.isEmpty()) continue;
        grams_.erase(found);
        forget_pair(key);
    }
}

void text_postings::note_pair(gram key) {
    if (is_longer_than_pair(key)) return;
    pairs_of_[first_of(key)].push_back(key);
    auto const second = second_of(key);
    if (second != 0 && second != first_of(key)) pairs_of_[second].push_back(key);
}

void text_postings::forget_pair(gram key) {
    if (is_longer_than_pair(key)) return;
    for (auto const character : {first_of(key), second_of(key)}) {
        auto const found = pairs_of_.find(character);
        if (found == pairs_of_.end()) continue;
        std::erase(found->second, key);
        if (found->second.empty()) pairs_of_.erase(found);
    }
}

Roaring const& text_postings::with_gram(gram key) const {
    auto const found = grams_.find(key);
    return found == grams_.end() ? nothing : found->second;
}

Roaring const& text_postings::with_word(std::string_view word) const {
    auto const found = words_.find(word);
    return found == words_.end() ? nothing : found->second;
}

Roaring text_postings::with_character(char32_t character) const {
    auto const found = pairs_of_.find(character);
    if (found == pairs_of_.end()) return {};
    std::vector<Roaring const*> parts;
    for (auto const key : found->second)
        parts.push_back(&grams_.at(key));
    return Roaring::fastunion(parts.size(), parts.data());
}

Roaring const& text_postings::with_up_to_three(std::u32string_view run) const {
    return with_gram(make_gram(run[0], run[1], run.size() == 3 ? run[2] : 0));
}

void text_postings::require_run(std::u32string_view run, conjunction& of) const {
    if (run.size() == 1) return of.add(with_character(run[0]));
    auto const length = std::min<std::size_t>(run.size(), 4);
    for (std::size_t i = 0; i + length <= run.size(); ++i) {
        auto const piece = run.substr(i, length);
        gram const four =
            length == 4 ? make_gram_of_four(std::span<char32_t const, 4>(piece.data(), 4)) : 0;
        if (four != 0) {
            of.add(with_gram(four));
        } else if (length == 4) {
            of.add(with_up_to_three(piece.substr(0, 3)));
            of.add(with_up_to_three(piece.substr(1)));
        } else {
            of.add(with_up_to_three(piece));
        }
    }
}

std::uint64_t text_postings::frequency(std::u32string_view run) const {
    if (run.size() == 1) return with_character(run[0]).cardinality();
    auto const length = std::min(run.size(), gram_characters_max);
    std::uint64_t rarest = UINT64_MAX;
    for (std::size_t i = 0; i + length <= run.size(); ++i)
        rarest = std::min(rarest, with_up_to_three(run.substr(i, length)).cardinality());
    return rarest;
}

} // namespace talent::market
