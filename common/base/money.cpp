#include "common/base/money.hpp"

#include <stdexcept>

namespace talent {

__extension__ using wide_integer = __int128;

std::string format_money(money amount) {
    bool const negative = amount.fen < 0;
    std::uint64_t const magnitude = negative ? 0 - static_cast<std::uint64_t>(amount.fen)
                                             : static_cast<std::uint64_t>(amount.fen);
    std::string text = std::to_string(magnitude / 100);
    std::uint64_t const cents = magnitude % 100;
    text.push_back('.');
    text.push_back(static_cast<char>('0' + cents / 10));
    text.push_back(static_cast<char>('0' + cents % 10));
    return negative ? "-" + text : text;
}

std::optional<money> parse_money(std::string_view text) {
    bool negative = false;
    if (!text.empty() && text.front() == '-') {
        negative = true;
        text.remove_prefix(1);
    }
    auto const point = text.find('.');
    auto const whole = text.substr(0, point);
    auto const decimals =
        point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    constexpr std::size_t whole_digits_max = 14;
    if (whole.empty() || whole.size() > whole_digits_max) return std::nullopt;
    if (whole.size() > 1 && whole.front() == '0') return std::nullopt;
    if (point != std::string_view::npos && (decimals.empty() || decimals.size() > 2))
        return std::nullopt;
    std::int64_t fen = 0;
    for (char const digit : whole) {
        if (digit < '0' || digit > '9') return std::nullopt;
        fen = fen * 10 + (digit - '0');
    }
    for (std::size_t i = 0; i < 2; ++i) {
        char const digit = i < decimals.size() ? decimals[i] : '0';
        if (digit < '0' || digit > '9') return std::nullopt;
        fen = fen * 10 + (digit - '0');
    }
    if (fen > money_fen_max) return std::nullopt;
    return money{negative ? -fen : fen};
}

money scale(money amount, std::int64_t numerator, std::int64_t denominator) {
    if (denominator <= 0) throw std::invalid_argument("money is divided by no positive number");
    wide_integer const product = static_cast<wide_integer>(amount.fen) * numerator;
    wide_integer const half = denominator / 2;
    wide_integer const rounded =
        product >= 0 ? (product + half) / denominator : (product - half) / denominator;
    return {static_cast<std::int64_t>(rounded)};
}

} // namespace talent
