// What statistics read of each document: a few numbers, in columns by the partition's slot, so that
// counting a million documents touches some bytes of each and no document itself.
//
// Owned by a partition: written under its lock, read under its `reading`.
#pragma once

#include <cstdint>
#include <limits>
#include <unordered_map>
#include <vector>

#include "services/market/document.hpp"
#include "services/market/profile.hpp"
#include "services/market/slot.hpp"

namespace talent::market {

/// A code_number or a day in two bytes: a column of a million is then two megabytes.
using short_number = std::uint16_t;
inline constexpr short_number no_short_number = std::numeric_limits<short_number>::max();

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

    short_number occupation(slot place) const { return occupations_[place]; }
    /// The first of its regions; a demand has one.
    short_number region(slot place) const { return regions_[place]; }
    short_number published_day(slot place) const { return published_days_[place]; }
    /// Years, experience_years_max at most.
    std::uint8_t experience(slot place) const { return experiences_[place]; }
    /// By pay_bucket_of(); no_short_number where no pay is stated.
    short_number pay_bucket(slot place) const { return pay_buckets_[place]; }
    std::int64_t pay_fen(slot place) const { return pays_fen_[place]; }
    std::uint32_t posts(slot place) const { return posts_[place]; }
    /// A number of this partition's own for the organisation, below organisation_count().
    std::uint32_t organisation(slot place) const { return organisations_[place]; }

    std::size_t organisation_count() const { return documents_of_.size(); }
    /// The most documents that one organisation has here, ended ones included.
    std::uint32_t largest_organisation() const;

  private:
    void grow(slot place);

    std::vector<short_number> occupations_;
    std::vector<short_number> regions_;
    std::vector<short_number> published_days_;
    std::vector<short_number> pay_buckets_;
    std::vector<std::uint8_t> experiences_;
    std::vector<std::uint32_t> posts_;
    std::vector<std::uint32_t> organisations_;
    std::vector<std::int64_t> pays_fen_;
    std::unordered_map<uuid, std::uint32_t> organisation_numbers_;
    std::vector<std::uint32_t> documents_of_; // by organisation
};

} // namespace talent::market
