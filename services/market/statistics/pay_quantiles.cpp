#include "services/market/statistics/pay_quantiles.hpp"

#include <algorithm>
#include <numeric>

#include "services/market/index/pay_bucket.hpp"

namespace talent::market {
namespace {

// The value of a rank within a bucket that several amounts share.
std::int64_t value_within(statistics_columns const& columns, std::span<slot const> between,
                          short_number bucket, std::uint64_t rank) {
    std::vector<std::int64_t> values;
    for (auto const place : between) {
        if (columns.pay_buckets()[place] == bucket) values.push_back(columns.pays_fen()[place]);
    }
    auto const at = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

} // namespace

counted_pay::counted_pay(statistics_columns const& columns, statistics_grouping grouping,
                         cell_numbering const& numbering, std::vector<slot> places)
    : columns_(columns), buckets_(columns.pay_buckets_in_use()) {
    documents_.places = std::move(places);
    with_key(columns, grouping, [&](auto key_of) { count(numbering, key_of); });
}

template <class KeyOf>
void counted_pay::count(cell_numbering const& numbering, KeyOf key_of) {
    auto const width = buckets_.size();
    std::vector<short_number> numbers(pay_bucket_count); // by bucket: its place in buckets_
    for (std::size_t i = 0; i < width; ++i)
        numbers[buckets_[i]] = static_cast<short_number>(i);
    auto const cells = numbering.values.size();
    counts_.resize(cells * width);
    auto& [places, cell_of_place, sizes] = documents_;
    cell_of_place.resize(places.size());
    parted_documents between;
    std::size_t kept = 0;
    // What stays the same is named: a push_back could change anything, for all the compiler knows.
    auto* const place_at = places.data();
    auto* const cell_at = cell_of_place.data();
    auto* const counts = counts_.data();
    auto const* const bucket_of = columns_.pay_buckets();
    auto const* const number_of = numbers.data();
    auto const* const cell_of = numbering.cell_of.data();
    for (std::size_t i = 0, end = places.size(); i < end; ++i) {
        auto const place = place_at[i];
        auto const bucket = bucket_of[place];
        if (bucket == no_short_number) continue;
        auto const cell = cell_of[key_of(place)];
        place_at[kept] = place;
        cell_at[kept] = cell;
        ++kept;
        ++counts[cell * width + number_of[bucket]];
        if (is_between_steps(bucket)) {
            between.places.push_back(place);
            between.cells.push_back(cell);
        }
    }
    places.resize(kept);
    cell_of_place.resize(kept);
    sizes.resize(cells);
    between.sizes.resize(cells);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        auto const of_cell = std::span(counts_).subspan(cell * width, width);
        sizes[cell] = std::accumulate(of_cell.begin(), of_cell.end(), std::uint32_t{0});
    }
    for (auto const cell : between.cells)
        ++between.sizes[cell];
    between_ = between.gather(std::vector<bool>(cells, true));
}

pay_quantiles counted_pay::quantiles(std::size_t cell) const {
    auto const width = buckets_.size();
    return find(std::span(counts_).subspan(cell * width, width), documents_.sizes[cell],
                between_[cell]);
}

pay_quantiles counted_pay::quantiles_of_all() const {
    auto const width = buckets_.size();
    std::vector<std::uint32_t> sums(width);
    for (std::size_t cell = 0; cell < documents_.sizes.size(); ++cell) {
        for (std::size_t i = 0; i < width; ++i)
            sums.data()[i] += counts_.data()[cell * width + i];
    }
    return find(sums, documents_.places.size(), between_.places);
}

pay_quantiles counted_pay::find(std::span<std::uint32_t const> counts, std::uint64_t n,
                                std::span<slot const> between) const {
    pay_quantiles found{};
    std::size_t at = 0;
    std::uint64_t before = 0; // values in the buckets before this one
    for (std::size_t i = 0; i < pay_percents.size(); ++i) {
        auto const rank = rank_of_quantile(n, pay_percents[i]);
        while (rank >= before + counts[at])
            before += counts[at++];
        auto const bucket = buckets_[at];
        found[i] = is_between_steps(bucket) ? value_within(columns_, between, bucket, rank - before)
                                            : pay_of_bucket(bucket);
    }
    return found;
}

} // namespace talent::market
