// The codes of each slot side by side, so that a search that found few documents counts their
// values without a look at whole documents or bitmaps. Owned by one partition and guarded by its
// lock.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "services/market/code_space.hpp"
#include "services/market/slot.hpp"

namespace talent::market {

class code_column {
  public:
    /// At most codes_max are kept; more are not what any field holds.
    static constexpr std::size_t codes_max = UINT8_MAX;

    void set(slot place, std::span<code_number const> codes);
    std::span<code_number const> at(slot place) const {
        auto const& one = places_[place];
        return {pool_.data() + one.begin, one.count};
    }

  private:
    struct range {
        std::uint32_t begin = 0;
        std::uint8_t count = 0;
        std::uint8_t room = 0;
    };

    void compact();

    std::vector<range> places_; // by slot
    std::vector<code_number> pool_;
    std::size_t unused_ = 0; // of the pool
};

} // namespace talent::market
