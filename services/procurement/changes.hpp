// What the journal says of procurement's changes, and to whom: a tender is open once it is public,
// an award always, bids are closed. Private to procurement's use cases. Pure; any
// thread.
#pragma once

#include <string_view>

#include "common/journal/change.hpp"
#include "services/procurement/store.hpp"

namespace talent::procurement {

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

inline journal::change bid_change(bid const& one, tender const& of, std::string_view happened) {
    return {.table = store::bids_table,
            .object_type = "bid",
            .happened = happened,
            .visible = journal::visibility::closed,
            .parties = {one.organisation_id},
            .region = is_decided(of, one.lot) ? of.region : std::string()};
}

inline journal::change award_change(award const& one, tender const& of, std::string_view happened) {
    return {.table = store::awards_table,
            .object_type = "award",
            .happened = happened,
            .visible = journal::visibility::open,
            .parties = {of.buyer_id, one.supplier_id},
            .region = of.region};
}

} // namespace talent::procurement
