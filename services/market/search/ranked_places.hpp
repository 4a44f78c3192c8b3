// The first documents of an order, chosen from many without sorting them. Lives within one search
// or match, under its partition's `reading`.
#pragma once

#include <optional>
#include <vector>

#include <roaring/roaring.hh>

#include "services/market/index/partition.hpp"
#include "services/market/search/ranking.hpp"

namespace talent::market {

/// In ascending order.
std::vector<slot> slots_of(Roaring const& documents);

class ranked_places {
  public:
    struct place {
        rank_key key;
        slot at = 0;
    };

    /// The first `wanted`, of those behind `after` where it is given; `after` outlives this.
    ranked_places(partition const& part, std::size_t wanted, rank_key const* after = nullptr)
        : part_(part), wanted_(wanted), after_(after) {}

    void offer(std::int64_t value, slot at);

    bool full() const { return kept_.size() == wanted_; }
    /// What is worth less than this is not kept. Values are not negative.
    std::int64_t least() const { return full() && wanted_ > 0 ? kept_.front().key.value : 0; }

    /// In order.
    std::vector<place> take();

  private:
    partition const& part_;
    std::size_t wanted_;
    rank_key const* after_;
    std::vector<place> kept_; // a heap with the last of them on top
};

} // namespace talent::market
