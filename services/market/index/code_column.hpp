// The codes of each slot side by side, so that a search counts the values of what it found without
// a look at whole documents. Most fields have one code, which is read without a detour. Owned by
// one partition and guarded by its lock.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "services/market/index/bitmaps.hpp"
#include "services/market/index/code_space.hpp"
#include "services/market/index/slot_pool.hpp"

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

    /// Adds to `counts`, by code, how many of the documents have it as their only one, and calls
    /// with each that has several.
    template <class Several>
    void count(Roaring const& documents, std::vector<std::uint64_t>& counts,
               Several several_at) const;

    std::size_t bytes() const { return single_.size() * sizeof single_[0] + lists_.bytes(); }

  private:
    std::vector<std::uint16_t> single_; // by slot
    slot_pool<code_number> lists_;      // of the slots that have several
};

template <class Several>
void code_column::count(Roaring const& documents, std::vector<std::uint64_t>& counts,
                        Several several_at) const {
    // Neighbours often have the same code: with two tables the one count need not wait for the
    // other. As plain pointers, since a checked look-up doubles what it takes.
    std::array<std::vector<std::uint32_t>, 2> tables;
    for (auto& each : tables)
        each.resize(counts.size());
    std::array<std::uint32_t*, 2> const into{tables[0].data(), tables[1].data()};
    auto const* const codes = single_.data();
    slot_batches batches(documents);
    for (auto batch = batches.next(); !batch.empty(); batch = batches.next()) {
        auto const* const places = batch.data();
        for (std::size_t i = 0; i < batch.size(); ++i) {
            auto const one = codes[places[i]];
            if (one < none) [[likely]]
                ++(i % 2 == 0 ? into[0] : into[1])[one];
            else if (one == several)
                several_at(places[i]);
        }
    }
    for (std::size_t code = 0; code < counts.size(); ++code)
        counts[code] += std::uint64_t{tables[0][code]} + tables[1][code];
}

} // namespace talent::market
