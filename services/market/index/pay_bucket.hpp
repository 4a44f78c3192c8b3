// The buckets that monthly pay is counted in. Constants; any thread.
#pragma once

#include <cstddef>
#include <cstdint>

#include "services/market/index/short_number.hpp"

namespace talent::market {

inline constexpr std::int64_t pay_step_fen = 50 * 100; // halves of the usual hundreds of yuan
inline constexpr std::size_t pay_steps = 4096;         // up to 204 750 yuan a month
inline constexpr std::size_t pay_bucket_count = 2 * pay_steps;

/// Even: this multiple of the step. Odd: between two multiples; the last: everything above.
constexpr short_number pay_bucket_of(std::int64_t pay_fen) {
    auto const step = pay_fen / pay_step_fen;
    if (step >= static_cast<std::int64_t>(pay_steps)) return pay_bucket_count - 1;
    return static_cast<short_number>(2 * step + (pay_fen % pay_step_fen == 0 ? 0 : 1));
}

constexpr bool is_between_steps(short_number bucket) {
    return bucket % 2 == 1;
}
/// Of a bucket that is not between steps.
constexpr std::int64_t pay_of_bucket(short_number bucket) {
    return std::int64_t{bucket} / 2 * pay_step_fen;
}

} // namespace talent::market
