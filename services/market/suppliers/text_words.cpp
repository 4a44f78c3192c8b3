#include "services/market/suppliers/text_words.hpp"

#include <algorithm>

#include "services/market/index/text_terms.hpp"

namespace talent::market {
namespace {

constexpr word_key hash_mark = word_key{1} << 63U; // grams have 63 bits

// FNV-1a of 64 bits, which is the same in every process.
word_key key_of(std::string_view word) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (char const each : word) {
        hash ^= static_cast<unsigned char>(each);
        hash *= 1'099'511'628'211U;
    }
    return hash | hash_mark;
}

bool has_three_characters(gram one) {
    return (one & ((gram{1} << code_point_bits) - 1)) != 0;
}

} // namespace

void need_words::append(std::string_view text) {
    auto const add = [this](std::string word, word_key key) {
        if (words.size() == need_words_max || std::ranges::find(keys, key) != keys.end()) return;
        words.push_back(std::move(word));
        keys.push_back(key);
    };
    for (auto const& term : terms_in_order(searchable(text))) {
        if (!term.is_run) {
            add(term.text, key_of(term.text));
            continue;
        }
        auto const run = query_terms_of({term}).runs.front();
        if (run.size() == 1) add(term.text, make_gram(run[0]));
        for (std::size_t i = 0; i + 1 < run.size(); ++i)
            add(to_utf8(std::u32string_view(run).substr(i, 2)), make_gram(run[i], run[i + 1]));
    }
}

word_set need_words::found_in(std::vector<word_key> const& sorted) const {
    word_set found = 0;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (std::ranges::binary_search(sorted, keys[i])) found |= word_set{1} << i;
    }
    return found;
}

std::vector<std::string> need_words::named(word_set chosen) const {
    std::vector<std::string> made;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if ((chosen >> i & 1U) != 0) made.push_back(words[i]);
    }
    return made;
}

std::vector<word_key> words_offered(std::string_view pieces) {
    auto const terms = terms_of_document(pieces);
    std::vector<word_key> made;
    for (auto const one : terms.grams) {
        if (!has_three_characters(one)) made.push_back(one);
    }
    for (auto const& word : terms.words)
        made.push_back(key_of(word));
    std::ranges::sort(made);
    return made;
}

} // namespace talent::market
