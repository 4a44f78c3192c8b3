// The slots of the documents that have one term. Most terms of a large market are rare: few slots
// stand in a short list, which takes a fifth of what a bitmap takes for them, and only many in a
// bitmap. Owned by one partition and guarded by its lock.
#pragma once

#include <cstdint>
#include <span>

#include <roaring/roaring.hh>

#include "services/market/index/bitmaps.hpp"
#include "services/market/index/slot.hpp"

namespace talent::market {

class posting {
  public:
    /// More are in a bitmap: it takes less from there on in a market of a million.
    static constexpr std::uint32_t few_max = 256;

    posting() = default;
    ~posting();
    posting(posting&& other) noexcept;
    posting& operator=(posting&&) = delete;

    void add(slot at);
    /// The same for several, ascending and above all that are in it.
    void append(std::span<slot const> above);
    void remove(slot at);

    // Not by counting: of many documents that takes longer than adding one.
    bool empty() const { return is_many() ? many_->isEmpty() : count_ == 0; }
    std::uint64_t cardinality() const { return is_many() ? many_->cardinality() : count_; }

    /// Null where they are few.
    Roaring const* many() const { return is_many() ? many_ : nullptr; }
    /// Where they are few: in ascending order, good until the next change.
    std::span<slot const> few() const {
        return count_ <= 1 ? std::span(&only_, count_) : std::span<slot const>(list_, count_);
    }

    void add_to(Roaring& documents) const;
    template <class Take>
    void for_each(Take take) const {
        if (is_many()) return for_each_slot(*many_, take);
        for (auto const at : few())
            take(at);
    }

    /// Behind the posting itself, on the heap: what so many take that were only ever added.
    std::size_t bytes() const;

  private:
    static constexpr std::uint32_t many_count = UINT32_MAX;

    bool is_many() const { return count_ == many_count; }
    void add_to_list(slot at);
    void grow_list(std::uint32_t count);
    void turn_into_bitmap();

    std::uint32_t count_ = 0; // many_count: in the bitmap
    slot only_ = 0;           // where there is one
    union {
        slot* list_ = nullptr; // where there are several, by malloc
        Roaring* many_;
    };
};

} // namespace talent::market
