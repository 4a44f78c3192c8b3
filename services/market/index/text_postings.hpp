// Which documents have which word or gram. Owned by one partition and guarded by its lock.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <roaring/roaring.hh>

#include "services/market/index/batch_postings.hpp"
#include "services/market/index/conjunction.hpp"
#include "services/market/index/memory_use.hpp"
#include "services/market/index/posting.hpp"
#include "services/market/index/slot.hpp"
#include "services/market/index/text_terms.hpp"
#include "services/market/index/word_list.hpp"

namespace talent::market {

class text_postings {
  public:
    /// `list` is told of every word that comes and goes; it must outlive this. Null: nobody is.
    explicit text_postings(word_list* list = nullptr) : list_(list) {}

    void add(document_terms const& terms, slot at);
    /// The same for a batch of documents, from `first` on, above all that are in it.
    void append(batch_words& words, batch_numbers& grams, slot first);
    /// The same terms as at adding.
    void remove(document_terms const& terms, slot at);

    /// The documents that have the word.
    posting const& with_word(std::string_view word) const;
    /// Adds what documents must have that may hold the run: exactly those that do meet it where
    /// is_exact(run), those that have each of its longest grams otherwise.
    void require_run(std::u32string_view run, conjunction& of) const;
    /// How many documents have the rarest of the run's grams of three, or the run where it is
    /// shorter.
    std::uint64_t frequency(std::u32string_view run) const;

    /// Bytes on the heap.
    std::size_t bytes() const;

  private:
    struct text_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    struct gram_hash {
        std::size_t operator()(gram key) const noexcept {
            // Multiplication by the golden ratio spreads neighbouring code points (Knuth,
            // TAOCP 6.4).
            auto const mixed = key * 0x9E3779B97F4A7C15ULL;
            return static_cast<std::size_t>(mixed ^ mixed >> 32U);
        }
    };

    posting& documents_of(std::string_view word);
    posting const& with_gram(gram key) const;
    posting const& with_up_to_three(std::u32string_view run) const;

    word_list* list_;
    std::unordered_map<std::string, posting, text_hash, std::equal_to<>> words_;
    std::unordered_map<gram, posting, gram_hash> grams_;
};

} // namespace talent::market
