#include "services/market/code_column.hpp"

#include <algorithm>

namespace talent::market {
namespace {

constexpr std::size_t pool_kept = 4'096; // a smaller one is not worth compacting

} // namespace

void code_column::set(slot place, std::span<code_number const> codes) {
    if (place >= single_.size()) single_.resize(place + 1, none);
    if (codes.empty()) {
        single_[place] = none;
        return;
    }
    if (codes.size() == 1 && codes.front() < none) {
        single_[place] = static_cast<std::uint16_t>(codes.front());
        return;
    }
    single_[place] = several;
    if (place >= places_.size()) places_.resize(place + 1);
    auto& one = places_[place];
    if (codes.size() > one.room) {
        unused_ += one.room;
        one.begin = static_cast<std::uint32_t>(pool_.size());
        one.room = static_cast<std::uint16_t>(codes.size());
        pool_.resize(pool_.size() + codes.size());
    }
    std::ranges::copy(codes, pool_.begin() + one.begin);
    one.count = static_cast<std::uint16_t>(codes.size());
    if (pool_.size() > pool_kept && unused_ > pool_.size() / 2) compact();
}

void code_column::compact() {
    std::vector<code_number> pool;
    pool.reserve(pool_.size() - unused_);
    for (auto& one : places_) {
        auto const begin = static_cast<std::uint32_t>(pool.size());
        pool.insert(pool.end(), pool_.begin() + one.begin, pool_.begin() + one.begin + one.count);
        one = {begin, one.count, one.count};
    }
    pool_ = std::move(pool);
    unused_ = 0;
}

} // namespace talent::market
