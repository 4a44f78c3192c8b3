// Conditions that documents must meet all of, as bitmaps. Those that the partition holds are not
// copied; intersected from the rarest on, so that what is left stays small. Lives within one
// search, under its partition's `reading`.
#pragma once

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

#include <roaring/roaring.hh>

namespace talent::market {

class conjunction {
  public:
    /// A bitmap that the partition holds.
    void add(Roaring const& held) { conditions_.emplace_back(held.cardinality(), &held); }
    void add(Roaring&& made) { add(std::as_const(made_.emplace_back(std::move(made)))); }

    bool empty() const { return conditions_.empty(); }

    /// The documents that meet every condition, of which there is one at least.
    Roaring intersect() {
        std::ranges::sort(conditions_, {}, [](auto const& each) { return each.first; });
        Roaring found = *conditions_.front().second;
        for (std::size_t i = 1; i < conditions_.size(); ++i)
            found &= *conditions_[i].second;
        return found;
    }

  private:
    std::vector<std::pair<std::uint64_t, Roaring const*>> conditions_;
    std::deque<Roaring> made_; // whose addresses stay
};

} // namespace talent::market
