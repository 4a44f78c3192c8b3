// Exact quantiles of monthly pay. The quantile of p per cent of n values is the smallest of them
// that at least p per cent of the values do not exceed: the value at rank ⌈n·p/100⌉ in rising order
// (Hyndman and Fan's type 1, SQL's percentile_disc). It is always an amount that somebody offers,
// and whole fen.
//
// A large set is counted in buckets. Amounts that are multiples of a step, which nearly all are,
// have a bucket of their own each, and the amounts between two multiples share one: a rank that
// falls into the first kind is settled by the counts, and only where it falls into the second are
// values compared.
//
// Pure; any thread; the columns under their partition's `reading`.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "services/market/statistics_columns.hpp"

namespace talent::market {

inline constexpr std::array<std::uint64_t, 5> pay_percents{10, 25, 50, 75, 90};
using pay_quantiles = std::array<std::int64_t, pay_percents.size()>; // fen

inline constexpr std::int64_t pay_step_fen = 50 * 100; // halves of the usual hundreds of yuan
inline constexpr std::size_t pay_steps = 4096;         // up to 204 750 yuan a month
inline constexpr std::size_t pay_bucket_count = 2 * pay_steps;

/// Even: this multiple of the step. Odd: between two multiples; the last: everything above.
constexpr short_number pay_bucket_of(std::int64_t pay_fen) {
    auto const step = pay_fen / pay_step_fen;
    if (step >= static_cast<std::int64_t>(pay_steps)) return pay_bucket_count - 1;
    return static_cast<short_number>(2 * step + (pay_fen % pay_step_fen == 0 ? 0 : 1));
}

/// The rank, from 0, of a quantile among n values.
constexpr std::uint64_t rank_of_quantile(std::uint64_t n, std::uint64_t percent) {
    return (n * percent + 99) / 100 - 1;
}

/// Of the documents in these slots: at least one, each with pay stated.
pay_quantiles quantiles_of(statistics_columns const& columns, std::span<slot const> places);

} // namespace talent::market
