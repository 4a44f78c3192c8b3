// The codes of each slot side by side, so that a search counts the values of what it found without
// a look at whole documents. Most fields have one code, which is read without a detour. Owned by
// one partition and guarded by its lock.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "services/market/code_space.hpp"
#include "services/market/slot_pool.hpp"

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
    std::span<code_number const> codes(slot place) const { return lists_.at(place); }

    std::size_t bytes() const { return single_.size() * sizeof single_[0] + lists_.bytes(); }

  private:
    std::vector<std::uint16_t> single_; // by slot
    slot_pool<code_number> lists_;      // of the slots that have several
};

} // namespace talent::market
