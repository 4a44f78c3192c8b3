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

} // namespace

result<tender> procurement_service::proceed(unit_of_work& unit, uuid const& id,
                                            std::int64_t expected_version,
                                            std::vector<std::string> reasons) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    TRY(check_may_proceed(found, unit.now()));
    TRY(check_reasons(reasons));
    auto const needed = bidders_needed(found, rules_);
    auto changed = found;
    changed.fewer_bidders_reasons = std::move(reasons);
    auto const approved = bidders_needed(changed, rules_);
    if (!needed || !approved || approved->amount >= needed->amount) {
        return refuse(error_code::wrong_state,
                      "This method does not go on with fewer bidders" +
                          (needed ? " (" + needed->source + ")." : std::string(".")));
    }
    auto const bids = bids_that_count(unit.sql(), id);
    if (lots_with_few_bids(found, bids, needed->amount).empty())
        return refuse(error_code::wrong_state, "No lot has too few bidders.");
    TRY(journal::save(unit, found, changed, tender_change(changed, "proceeds_with_fewer")));
    return presented_to_buyer(std::move(changed), {}, unit.now());
}

result<std::vector<std::int64_t>> procurement_service::end_lots_with_few(
    tender& one, std::span<bid const> left) const {
    auto const rule = bidders_needed(one, rules_);
    if (!rule) return std::vector<std::int64_t>{};
    return end_lots_with_few_bids(one, left, *rule);
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
