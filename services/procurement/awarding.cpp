// The use case of the evaluation: from the consensus to the ranking.
#include <algorithm>

#include "services/procurement/changes.hpp"
#include "services/procurement/evaluation.hpp"
#include "services/procurement/final_offer.hpp"
#include "services/procurement/lot_results.hpp"
#include "services/procurement/panel_service.hpp"
#include "services/procurement/panel_store.hpp"
#include "services/procurement/service.hpp"
#include "services/procurement/telling.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

// The bids that an evaluation is about.
std::vector<bid> in_the_race(tender const& of, std::vector<bid> const& all) {
    std::vector<bid> found;
    std::ranges::copy_if(all, std::back_inserter(found), [&](bid const& one) {
        return one.state == bid_state::submitted && is_in_evaluation(of, one.lot);
    });
    return found;
}

std::vector<bid> of_lot(std::vector<bid> const& all, std::int64_t lot) {
    std::vector<bid> found;
    std::ranges::copy_if(all, std::back_inserter(found),
                         [&](bid const& one) { return one.lot == lot; });
    return found;
}

result<void> check_corrections(unit_of_work& unit, tender const& of,
                               std::vector<bid> const& racing) {
    for (auto const& each : store::list_corrections(unit.sql(), of.id)) {
        bool const matters = std::ranges::find(racing, each.bid_id, &bid::id) != racing.end();
        if (!matters || !is_awaited(each, unit.now())) continue;
        return refuse(error_code::evaluation_incomplete,
                      "Bidder " + each.bidder + " may correct a defect of form until " +
                          format_instant(each.clock.due) + ".");
    }
    return success();
}

bid const& same_bid(std::vector<bid> const& all, uuid const& id) {
    return *std::ranges::find(all, id, &bid::id);
}

} // namespace

result<tender> procurement_service::evaluate(unit_of_work& unit, uuid const& id,
                                             std::int64_t expected_version) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    TRY(next_state(found.state, tender_command::evaluate, procurement_party::buyer));
    auto const racing = in_the_race(found, store::list_standing_bids(unit.sql(), id));
    if (racing.empty())
        return refuse(error_code::evaluation_incomplete, "No bid is left to evaluate.");
    TRY(check_final_offers_settled(found));
    auto const held = store::list_held_seats(unit.sql(), id);
    TRY(check_panel(found, held));
    TRY(check_corrections(unit, found, racing));
    auto const scores =
        agreed_scores(unit.sql(), found, held, known_.divisor_of(found.buyer_id), unit.now());
    auto changed = found;
    TRY(end_lots_without_bids(changed, racing));
    TRY(auto const too_few, end_lots_with_few(changed, racing));
    bool const nothing_to_evaluate = std::ranges::none_of(changed.lots, [](lot const& one) {
        return one.state == lot_state::undecided || one.state == lot_state::reopened;
    });
    if (nothing_to_evaluate) {
        if (state_by_lots(changed) == tender_state::unsuccessful)
            changed.state_reasons = {"too few bids are left"};
        return keep_lots(unit, found, std::move(changed), "lot_unsuccessful");
    }
    for (auto const& each : found.lots) {
        auto bids = of_lot(racing, each.number);
        if (bids.empty() || std::ranges::find(too_few, each.number) != too_few.end()) continue;
        TRY(procurement::evaluate(bids, leaves_of(found.criteria), scores));
        for (auto& one : bids) {
            TRY(journal::save(unit, same_bid(racing, one.id), one,
                              bid_change(one, found, "evaluated")));
        }
        if (each.state == lot_state::reopened) {
            TRY(step_lot(changed, each.number, lot_command::evaluate, procurement_party::buyer));
        }
    }
    changed.evaluated_at = unit.now();
    changed.report_received_at.reset();
    tell_of_lots_ended(unit, found, changed);
    return decide(unit, found, std::move(changed), tender_command::evaluate, "evaluated");
}

} // namespace talent::procurement
