// Which documents of a batch have which term: told document by document, given out term by term, so
// that the index takes each term's documents at once instead of looking every term of every
// document up. Owned by one thread at a time.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "services/market/index/slot.hpp"

namespace talent::market {

/// Documents by the number of a term, which whoever uses this gives.
class numbered_postings {
  public:
    void add(std::uint32_t term, slot document) { pairs_.push_back({term, document}); }
    /// Puts them in the order of their terms, each term's documents as they were told. Nothing is
    /// added afterwards.
    void group(std::size_t terms);
    /// After group(): so much is added to every document's number.
    void shift(slot by);
    /// After group().
    std::span<slot const> of(std::size_t term) const {
        return std::span(documents_).subspan(ends_[term], ends_[term + 1] - ends_[term]);
    }

  private:
    struct pair {
        std::uint32_t term;
        slot document;
    };
    std::vector<pair> pairs_;
    std::vector<std::uint32_t> ends_; // by term: where the one before it ends
    std::vector<slot> documents_;
};

/// Of terms that are numbers, such as grams. A term that a document is told to have again counts
/// once.
class batch_numbers {
  public:
    using key = std::uint64_t;

    /// Documents come in ascending order.
    void add(key term, slot document) {
        if ((keys_.size() + 1) * 2 > places_.size()) grow();
        auto& place = places_[place_of(term)];
        if (place.number == 0) {
            keys_.push_back(term);
            place = {term, static_cast<std::uint32_t>(keys_.size()), document};
        } else if (place.latest == document) {
            return;
        } else {
            place.latest = document;
        }
        postings_.add(place.number - 1, document);
    }

    /// Once all are told: what can be done before it is known where they are put.
    void group() {
        places_ = {};
        postings_.group(keys_.size());
    }
    /// After group(), once: calls with each term and its documents, each number higher by `first`.
    template <class Take>
    void give_out(slot first, Take take) {
        postings_.shift(first);
        for (std::size_t i = 0; i < keys_.size(); ++i)
            take(keys_[i], postings_.of(i));
    }

  private:
    static constexpr std::size_t first_size = 1'024;

    struct place {
        key term = 0;
        std::uint32_t number = 0; // one higher than in keys_; 0: free
        slot latest = 0;          // the document that was told last
    };

    // Its own, or the free one where it would be (Knuth, TAOCP 6.4, algorithm L).
    std::size_t place_of(key term) const {
        auto const shift = 64 - static_cast<unsigned>(std::bit_width(places_.size() - 1));
        auto at = static_cast<std::size_t>((term * 0x9E3779B97F4A7C15ULL) >> shift);
        while (places_[at].number != 0 && places_[at].term != term)
            at = (at + 1) & (places_.size() - 1);
        return at;
    }
    void grow();

    std::vector<place> places_; // as many as a power of two
    std::vector<key> keys_;     // by number
    numbered_postings postings_;
};

/// Of words.
class batch_words {
  public:
    /// Documents come in ascending order.
    void add(std::string_view word, slot document);

    void group() { postings_.group(words_.size()); }
    template <class Take>
    void give_out(slot first, Take take) {
        postings_.shift(first);
        for (auto const& [word, one] : words_)
            take(word, postings_.of(one.number));
    }

  private:
    struct text_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    struct numbered {
        std::uint32_t number;
        slot latest;
    };
    std::unordered_map<std::string, numbered, text_hash, std::equal_to<>> words_;
    numbered_postings postings_;
};

} // namespace talent::market
