// A short list of values for each slot, all of them one behind the other. Owned by one partition
// and guarded by its lock.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "services/market/index/slot.hpp"

namespace talent::market {

template <class Value>
class slot_pool {
  public:
    void set(slot place, std::span<Value const> values) {
        if (place >= places_.size()) places_.resize(place + 1);
        auto& one = places_[place];
        auto const count = static_cast<std::uint32_t>(values.size());
        if (count > one.room) {
            unused_ += one.room;
            one = {static_cast<std::uint32_t>(pool_.size()), count, count};
            pool_.insert(pool_.end(), values.begin(), values.end());
        } else {
            one.count = count;
            std::ranges::copy(values, pool_.begin() + one.begin);
        }
        if (pool_.size() > pool_kept && unused_ > pool_.size() / 2) compact();
    }

    /// Of a slot that was set. Good until the next set().
    std::span<Value const> at(slot place) const {
        return {pool_.data() + places_[place].begin, places_[place].count};
    }

    std::size_t bytes() const {
        return places_.size() * sizeof(range) + pool_.size() * sizeof(Value);
    }

  private:
    static constexpr std::size_t pool_kept = 4'096; // a smaller one is not worth compacting

    struct range {
        std::uint32_t begin = 0;
        std::uint32_t count = 0;
        std::uint32_t room = 0;
    };

    void compact() {
        std::vector<Value> pool;
        pool.reserve(pool_.size() - unused_);
        for (auto& one : places_) {
            auto const from = pool_.begin() + one.begin;
            one = {static_cast<std::uint32_t>(pool.size()), one.count, one.count};
            pool.insert(pool.end(), from, from + one.count);
        }
        pool_ = std::move(pool);
        unused_ = 0;
    }

    std::vector<range> places_; // by slot
    std::vector<Value> pool_;
    std::size_t unused_ = 0; // of the pool
};

} // namespace talent::market
