// The codes of each slot side by side, so that a search counts the values of what it found without
// a look at whole documents. Most fields have one code, which is read without a detour. Owned by
// one partition and guarded by its lock.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "services/market/code_space.hpp"
#include "services/market/slot.hpp"

namespace talent::market {

class code_column {
  public:
    /// Sixteen bits hold every code of the vocabularies, and every value of the plain fields but
    /// organisations, of which there may be more.
    static constexpr std::uint16_t several = UINT16_MAX;
    static constexpr std::uint16_t none = UINT16_MAX - 1;

    void set(slot place, std::span<code_number const> codes);

    /// The one code of a slot, or none, or several: then it is codes().
    std::uint16_t code(slot place) const { return single_[place]; }
    /// Of a slot whose code() says several; it may be one that needs more than sixteen bits.
    std::span<code_number const> codes(slot place) const {
        auto const& one = places_[place];
        return {pool_.data() + one.begin, one.count};
    }

  private:
    struct range {
        std::uint32_t begin = 0;
        std::uint16_t count = 0;
        std::uint16_t room = 0;
    };

    void compact();

    std::vector<std::uint16_t> single_; // by slot
    std::vector<range> places_;         // by slot, as far as one has several
    std::vector<code_number> pool_;
    std::size_t unused_ = 0; // of the pool
};

} // namespace talent::market
