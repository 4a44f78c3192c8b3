// What the journal says of panels, scores and corrections. Who sits on a panel is between the buyer
// and the members; scores are nobody's before the result, which the bids and the notice carry.
// Private to procurement's use cases. Pure; any thread.
#pragma once

#include <string_view>

#include "common/journal/change.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/procurement/panel_store.hpp"

namespace talent::procurement {

inline journal::change seat_change(panel_seat const& one, tender const& of,
                                   std::string_view happened) {
    return {.table = store::seats_table,
            .object_type = "panel_seat",
            .happened = happened,
            .visible = journal::visibility::parties,
            .parties = {of.buyer_id, one.organisation_id}};
}

// Without a region nobody is shown these in the feed: the chain has them.
inline journal::change pseudonym_change() {
    return {.table = store::pseudonyms_table,
            .object_type = "bidder_pseudonym",
            .happened = "given",
            .visible = journal::visibility::closed};
}
inline journal::change panel_score_change() {
    return {.table = store::panel_scores_table,
            .object_type = "panel_score",
            .happened = "given",
            .visible = journal::visibility::closed};
}
inline journal::change score_change(std::string_view happened) {
    return {.table = store::scores_table,
            .object_type = "score",
            .happened = happened,
            .visible = journal::visibility::closed};
}
// To who holds the seat; what was proposed is read where the panel reads it.
inline journal::change superseded_change(panel_seat const& one) {
    return {.table = store::seats_table,
            .object_type = "panel_seat",
            .happened = "consensus_superseded",
            .visible = journal::visibility::parties,
            .parties = {one.organisation_id}};
}
inline journal::change position_change() {
    return {.table = store::positions_table,
            .object_type = "consensus_position",
            .happened = "given",
            .visible = journal::visibility::closed};
}

/// That something changed at this evaluation, without what: to the buyer's clerks and to the people
/// who sit, each by the id that holds the seat, so that their colleagues learn nothing by it.
/// Nobody else, the region's overseers neither: an operator may bid itself.
inline void tell_of_evaluation(journal::unit_of_work& unit, tender const& of,
                               std::vector<panel_seat> const& held) {
    journal::change told{.table = {},
                         .object_type = "evaluation",
                         .happened = "changed",
                         .visible = journal::visibility::parties,
                         .parties = {of.buyer_id}};
    for (auto const& seat : held)
        told.parties.push_back(seat.holder_id);
    unit.append(journal::draft_of(of, told));
}

// The buyer's, and who oversees the region's; bidders read their own results.
inline journal::change report_change(tender const& of) {
    return {.table = store::reports_table,
            .object_type = "evaluation_report",
            .happened = "delivered",
            .visible = journal::visibility::parties,
            .parties = {of.buyer_id},
            .region = of.region};
}

inline journal::change correction_change(correction const& one, std::string_view happened) {
    return {.table = store::corrections_table,
            .object_type = "bid_correction",
            .happened = happened,
            .visible = journal::visibility::parties,
            .parties = {one.organisation_id}};
}

} // namespace talent::procurement
