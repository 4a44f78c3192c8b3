// What the journal says of procurement's changes, and to whom: a tender is open once it is public,
// an award always, bids are closed but for what their bidder must be told. Private to procurement's
// use cases. Pure; any thread.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include "common/journal/change.hpp"
#include "services/procurement/store.hpp"

namespace talent::procurement {

/// Of one entry of the journal: its parties have 65,535 bytes. Far beyond the bidders of a lot.
inline constexpr std::size_t parties_told_max = 1'700;

/// Decisions that bidders will ask about have reasons.
inline result<void> check_reasons(std::vector<std::string> const& reasons) {
    if (!reasons.empty()) return success();
    return refuse_field("/reasons", "required", "say why, since bidders will ask");
}

inline journal::change tender_change(tender const& one, std::string_view happened) {
    return {.table = store::tenders_table,
            .object_type = "tender",
            .happened = happened,
            .visible = is_public(one) ? journal::visibility::open : journal::visibility::parties,
            .parties = {one.buyer_id},
            .region = one.region};
}

// Before the opening not even an operator may learn who bids, and one that bids itself may not
// learn the others' prices before the award: without a region nobody is shown the entry in the
// feed.
inline bool is_decided(tender const& one, std::int64_t lot_number) {
    auto const* const of = find_lot(one, lot_number);
    return of != nullptr && (of->state == lot_state::awarded || of->state == lot_state::contracted);
}

/// What becomes of a bid by others' doing: its bidder is told at once, since terms of remedies run.
inline bool is_told_to_bidder(std::string_view happened) {
    static constexpr std::string_view told[] = {
        "invalidated",        "lapsed",    "opened",  "disqualified",
        "final_offer_opened", "evaluated", "reopened"};
    return std::ranges::find(told, happened) != std::end(told);
}

inline journal::change bid_change(bid const& one, tender const& of, std::string_view happened) {
    return {.table = store::bids_table,
            .object_type = "bid",
            .happened = happened,
            .visible = is_told_to_bidder(happened) ? journal::visibility::parties
                                                   : journal::visibility::closed,
            .parties = {one.organisation_id},
            .region = is_decided(of, one.lot) ? of.region : std::string()};
}

/// Everybody reads it; whoever bid for the lot gets a notice of it (Order 87 of the Ministry of
/// Finance (2017), on what bidders that were not chosen are told): the term of a challenge runs.
inline journal::change award_change(award const& one, tender const& of,
                                    std::span<uuid const> bidders, std::string_view happened) {
    journal::change made{.table = store::awards_table,
                         .object_type = "award",
                         .happened = happened,
                         .visible = journal::visibility::open,
                         .parties = {of.buyer_id, one.supplier_id},
                         .region = of.region};
    for (auto const& each : bidders) {
        if (made.parties.size() >= parties_told_max) break;
        if (std::ranges::find(made.parties, each) == made.parties.end())
            made.parties.push_back(each);
    }
    return made;
}

} // namespace talent::procurement
