#include "services/market/pay_quantiles.hpp"

#include <algorithm>
#include <vector>

namespace talent::market {
namespace {

// Below this many values, comparing them costs less than clearing and summing the buckets.
constexpr std::size_t counted_values_min = 1024;

pay_quantiles select_quantiles(std::vector<std::int64_t> values) {
    pay_quantiles found{};
    auto from = values.begin();
    for (std::size_t i = 0; i < pay_percents.size(); ++i) {
        auto const rank = rank_of_quantile(values.size(), pay_percents[i]);
        auto const at = values.begin() + static_cast<std::ptrdiff_t>(rank);
        if (at >= from) {
            std::nth_element(from, at, values.end());
            from = at + 1; // what lies before is smaller or equal
        }
        found[i] = *at;
    }
    return found;
}

// The value of a rank within a bucket that several amounts share.
std::int64_t value_within(statistics_columns const& columns, std::span<slot const> places,
                          std::size_t bucket, std::uint64_t rank) {
    std::vector<std::int64_t> values;
    for (auto const place : places) {
        if (columns.pay_bucket(place) == bucket) values.push_back(columns.pay_fen(place));
    }
    auto const at = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

pay_quantiles count_quantiles(statistics_columns const& columns, std::span<slot const> places) {
    // Two tables in turn: neighbours with the same pay need not wait for each other's sum.
    std::array<std::array<std::uint32_t, pay_bucket_count>, 2> counts{};
    for (std::size_t i = 0; i + 1 < places.size(); i += 2) {
        ++counts[0][columns.pay_bucket(places[i])];
        ++counts[1][columns.pay_bucket(places[i + 1])];
    }
    if (places.size() % 2 == 1) ++counts[0][columns.pay_bucket(places.back())];

    pay_quantiles found{};
    std::size_t bucket = 0;
    std::uint64_t before = 0; // values in the buckets before this one
    for (std::size_t i = 0; i < pay_percents.size(); ++i) {
        auto const rank = rank_of_quantile(places.size(), pay_percents[i]);
        for (std::uint64_t here = 0;
             rank >= before + (here = std::uint64_t{counts[0][bucket]} + counts[1][bucket]);
             ++bucket) {
            before += here;
        }
        found[i] = bucket % 2 == 0 ? static_cast<std::int64_t>(bucket / 2) * pay_step_fen
                                   : value_within(columns, places, bucket, rank - before);
    }
    return found;
}

} // namespace

pay_quantiles quantiles_of(statistics_columns const& columns, std::span<slot const> places) {
    if (places.size() >= counted_values_min) return count_quantiles(columns, places);
    std::vector<std::int64_t> values;
    values.reserve(places.size());
    for (auto const place : places)
        values.push_back(columns.pay_fen(place));
    return select_quantiles(std::move(values));
}

} // namespace talent::market
