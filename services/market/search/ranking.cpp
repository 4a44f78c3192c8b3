#include "services/market/search/ranking.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "services/market/index/profile.hpp"

namespace talent::market {
namespace {

constexpr std::array<std::string_view, 4> sort_names{"relevance", "newest", "pay_high", "pay_low"};
constexpr std::int64_t weight_max = 64 * relevance_unit; // log2 of more documents than can exist

// Beyond these no instant is reckoned with: a cursor is a client's text.
constexpr std::int64_t milliseconds_max = 253'402'300'799'999; // the last of the year 9999

bool is_instant(std::int64_t milliseconds) {
    return milliseconds >= 0 && milliseconds <= milliseconds_max;
}

template <class Integer = std::int64_t>
std::optional<Integer> read_integer(std::string_view text) {
    Integer number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + 1);
    }
    parts.push_back(text);
    return parts;
}

std::optional<std::vector<std::int64_t>> read_weights(std::string_view text) {
    std::vector<std::int64_t> weights;
    if (text.empty()) return weights;
    for (auto const part : split(text, ',')) {
        auto const weight = read_integer(part);
        if (!weight || *weight < 0 || *weight > weight_max) return std::nullopt;
        weights.push_back(*weight);
    }
    return weights;
}

} // namespace

std::optional<sort_order> sort_order_named(std::string_view name) {
    auto const found = std::ranges::find(sort_names, name);
    if (found == sort_names.end()) return std::nullopt;
    return static_cast<sort_order>(found - sort_names.begin());
}

std::string write_page_key(page_key const& key) {
    std::string weights;
    for (auto const weight : key.weights) {
        if (!weights.empty()) weights.push_back(',');
        weights.append(std::to_string(weight));
    }
    return std::string(sort_names[static_cast<std::size_t>(key.sort)]) + '|' + weights + '|' +
           std::to_string(key.last.value) + '|' + std::to_string(key.last.published_ms) + '|' +
           to_string(key.last.id) + '|' + std::to_string(key.corrections);
}

std::optional<page_key> read_page_key(std::string_view text) {
    auto const parts = split(text, '|');
    if (parts.size() != 6) return std::nullopt;
    auto const sort = sort_order_named(parts[0]);
    auto weights = read_weights(parts[1]);
    auto const value = read_integer(parts[2]);
    auto const published_ms = read_integer(parts[3]);
    auto const id = parse_uuid(parts[4]);
    auto const corrections = read_integer<std::uint32_t>(parts[5]);
    if (!sort || !weights || !value || !published_ms || !id || !corrections) return std::nullopt;
    if (!is_instant(*published_ms)) return std::nullopt;
    // Without text, relevance is the order of newest.
    bool const by_time =
        *sort == sort_order::newest || (*sort == sort_order::relevance && weights->empty());
    if (by_time && !is_instant(*value)) return std::nullopt;
    return page_key{*sort, std::move(*weights), {*value, *published_ms, *id}, *corrections};
}

std::int64_t term_weight(std::uint64_t documents, std::uint64_t frequency) {
    if (frequency == 0) return 0;
    double const ratio = static_cast<double>(documents) / static_cast<double>(frequency);
    return std::llround(static_cast<double>(relevance_unit) * std::log2(1.0 + ratio));
}

std::vector<score_tier> score_tiers(std::span<std::int64_t const> weights) {
    std::vector<score_tier> tiers;
    for (std::uint64_t titled = 0; titled < std::uint64_t{1} << weights.size(); ++titled) {
        score_tier one{titled, 0};
        for (std::size_t term = 0; term < weights.size(); ++term)
            one.score += weights[term] * (one.has_in_title(term) ? title_factor : 1);
        tiers.push_back(one);
    }
    std::ranges::stable_sort(tiers, std::greater{}, &score_tier::score);
    return tiers;
}

std::int64_t pay_value(sort_order sort, std::int64_t pay_min_fen, std::int64_t pay_max_fen) {
    if (pay_min_fen == not_stated && pay_max_fen == not_stated) return INT64_MIN;
    if (sort == sort_order::pay_high) return pay_max_fen != not_stated ? pay_max_fen : pay_min_fen;
    return -(pay_min_fen != not_stated ? pay_min_fen : pay_max_fen);
}

} // namespace talent::market
