// Conditions that documents must meet all of. Those that the partition holds are not copied. Lives
// within one search, under its partition's `reading`.
#pragma once

#include <deque>
#include <span>
#include <utility>
#include <vector>

#include <roaring/roaring.hh>

#include "services/market/index/posting.hpp"

namespace talent::market {

class conjunction {
  public:
    /// What the partition holds.
    void add(Roaring const& held) { bitmaps_.push_back(&held); }
    void add(posting const& held);
    void add(Roaring&& made) { add(std::as_const(made_.emplace_back(std::move(made)))); }

    bool empty() const { return bitmaps_.empty() && lists_.empty(); }

    /// The documents that meet every condition, of which there is one at least.
    Roaring intersect() const;

  private:
    std::vector<Roaring const*> bitmaps_;
    std::vector<std::span<slot const>> lists_;
    std::deque<Roaring> made_; // whose addresses stay
};

} // namespace talent::market
