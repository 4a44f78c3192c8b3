// Conditions that documents must meet all of, as bitmaps. Those that the partition holds are not
// copied. Lives within one search, under its partition's `reading`.
#pragma once

#include <deque>
#include <utility>
#include <vector>

#include <roaring/roaring.hh>

#include "services/market/bitmaps.hpp"

namespace talent::market {

class conjunction {
  public:
    /// A bitmap that the partition holds.
    void add(Roaring const& held) { conditions_.push_back(&held); }
    void add(Roaring&& made) { add(std::as_const(made_.emplace_back(std::move(made)))); }

    bool empty() const { return conditions_.empty(); }

    /// The documents that meet every condition, of which there is one at least.
    Roaring intersect() const { return intersection(conditions_); }

  private:
    std::vector<Roaring const*> conditions_;
    std::deque<Roaring> made_; // whose addresses stay
};

} // namespace talent::market
