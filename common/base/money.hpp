// Money: integer fen (1/100 yuan) in the program and the database, a decimal string on the wire.
// No floating point anywhere. Values; any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace talent {

struct money {
    std::int64_t fen = 0;

    auto operator<=>(money const&) const = default;
};

/// The largest amount that is accepted anywhere: 10^15 fen (ten trillion yuan), so that sums of
/// thousands of amounts cannot overflow.
inline constexpr std::int64_t money_fen_max = 1'000'000'000'000'000;

inline constexpr std::string_view currency = "CNY";

inline money operator+(money left, money right) {
    return {left.fen + right.fen};
}
inline money operator-(money left, money right) {
    return {left.fen - right.fen};
}

/// "12345.67"; always two decimals, a leading minus where negative.
std::string format_money(money amount);

/// Digits, optionally a point with one or two decimals, optionally a leading minus; nothing where
/// malformed or beyond money_fen_max.
std::optional<money> parse_money(std::string_view text);

/// amount × numerator / denominator, rounded half away from zero, reckoned in 128 bits.
money scale(money amount, std::int64_t numerator, std::int64_t denominator);

} // namespace talent
