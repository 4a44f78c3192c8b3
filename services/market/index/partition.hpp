// The documents of one kind and every bitmap over them. A document lives in a slot; a slot that is
// given up is taken out of each bitmap and used again, so nothing needs compacting.
//
// Threads: readers hold `reading` while they use anything here; any number at once. A writer first
// prepares a document without the lock (text analysis is nearly all of the work) and then holds it
// alone for some ten microseconds. Both pass a turnstile first, so a writer waits for the readers
// that are inside and for no later ones, and readers wait for at most one writer. What a writer did
// is seen by every `reading` that begins after it returned.
//
// Owned by market_index.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <roaring/roaring.hh>

#include "services/market/index/batch_postings.hpp"
#include "services/market/index/code_column.hpp"
#include "services/market/index/conjunction.hpp"
#include "services/market/index/document.hpp"
#include "services/market/index/id_table.hpp"
#include "services/market/index/memory_use.hpp"
#include "services/market/index/packed_document.hpp"
#include "services/market/index/pay_column.hpp"
#include "services/market/index/phantom_runs.hpp"
#include "services/market/index/profile.hpp"
#include "services/market/index/search_field.hpp"
#include "services/market/index/statistics_columns.hpp"
#include "services/market/index/text_postings.hpp"

namespace talent::market {

/// What is posted of a document's text.
struct text_of_document {
    explicit text_of_document(document const& one);

    document_terms title;
    document_terms whole; // the title and the body
    std::vector<phantom> phantoms_of_title;
    std::vector<phantom> phantoms; // of the whole
};

/// A document that is there already and is to leave.
struct leaving_document {
    std::shared_ptr<document const> one;
    text_of_document text;
};

/// A document ready to be put in, but for its text: all that needs no lock.
struct prepared_numbers {
    packed_pointer one;
    document content;
    owned_profile numbers;
};

struct prepared_document : prepared_numbers {
    text_of_document text;
    std::optional<leaving_document> before; // the one with its id
};

/// Many documents ready to be put in.
struct prepared_batch {
    std::vector<prepared_numbers> documents;
    batch_words title_words;
    batch_numbers title_grams;
    batch_words words;
    batch_numbers grams;
    batch_numbers title_phantoms;
    batch_numbers phantoms;
};

class partition {
  public:
    partition(document_kind kind, code_space const& codes);

    document_kind kind() const { return kind_; }

    // -- writing --

    prepared_document prepare(document one);
    /// Adds it, or replaces the one with its id.
    void put(prepared_document one);
    void remove(uuid const& id);
    /// For filling the partition: the same for many that are not in it, none twice. Any thread,
    /// while nobody else writes.
    prepared_batch prepare_all(std::vector<document> all);
    /// One thread at a time. Throws std::logic_error where one is in it already.
    void put_all(prepared_batch batch);
    /// Tells that time has come this far. Only a hint that keeps live() fast.
    void advance(instant now);

    // -- reading, under `reading` --

    class reading {
      public:
        explicit reading(partition const& of);

      private:
        std::shared_lock<std::shared_mutex> lock_;
    };

    std::size_t size() const { return slots_of_.size(); }
    /// Shared: a reader may still be writing its answer when the document leaves the index.
    packed_pointer const& at(slot place) const { return documents_[place]; }
    std::optional<slot> find(uuid const& id) const;
    std::int64_t published_ms(slot place) const { return published_ms_[place]; }
    std::int64_t pay_min_fen(slot place) const { return profiles_.pay_min_fen(place); }
    std::int64_t pay_max_fen(slot place) const { return profiles_.pay_max_fen(place); }
    pay_column const& pay() const { return pay_; }

    /// By the day in Shanghai (day_number()), the latest first.
    using days = std::map<short_number, Roaring, std::greater<>>;
    days const& published_on() const { return published_on_; }

    /// Every document that is visible at that instant, exactly.
    Roaring live(instant now) const;
    /// What meets the conditions and is visible at that instant. Adds to the conditions.
    Roaring live_of(conjunction& conditions, instant now) const;
    profile_column const& profiles() const { return profiles_; }
    Roaring const& scoped() const { return scoped_; }
    Roaring const& without_ranking() const { return without_ranking_; }

    /// What a filter by this one value finds. An unknown value finds nothing.
    Roaring matching(search_field field, std::string_view value) const;
    /// The same where the partition holds it as it is; otherwise null.
    Roaring const* matching_as_held(search_field field, std::string_view value) const;
    /// Tree fields: documents whose code lies within this one.
    Roaring const& within(search_field field, code_number code) const;
    /// Tree fields: documents that have this very code.
    Roaring const& exactly(search_field field, code_number code) const;
    /// Tree fields: documents whose code lies within this one or contains it.
    Roaring related(search_field field, code_number code) const;
    /// Tree fields: documents that have one of the codes on the way up, this one included.
    Roaring on_the_way_up(search_field field, code_number code) const;
    /// Scoped documents that somebody searching in this region may see.
    Roaring scoped_for(code_number region) const;
    /// Ordered fields: a document whose rank fits (see field_shape::ordered).
    Roaring fitting(search_field field, std::uint32_t rank) const;
    /// The same where the partition holds it as it is; otherwise null.
    Roaring const* fitting_as_held(search_field field, std::uint32_t rank) const;
    /// Plain fields: every value that some document has or had, in the order of its number.
    std::vector<std::string> const& plain_values(search_field field) const {
        return plain_[static_cast<std::size_t>(field)].values;
    }

