// The use cases from the scores to the ranking.
#include <algorithm>

#include "services/procurement/changes.hpp"
#include "services/procurement/evaluation.hpp"
#include "services/procurement/lot_results.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

constexpr char const* scored_when = "Bids are scored between the opening and the evaluation.";

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

bid const& same_bid(std::vector<bid> const& all, uuid const& id) {
    return *std::ranges::find(all, id, &bid::id);
}

result<void> check_criterion(tender const& of, score const& wanted) {
    auto const by = find_criterion(of, wanted.criterion);
    if (!by)
        return refuse_field("/criterion", "unknown_value", "is not a criterion of this tender");
    if (by->kind == criterion_kind::quality) return success();
    return refuse_field("/criterion", "reckoned", "the price is reckoned, not scored");
}

result<bid> find_scored_bid(db::session& sql, tender const& of, score const& wanted) {
    auto found = store::find_bid(sql, wanted.bid_id);
    if (!found || found->tender_id != of.id || !is_standing(*found)) {
        return refuse_field("/bid_id", "unknown_value", "is not a bid for this tender");
    }
    if (found->state != bid_state::submitted)
        return refuse(error_code::wrong_state, "The bid is disqualified.");
    return *std::move(found);
}

} // namespace

result<score> procurement_service::score_bid(unit_of_work& unit, uuid const& tender_id,
                                             score wanted) const {
    auto const of = store::lock_tender(unit.sql(), tender_id);
    if (!of || of->buyer_id != unit.actor().organisation) return refuse(error_code::not_found);
    if (of->state != tender_state::opened && of->state != tender_state::evaluated)
        return refuse(error_code::wrong_state, scored_when);
    TRY(check_criterion(*of, wanted));
    TRY(auto const scored, find_scored_bid(unit.sql(), *of, wanted));
    if (!is_in_evaluation(*of, scored.lot)) return refuse(error_code::wrong_state, scored_when);
    auto const& actor = unit.actor();
    wanted.tender_id = tender_id;
    wanted.scored_by = actor.member.is_nil() ? actor.credential : actor.member;
    if (auto const earlier = store::find_score(unit.sql(), wanted.bid_id, wanted.criterion)) {
        wanted.id = earlier->id;
        wanted.created_at = earlier->created_at;
        TRY(journal::save(unit, *earlier, wanted, score_change(*of, "changed")));
        return wanted;
    }
    wanted.id = make_uuid(unit.now());
    journal::create(unit, wanted, score_change(*of, "given"));
    return wanted;
}

result<std::vector<score>> procurement_service::list_scores(db::session& sql,
                                                            security::principal const& asker,
                                                            uuid const& tender_id) const {
    auto const of = store::find_tender(sql, tender_id);
    if (!of || of->buyer_id != asker.organisation) return refuse(error_code::not_found);
    return store::list_scores(sql, tender_id);
}

result<tender> procurement_service::evaluate(unit_of_work& unit, uuid const& id,
                                             std::int64_t expected_version) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    TRY(next_state(found.state, tender_command::evaluate, procurement_party::buyer));
    auto const racing = in_the_race(found, store::list_standing_bids(unit.sql(), id));
    if (racing.empty())
        return refuse(error_code::evaluation_incomplete, "No bid is left to evaluate.");
    auto const scores = store::list_scores(unit.sql(), id);
    auto changed = found;
    TRY(end_lots_without_bids(changed, racing));
    for (auto const& each : found.lots) {
        auto bids = of_lot(racing, each.number);
        if (bids.empty()) continue;
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
    return decide(unit, found, std::move(changed), tender_command::evaluate, "evaluated");
}

} // namespace talent::procurement
