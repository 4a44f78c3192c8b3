#include "services/market/index/batch_postings.hpp"

#include <numeric>
#include <utility>

namespace talent::market {

// By counting: the pairs are many and the terms are few.
void numbered_postings::group(std::size_t terms) {
    ends_.assign(terms + 2, 0);
    for (auto const& one : pairs_)
        ++ends_[one.term + 2];
    std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
    documents_.resize(pairs_.size());
    for (auto const& one : pairs_)
        documents_[ends_[one.term + 1]++] = one.document;
    pairs_ = {};
}

void numbered_postings::shift(slot by) {
    for (auto& one : documents_)
        one += by;
}

void batch_numbers::grow() {
    std::vector<place> before(places_.empty() ? first_size : places_.size() * 2);
    std::swap(before, places_);
    for (auto const& one : before) {
        if (one.number != 0) places_[place_of(one.term)] = one;
    }
}

void batch_words::add(std::string_view word, slot document) {
    auto found = words_.find(word);
    if (found == words_.end()) {
        auto const number = static_cast<std::uint32_t>(words_.size());
        found = words_.emplace(std::string(word), numbered{number, document}).first;
    } else if (std::exchange(found->second.latest, document) == document) {
        return;
    }
    postings_.add(found->second.number, document);
}

} // namespace talent::market
