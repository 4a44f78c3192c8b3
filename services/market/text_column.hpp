// A short text of each slot, one behind the other. Owned by one partition and guarded by its lock.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/market/slot.hpp"

namespace talent::market {

class text_column {
  public:
    void set(slot place, std::string_view text) {
        if (place >= places_.size()) places_.resize(place + 1);
        auto& one = places_[place];
        if (text.size() > one.room) {
            unused_ += one.room;
            one = {static_cast<std::uint32_t>(pool_.size()), 0,
                   static_cast<std::uint32_t>(text.size())};
            pool_.append(text);
        } else {
            text.copy(pool_.data() + one.begin, text.size());
        }
        one.bytes = static_cast<std::uint32_t>(text.size());
        if (pool_.size() > pool_kept && unused_ > pool_.size() / 2) compact();
    }
    /// Good until the next set().
    std::string_view at(slot place) const {
        return std::string_view(pool_).substr(places_[place].begin, places_[place].bytes);
    }

  private:
    static constexpr std::size_t pool_kept = 65'536; // a smaller one is not worth compacting

    struct range {
        std::uint32_t begin = 0;
        std::uint32_t bytes = 0;
        std::uint32_t room = 0;
    };

    void compact() {
        std::string pool;
        pool.reserve(pool_.size() - unused_);
        for (auto& one : places_) {
            auto const text = std::string_view(pool_).substr(one.begin, one.bytes);
            one = {static_cast<std::uint32_t>(pool.size()), one.bytes, one.bytes};
            pool.append(text);
        }
        pool_ = std::move(pool);
        unused_ = 0;
    }

    std::vector<range> places_; // by slot
    std::string pool_;
    std::size_t unused_ = 0; // of the pool
};

} // namespace talent::market
