// The work on bitmaps that searches do most. The library that holds the bitmaps is built for any
// processor of the family and so counts bits by arithmetic, and it makes a new bitmap at each step;
// here several bitmaps are intersected chunk by chunk of 65,536 slots, in the processor's nearest
// memory, with its instruction for counting where it has one. Pure functions; the bitmaps must not
// change meanwhile.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <roaring/roaring.hh>

#include "services/market/index/slot.hpp"

namespace talent::market {

/// What is in all of the first, of which there is one at least, and in none of the others.
Roaring intersection(std::span<Roaring const* const> all_of,
                     std::span<Roaring const* const> none_of = {});

/// How many are in both.
std::uint64_t count_common(Roaring const& one, Roaring const& other);

/// The slots of a bitmap in ascending order, some thousands at a time, so that they stay in the
/// processor's nearest memory.
class slot_batches {
  public:
    explicit slot_batches(Roaring const& of) : of_(of) {}

    /// Empty behind the last; good until the next call.
    std::span<slot const> next();

  private:
    static constexpr std::size_t batch_size = 4'096; // no less than what 64 words may have

    Roaring const& of_;
    int chunk_ = 0;
    std::uint32_t at_ = 0; // in the chunk: of its words, values or stretches
    std::array<slot, batch_size> batch_;
};

template <class Take>
void for_each_slot(Roaring const& of, Take take) {
    slot_batches batches(of);
    for (auto batch = batches.next(); !batch.empty(); batch = batches.next()) {
        for (auto const place : batch)
            take(place);
    }
}

/// Makes a bitmap of slots that come in ascending order.
class ascending_bitmap {
  public:
    void add(slot place) {
        if (place >> chunk_bits != chunk_) {
            close_chunk();
            chunk_ = place >> chunk_bits;
        }
        auto const low = place % (1U << chunk_bits);
        words_.data()[low / 64] |= std::uint64_t{1} << low % 64; // not checked at each slot
        is_empty_ = false;
    }
    Roaring take();

  private:
    static constexpr unsigned chunk_bits = 16;
    static constexpr std::size_t chunk_words = 1'024;

    void close_chunk();

    Roaring made_;
    std::uint32_t chunk_ = 0;
    bool is_empty_ = true; // the chunk
    std::array<std::uint64_t, chunk_words> words_{};
};

/// Those for which `keep` is true.
template <class Keep>
Roaring kept_of(Roaring const& documents, Keep keep) {
    ascending_bitmap made;
    for_each_slot(documents, [&](slot place) {
        if (keep(place)) made.add(place);
    });
    return made.take();
}

} // namespace talent::market
