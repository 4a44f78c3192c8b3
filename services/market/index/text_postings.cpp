#include "services/market/index/text_postings.hpp"

#include <algorithm>

namespace talent::market {
namespace {

posting const nothing{}; // clang wants the braces

} // namespace

posting& text_postings::documents_of(std::string_view word) {
    auto found = words_.find(word);
    if (found == words_.end()) {
        found = words_.try_emplace(std::string(word)).first;
        if (list_ != nullptr) list_->add(word);
    }
    return found->second;
}

void text_postings::add(document_terms const& terms, slot at) {
    for (auto const& word : terms.words)
        documents_of(word).add(at);
    for (auto const key : terms.grams)
        grams_[key].add(at);
}

void text_postings::append(batch_words& words, batch_numbers& grams, slot first) {
    words.give_out(first, [this](std::string_view word, std::span<slot const> documents) {
        documents_of(word).append(documents);
    });
    grams.give_out(first, [this](gram key, std::span<slot const> documents) {
        grams_[key].append(documents);
    });
}

void text_postings::remove(document_terms const& terms, slot at) {
    for (auto const& word : terms.words) {
        auto const found = words_.find(word);
        if (found == words_.end()) continue;
        found->second.remove(at);
        if (!found->second.empty()) continue;
        words_.erase(found);
        if (list_ != nullptr) list_->remove(word);
    }
    for (auto const key : terms.grams) {
        auto const found = grams_.find(key);
        if (found == grams_.end()) continue;
        found->second.remove(at);
        if (found->second.empty()) grams_.erase(found);
    }
}

posting const& text_postings::with_gram(gram key) const {
    auto const found = grams_.find(key);
    return found == grams_.end() ? nothing : found->second;
}

posting const& text_postings::with_word(std::string_view word) const {
    auto const found = words_.find(word);
    return found == words_.end() ? nothing : found->second;
}

posting const& text_postings::with_up_to_three(std::u32string_view run) const {
    return with_gram(make_gram(run[0], run.size() > 1 ? run[1] : 0, run.size() > 2 ? run[2] : 0));
}

void text_postings::require_run(std::u32string_view run, conjunction& of) const {
    auto const length = std::min(run.size(), gram_characters_max);
    for (std::size_t i = 0; i + length <= run.size(); ++i)
        of.add(with_up_to_three(run.substr(i, length)));
}

std::uint64_t text_postings::frequency(std::u32string_view run) const {
    auto const length = std::min(run.size(), gram_characters_max);
    std::uint64_t rarest = UINT64_MAX;
    for (std::size_t i = 0; i + length <= run.size(); ++i)
        rarest = std::min(rarest, with_up_to_three(run.substr(i, length)).cardinality());
    return rarest;
}

std::size_t text_postings::bytes() const {
    return bytes_of_postings(words_) + bytes_of_postings(grams_);
}

} // namespace talent::market
