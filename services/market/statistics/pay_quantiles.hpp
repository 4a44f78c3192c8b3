// Exact quantiles of monthly pay. The quantile of p per cent of n values is the smallest of them
// that at least p per cent of the values do not exceed: the value at rank ⌈n·p/100⌉ in rising order
// (Hyndman and Fan's type 1, SQL's percentile_disc). It is always one of the values, to the fen.
//
// Documents are counted by cell and bucket in one pass. Amounts that are multiples of a step, which
// nearly all are, have a bucket of their own each, and the amounts between two multiples share one:
// a rank that falls into the first kind is settled by the counts, and only where it falls into the
// second are values compared.
//
// Pure; any thread; under the partition's `reading`.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "services/market/statistics/statistics_cells.hpp"

namespace talent::market {

inline constexpr std::array<std::uint64_t, 5> pay_percents{10, 25, 50, 75, 90};
using pay_quantiles = std::array<std::int64_t, pay_percents.size()>; // fen

/// The rank, from 0, of a quantile among n values.
constexpr std::uint64_t rank_of_quantile(std::uint64_t n, std::uint64_t percent) {
    return (n * percent + 99) / 100 - 1;
}

class counted_pay {
  public:
    /// Counts the documents in these slots, those left out that state no pay.
    counted_pay(statistics_columns const& columns, statistics_grouping grouping,
                cell_numbering const& numbering, std::vector<slot> places);

    parted_documents const& documents() const { return documents_; }
    /// Of a cell that has a document.
    pay_quantiles quantiles(std::size_t cell) const;
    /// Of all; there is a document.
    pay_quantiles quantiles_of_all() const;

  private:
    template <class KeyOf>
    void count(cell_numbering const& numbering, KeyOf key_of);
    pay_quantiles find(std::span<std::uint32_t const> counts, std::uint64_t n,
                       std::span<slot const> between) const;

    statistics_columns const& columns_;
    std::vector<short_number> buckets_; // in use, rising
    parted_documents documents_;
    std::vector<std::uint32_t> counts_; // by cell, then by place in buckets_
    gathered_cells between_;            // of each cell, the documents between two steps
};

} // namespace talent::market
