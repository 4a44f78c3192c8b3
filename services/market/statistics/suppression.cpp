#include "services/market/statistics/suppression.hpp"

#include <algorithm>

namespace talent::market {
namespace {

// Settled without looking at the listings: so many that even the largest organisation, with all it
// has, breaks no rule.
bool is_too_large_to_fail(std::uint64_t listings, std::uint64_t largest) {
    return listings >= cell_listings_min && listings > (cell_organisations_min - 1) * largest &&
           largest * 100 <= organisation_share_percent_max * listings;
}

bool may_be_shown(organisation_tally& tally, std::span<slot const> places) {
    tally.clear();
    tally.add(places);
    return tally.may_be_shown();
}

// One choice, over documents and what was gathered of them.
class choice {
  public:
    choice(statistics_columns const& columns, parted_documents const& documents)
        : documents_(documents), tally_(columns), shown_(documents.sizes.size()) {
        auto const largest = columns.largest_organisation();
        std::vector<bool> doubtful(shown_.size());
        for (std::size_t i = 0; i < shown_.size(); ++i) {
            shown_[i] = is_too_large_to_fail(documents.sizes[i], largest);
            doubtful[i] = !shown_[i];
        }
        looked_at_ = documents.gather(doubtful);
    }

    std::vector<bool> make() {
        for (std::size_t i = 0; i < shown_.size(); ++i) {
            if (!shown_[i]) shown_[i] = may_be_shown(tally_, looked_at_[i]);
        }
        withhold_neighbours();
        return shown_;
    }

  private:
    // The smallest shown cells join those withheld until these together could be shown.
    void withhold_neighbours() {
        tally_.clear();
        bool any = false;
        std::vector<std::size_t> left;
        for (std::size_t i = 0; i < shown_.size(); ++i) {
            if (shown_[i]) {
                left.push_back(i);
            } else {
                any = any || !looked_at_[i].empty();
                tally_.add(looked_at_[i]);
            }
        }
        if (!any) return;
        std::ranges::stable_sort(left, {}, [&](std::size_t i) { return documents_.sizes[i]; });
        for (auto const next : left) {
            if (tally_.may_be_shown()) return;
            shown_[next] = false;
            add_to_withheld(next);
        }
    }

    void add_to_withheld(std::size_t cell) {
        if (!looked_at_[cell].empty()) return tally_.add(looked_at_[cell]);
        std::vector<bool> wanted(shown_.size());
        wanted[cell] = true;
        tally_.add(documents_.gather(wanted).places);
    }

    parted_documents const& documents_;
    organisation_tally tally_;
    gathered_cells looked_at_; // the cells that are not shown for their size alone
    std::vector<bool> shown_;
};

} // namespace

organisation_tally::organisation_tally(statistics_columns const& columns)
    : columns_(columns), counts_(columns.organisation_count()) {}

void organisation_tally::add(std::span<slot const> places) {
    auto const* const organisation_of = columns_.organisations();
    for (auto const place : places) {
        auto const organisation = organisation_of[place];
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
    if (is_too_large_to_fail(places.size(), columns.largest_organisation())) return true;
    organisation_tally tally(columns);
    return may_be_shown(tally, places);
}

std::vector<bool> choose_shown(statistics_columns const& columns,
                               parted_documents const& documents) {
    return choice(columns, documents).make();
}

} // namespace talent::market
