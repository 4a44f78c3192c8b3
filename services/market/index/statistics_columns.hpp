// What statistics read of each document: a few numbers, in columns by the partition's slot, so that
// counting a million documents touches some bytes of each and no document itself.
//
// Owned by a partition: written under its lock, read under its `reading`.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "services/market/index/document.hpp"
#include "services/market/index/profile.hpp"
#include "services/market/index/short_number.hpp"
#include "services/market/index/slot.hpp"

namespace talent::market {

/// What one document offers a month, in fen: the middle of its range, rounded down; where it states
/// one end only, that end; not_stated where neither.
std::int64_t middle_pay_fen(std::int64_t pay_min_fen, std::int64_t pay_max_fen);

/// The day in Shanghai, counted from 1970-01-01; days outside of two bytes are kept as the nearest.
short_number day_number(instant at);

class statistics_columns {
  public:
    /// Throws std::length_error where a vocabulary is larger than a short_number counts.
    explicit statistics_columns(code_space const& codes);

    void put(slot place, document const& content, profile const& numbers);
    void remove(slot place);

    // Each by slot, for slots that hold a document; as plain pointers, since a checked look-up
    // doubles what a pass over a million costs. Good until the next put().

    /// A code_number; the vocabulary's size where none is stated.
    short_number const* occupations() const { return occupations_.data(); }
    /// The first of its regions, as a demand has one; else as above.
    short_number const* regions() const { return regions_.data(); }
    short_number const* published_days() const { return published_days_.data(); }
    /// Years, experience_years_max at most.
    std::uint8_t const* experiences() const { return experiences_.data(); }
    /// By pay_bucket_of(); no_short_number where no pay is stated.
    short_number const* pay_buckets() const { return pay_buckets_.data(); }
    std::int64_t const* pays_fen() const { return pays_fen_.data(); }
    std::uint32_t const* posts() const { return posts_.data(); }
    /// A number of this partition's own for the organisation, below organisation_count().
    std::uint32_t const* organisations() const { return organisations_.data(); }

    /// No document was ever published before or after; 0 where there was none.
    short_number earliest_day() const { return earliest_day_; }
    short_number latest_day() const { return latest_day_; }
    /// The buckets that some document has, rising.
    std::vector<short_number> pay_buckets_in_use() const;

    std::size_t organisation_count() const { return documents_of_.size(); }
    /// The most documents that one organisation has here, ended ones included.
    std::uint32_t largest_organisation() const;

    std::size_t bytes() const;

  private:
    void grow(slot place);

    short_number no_occupation_;
    short_number no_region_;
    short_number earliest_day_ = 0;
    short_number latest_day_ = 0;
    std::vector<short_number> occupations_;
    std::vector<short_number> regions_;
    std::vector<short_number> published_days_;
    std::vector<short_number> pay_buckets_;
    std::vector<std::uint8_t> experiences_;
    std::vector<std::uint32_t> posts_;
    std::vector<std::uint32_t> organisations_;
    std::vector<std::int64_t> pays_fen_;
    std::unordered_map<uuid, std::uint32_t> organisation_numbers_;
    std::vector<std::uint32_t> documents_of_;     // by organisation
    std::vector<std::uint32_t> documents_paying_; // by bucket
};

} // namespace talent::market
