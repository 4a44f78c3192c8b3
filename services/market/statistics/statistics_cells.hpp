// Documents parted into the cells of a statistic: each is in exactly one.
//
// Pure; any thread; under the partition's `reading`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "services/market/statistics/statistics_filter.hpp"

namespace talent::market {

/// Which cell the documents with a key are in. Keys are what a column holds: a code's number,
/// years, a day.
struct cell_numbering {
    std::vector<short_number> cell_of; // by key
    std::vector<std::string> values;   // by cell; "" for all, and where a document states none
};

/// The cells of a grouping in the vocabulary's order, or rising. A level of a vocabulary puts each
/// code under the entry above it, or itself, that stands there; an entry that stands higher is a
/// cell of its own. Only keys that pass the filter are in a cell of theirs.
cell_numbering number_cells(partition const& part, statistics_grouping grouping, int level,
                            statistics_filter const& filter);

/// Calls with a function from slot to key, as number_cells() numbers the keys of this grouping.
template <class Call>
void with_key(statistics_columns const& columns, statistics_grouping grouping, Call call) {
    switch (grouping) {
        case statistics_grouping::none:
            return call([](slot) { return 0; });
        case statistics_grouping::region:
            return call([keys = columns.regions()](slot place) { return keys[place]; });
        case statistics_grouping::occupation:
            return call([keys = columns.occupations()](slot place) { return keys[place]; });
        case statistics_grouping::experience:
            return call([keys = columns.experiences()](slot place) { return keys[place]; });
        case statistics_grouping::month:
            return call([keys = columns.published_days()](slot place) { return keys[place]; });
    }
}

/// The documents of some cells, each cell's side by side.
struct gathered_cells {
    std::vector<slot> places;
    std::vector<std::size_t> beginning; // of each cell, and one past the last

    std::span<slot const> operator[](std::size_t cell) const {
        return std::span(places).subspan(beginning[cell], beginning[cell + 1] - beginning[cell]);
    }
};

struct parted_documents {
    std::vector<slot> places;
    std::vector<short_number> cells;  // of each place
    std::vector<std::uint32_t> sizes; // by cell

    /// The wanted cells; the others are empty.
    gathered_cells gather(std::vector<bool> const& wanted) const;
};

} // namespace talent::market
