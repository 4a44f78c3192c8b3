// Which cells of a published statistic are shown. A cell is withheld where it has too few listings
// to mean anything, or where it would tell one organisation's figures; and further cells with it
// where the total less the cells shown would tell what was withheld.
//
// What is guaranteed: within one answer, no cell that fails the rule is shown, and neither is the
// sum of all that are withheld such a cell. What is not: two answers with filters that overlap may
// be compared, and a cell that is withheld only for its neighbour's sake may be asked for alone.
// The listings themselves are public: the rule keeps a figure from passing for a market where it is
// one employer's, it keeps no secret.
//
// Pure; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "services/market/statistics/statistics_cells.hpp"

namespace talent::market {

/// With fewer, the tenth percentile is the lowest listing itself.
inline constexpr std::uint64_t cell_listings_min = 10;
/// With two, either reckons the other's part by taking off its own.
inline constexpr std::uint64_t cell_organisations_min = 3;
/// Of a cell's listings, that one organisation may have.
inline constexpr std::uint64_t organisation_share_percent_max = 50;

/// How many listings a growing set has, of how many organisations, and how many the largest has.
class organisation_tally {
  public:
    explicit organisation_tally(statistics_columns const& columns);

    void add(std::span<slot const> places);
    void clear();
    bool may_be_shown() const;

  private:
    statistics_columns const& columns_;
    std::vector<std::uint32_t> counts_;  // by organisation
    std::vector<std::uint32_t> touched_; // organisations with a count
    std::uint64_t listings_ = 0;
    std::uint64_t largest_ = 0;
};

/// For each cell, whether it is shown beside the total of all. An empty cell is neither shown nor
/// withheld: there is nothing to show.
std::vector<bool> choose_shown(statistics_columns const& columns,
                               parted_documents const& documents);
/// Whether a set of listings is shown by itself.
bool may_be_shown(statistics_columns const& columns, std::span<slot const> places);

} // namespace talent::market
