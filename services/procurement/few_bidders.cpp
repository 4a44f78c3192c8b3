// The use cases of tenders for which too few bid: their lots come to nothing, or the buyer goes on
// with an approval, as far as the law lets it.
#include <algorithm>

#include "services/procurement/amendments.hpp"
#include "services/procurement/changes.hpp"
#include "services/procurement/lot_results.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

std::vector<bid> bids_that_count(db::session& sql, uuid const& tender_id) {
    auto found = store::list_standing_bids(sql, tender_id);
    std::erase_if(found, [](bid const& one) { return one.state != bid_state::submitted; });
    return found;
}

// Before the deadline nobody knows how many will come; after the evaluation it is settled.
result<void> check_may_proceed(tender const& one, instant now) {
    bool const waits_for_opening = one.state == tender_state::published;
    if (waits_for_opening) return check_may_be_opened(one, now);
    if (one.state == tender_state::opened) return success();
    bool const evaluates_again =
        one.state == tender_state::evaluated && std::ranges::any_of(one.lots, [](lot const& each) {
            return each.state == lot_state::reopened;
        });
    if (evaluates_again) return success();
    return refuse(error_code::wrong_state,
                  "It is decided between the deadline and the end of the evaluation.");
}

// In the round that the lot is in: one that is reopened needs another approval.
result<void> approve(lot& one, tender const& of, std::vector<std::string> const& reasons,
                     procurement_rules const& rules) {
    auto const needed = bidders_needed(of, one, rules);
    one.fewer_bidders_reasons = reasons;
    one.fewer_bidders_round = one.round;
    auto const approved = bidders_needed(of, one, rules);
    if (needed && approved && approved->amount < needed->amount) return success();
    return refuse(error_code::wrong_state,
                  "This method does not go on with fewer bidders" +
                      (needed ? " (" + needed->source + ")." : std::string(".")));
}

} // namespace

result<tender> procurement_service::proceed(unit_of_work& unit, uuid const& id,
                                            std::int64_t expected_version,
                                            fewer_bidders_approval approval) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    TRY(check_may_proceed(found, unit.now()));
    TRY(check_reasons(approval.reasons));
    if (approval.lot && find_lot(found, *approval.lot) == nullptr)
        return refuse_field("/lot", "unknown_value", "is not a lot of this tender");
    auto sparse = lots_with_few_bids(found, bids_that_count(unit.sql(), id), rules_);
    if (approval.lot)
        std::erase_if(sparse, [&](std::int64_t number) { return number != *approval.lot; });
    if (sparse.empty()) {
        return refuse(error_code::wrong_state, approval.lot ? "This lot has not too few bidders."
                                                            : "No lot has too few bidders.");
    }
    auto changed = found;
    for (auto& each : changed.lots) {
        if (std::ranges::find(sparse, each.number) != sparse.end())
            TRY(approve(each, found, approval.reasons, rules_));
    }
    TRY(journal::save(unit, found, changed, tender_change(changed, "proceeds_with_fewer")));
    return presented_to_buyer(std::move(changed), {}, unit.now());
}

result<std::vector<std::int64_t>> procurement_service::end_lots_with_few(
    tender& one, std::span<bid const> left) const {
    return end_lots_with_few_bids(one, left, rules_);
}

// At the opening: what came for such a lot is not opened (Order 87 of the Ministry of Finance
// (2017), art. 41). Whether there was such a lot.
result<bool> procurement_service::return_few_bids(unit_of_work& unit, tender& changed) const {
    auto const bids = bids_that_count(unit.sql(), changed.id);
    TRY(auto const ended, end_lots_with_few(changed, bids));
    for (auto const number : ended)
        TRY(lapse_bids_of_lot(unit, changed, *find_lot(changed, number)));
    return !ended.empty();
}

} // namespace talent::procurement
