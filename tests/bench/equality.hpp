// Whether searches and matches answer alike while listings change and while none does: one index
// holds still, another, filled alike, has a writer that replaces listings all the time. What is
// replaced has ended, has words that no query has, and is as many before as after, so that it
// belongs in no answer and moves no weight; but it takes and gives up the same slots and bitmaps as
// any other. Main thread.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tests/bench/market_documents.hpp"

namespace talent::bench {

struct equality_wanted {
    std::uint64_t seed = 1;
    std::size_t listings = 0; // half of them demands, half supplies; a tenth as many are replaced
    std::size_t searches = 0;
    std::size_t matches = 0;
};

struct equality_found {
    std::size_t answers = 0; // compared, pages of searches and matches
    std::size_t entries = 0; // listings in them
    std::size_t unequal = 0; // answers
    std::size_t written = 0; // listings replaced meanwhile
};

/// Prints the first answers that are not equal.
equality_found compare_under_writes(market_documents const& from, equality_wanted const& wanted);

} // namespace talent::bench
