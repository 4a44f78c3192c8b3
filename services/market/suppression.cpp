#include "services/market/suppression.hpp"

#include <algorithm>

namespace talent::market {
namespace {

// Settled without looking at the listings: so many that even the largest organisation, with all it
// has, breaks no rule.
bool is_too_large_to_fail(std::uint64_t listings, std::uint64_t largest) {
    return listings >= cell_listings_min && listings > (cell_organisations_min - 1) * largest &&
           largest * 100 <= organisation_share_percent_max * listings;
}

bool may_be_shown(organisation_tally& tally, std::uint64_t largest, std::span<slot const> places) {
    if (places.size() < cell_listings_min) return false;
    if (is_too_large_to_fail(places.size(), largest)) return true;
    tally.clear();
    tally.add(places);
    return tally.may_be_shown();
}

// The smallest shown cells join those withheld until these together could be shown.
void withhold_neighbours(statistics_columns const& columns,
                         std::span<std::span<slot const> const> cells, std::vector<bool>& shown) {
    organisation_tally withheld(columns);
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (shown[i]) {
            left.push_back(i);
        } else {
            withheld.add(cells[i]);
        }
    }
    if (left.size() == cells.size()) return;
    std::ranges::stable_sort(left, {}, [&](std::size_t i) { return cells[i].size(); });
    for (auto const next : left) {
        if (withheld.may_be_shown()) return;
        shown[next] = false;
        withheld.add(cells[next]);
    }
}

} // namespace

organisation_tally::organisation_tally(statistics_columns const& columns)
    : columns_(columns), counts_(columns.organisation_count()) {}

void organisation_tally::add(std::span<slot const> places) {
    for (auto const place : places) {
        auto const organisation = columns_.organisation(place);
        auto const count = ++counts_[organisation];
        if (count == 1) touched_.push_back(organisation);
        largest_ = std::max<std::uint64_t>(largest_, count);
    }
    listings_ += places.size();
}

void organisation_tally::clear() {
    for (auto const organisation : touched_)
        counts_[organisation] = 0;
    touched_.clear();
    listings_ = 0;
    largest_ = 0;
}

bool organisation_tally::may_be_shown() const {
    return listings_ >= cell_listings_min && touched_.size() >= cell_organisations_min &&
           largest_ * 100 <= organisation_share_percent_max * listings_;
}

bool may_be_shown(statistics_columns const& columns, std::span<slot const> places) {
    organisation_tally tally(columns);
    return may_be_shown(tally, columns.largest_organisation(), places);
}

std::vector<bool> choose_shown(statistics_columns const& columns,
                               std::span<std::span<slot const> const> cells) {
    organisation_tally tally(columns);
    auto const largest = columns.largest_organisation();
    std::vector<bool> shown;
    shown.reserve(cells.size());
    for (auto const& places : cells)
        shown.push_back(may_be_shown(tally, largest, places));
    withhold_neighbours(columns, cells, shown);
    return shown;
}

} // namespace talent::market
