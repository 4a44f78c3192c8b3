#include "services/procurement/telling.hpp"

#include <algorithm>

#include "services/procurement/changes.hpp"

namespace talent::procurement {

void tell_bidders(journal::unit_of_work& unit, std::span<bid const> bids, std::string_view happened,
                  std::string const& reason) {
    for (auto const& each : bids) {
        auto entry = journal::draft_of(each, {.table = store::bids_table,
                                              .object_type = "bid",
                                              .happened = happened,
                                              .visible = journal::visibility::parties,
                                              .parties = {each.organisation_id},
                                              .reason = reason});
        entry.after = json::write_stored(each);
        unit.append(std::move(entry));
    }
}

void tell_of_lots_ended(journal::unit_of_work& unit, tender const& before, tender const& after) {
    auto const bids = store::list_standing_bids(unit.sql(), after.id);
    for (auto const& each : after.lots) {
        auto const* const was = find_lot(before, each.number);
        bool const ended = each.state == lot_state::unsuccessful && was != nullptr &&
                           was->state != lot_state::unsuccessful;
        if (!ended) continue;
        std::vector<bid> of_lot;
        std::ranges::copy_if(bids, std::back_inserter(of_lot),
                             [&](bid const& one) { return one.lot == each.number; });
        tell_bidders(unit, of_lot, "lot_unsuccessful");
    }
}

void tell_invited(journal::unit_of_work& unit, tender const& of) {
    for (auto const& supplier : of.invitation_list) {
        unit.append(journal::draft_of(of, {.table = store::tenders_table,
                                           .object_type = "tender",
                                           .happened = "invited",
                                           .visible = journal::visibility::parties,
                                           .parties = {supplier}}));
    }
}

} // namespace talent::procurement
