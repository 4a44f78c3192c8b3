// What hard criteria narrow the candidates of one match by: bitmaps that the partition holds, none
// of which is copied. Used by the criteria tables and the engine only, under the partition's
// `reading`.
#pragma once

#include <vector>

#include <roaring/roaring.hh>

#include "services/market/index/partition.hpp"
#include "services/market/matching/criteria.hpp"

namespace talent::market {

class candidate_source {
  public:
    candidate_source(partition const& of, profile const& asking, side asking_side)
        : part(of), known(asking), known_side(asking_side) {}

    partition const& part; // of the side that is sought
    profile const& known;
    side known_side;

    /// Candidates are in one of these at least; where there are none, nothing is.
    void require_any(std::vector<Roaring const*> held);
    /// Those that meet every requirement; what is not live is among them.
    Roaring intersect() const;

  private:
    struct requirement {
        std::vector<Roaring const*> any_of;
        std::uint64_t documents = 0; // at most
    };

    std::vector<requirement> requirements_;
};

} // namespace talent::market