    Roaring const& with_value(search_field field, code_number number) const {
        return plain_[static_cast<std::size_t>(field)].documents[number];
    }

    /// Tree fields: the codes of each slot; plain fields: the numbers of its values.
    code_column const& codes_by_slot(search_field field) const {
        return codes_by_slot_[static_cast<std::size_t>(field)];
    }
    /// Ordered fields: the rank of each slot.
    std::vector<std::uint8_t> const& ranks_by_slot(search_field field) const {
        return field == search_field::education ? education_by_slot_ : experience_by_slot_;
    }

    text_postings const& title_text() const { return title_text_; }
    /// Of the title and the body.
    text_postings const& text() const { return text_; }
    /// Of the title and the body.
    word_list const& words() const { return words_; }
    phantom_postings const& phantoms_of_titles() const { return title_phantoms_; }
    phantom_postings const& phantoms() const { return phantoms_; }
    statistics_columns const& statistics() const { return statistics_; }

    code_space const& codes() const { return codes_; }

    /// What takes how much.
    std::vector<memory_use> memory() const;

  private:
    // The ranks of ordered fields by which filters find their documents held; there are hardly any
    // beyond, and they are put together from `within_`.
    static constexpr std::uint32_t fitting_ranks = 16;

    using number_bitmaps = std::unordered_map<std::uint32_t, Roaring>;
    struct plain_bitmaps {
        std::unordered_map<std::string, code_number> numbers;
        std::vector<std::string> values; // by number
        std::vector<Roaring> documents;  // by number

        code_number number_of(std::string const& value);
    };

    /// Holds the turnstile while it waits, so that no new reader overtakes it.
    std::unique_lock<std::shared_mutex> lock_for_writing() const;

    /// From a value of slots_of_ to the id there.
    auto id_at() const {
        return [this](std::uint32_t one_higher) -> uuid const& {
            return documents_[one_higher - 1]->id();
        };
    }
    /// Calls with each document that ends after the first instant, and at the second or before.
    template <class Take>
    void for_each_end(std::int64_t from_ms, std::int64_t to_ms, Take take) const;
    void correct_for(instant now, Roaring& documents) const;
    slot take_slot();
    slot append_slot();
    void put_numbers(prepared_numbers one, slot place);
    std::optional<leaving_document> find_leaving(uuid const& id) const;
    void remove_locked(leaving_document const& leaving);
    void mark(document const& one, profile const& numbers, slot place, bool present);
    void mark_tree(search_field field, std::span<code_number const> codes, slot place,
                   bool present);
    void mark_plain(document const& one, slot place, bool present);
    void mark_values(search_field field, std::span<std::string const> values, slot place,
                     bool present);
    void mark_rank(search_field field, std::uint32_t rank, slot place, bool present);
    void mark_expiry(document const& one, slot place, bool present);

    document_kind kind_;
    code_space const& codes_;
    document_packer packer_; // the writers' own

    mutable std::mutex turnstile_;
    mutable std::shared_mutex mutex_;

    std::vector<packed_pointer> documents_;  // by slot; null: free
    std::vector<std::int64_t> published_ms_; // by slot
    pay_column pay_;
    profile_column profiles_;
    std::vector<slot> free_slots_;
    id_table<std::uint32_t> slots_of_; // each one higher, since 0 is none

    Roaring live_; // at retired_until_ms_
    Roaring scoped_;
    Roaring without_ranking_;
    days published_on_;
    std::array<std::array<Roaring, fitting_ranks>, search_field_count> fitting_; // ordered fields
    std::array<number_bitmaps, search_field_count> within_;  // tree and ordered fields
    std::array<number_bitmaps, search_field_count> exactly_; // tree fields
    std::array<plain_bitmaps, search_field_count> plain_;
    std::array<code_column, search_field_count> codes_by_slot_; // tree and plain fields
    std::vector<std::uint8_t> education_by_slot_;
    std::vector<std::uint8_t> experience_by_slot_;
    text_postings title_text_;
    word_list words_;
    text_postings text_{&words_};
    phantom_postings title_phantoms_;
    phantom_postings phantoms_;
    statistics_columns statistics_;

    std::map<std::int64_t, posting> ends_; // documents with an end, by the minute of it
    std::int64_t retired_until_ms_ = INT64_MIN;
};

} // namespace talent::market
