// The shrinking set of candidates of one match, with what hard criteria narrow it by. Used by the
// criteria tables and the engine only, under the partition's `reading`.
#pragma once

#include <roaring/roaring.hh>

#include "services/market/criteria.hpp"
#include "services/market/partition.hpp"

namespace talent::market {

struct candidate_source {
    partition const& part; // of the side that is sought
    profile const& known;
    side known_side;
    Roaring documents;
};

struct points_class {
    int points_max = 0;
    Roaring documents;
};

} // namespace talent::market
