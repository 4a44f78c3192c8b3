// The use cases from the scores to the award.
#include <algorithm>

#include "services/exclusions/service.hpp"
#include "services/procurement/changes.hpp"
#include "services/procurement/evaluation.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

std::vector<bid> in_the_race(std::vector<bid> const& all, std::int64_t lot) {
    std::vector<bid> found;
    std::ranges::copy_if(all, std::back_inserter(found), [&](bid const& one) {
        return one.state == bid_state::submitted && one.lot == lot;
    });
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

// Another than the best may be chosen, for reasons; a price nobody has explained may not.
result<void> check_choice(bid const& chosen, std::vector<std::string> const& reasons) {
    if (chosen.rank_in_lot != 1 && reasons.empty()) {
        return refuse_field("/reasons", "required", "say why not the first-ranked bid");
    }
    if (chosen.abnormally_low && chosen.justification.empty()) {
        return refuse(error_code::evaluation_incomplete,
                      "The bid is abnormally low and its bidder has not justified it.");
    }
    return success();
}

} // namespace

result<score> procurement_service::score_bid(unit_of_work& unit, uuid const& tender_id,
                                             score wanted) const {
    auto const of = store::lock_tender(unit.sql(), tender_id);
    if (!of || of->buyer_id != unit.actor().organisation) return refuse(error_code::not_found);
    if (of->state != tender_state::opened) {
        return refuse(error_code::wrong_state,
                      "Bids are scored between the opening and the evaluation.");
    }
    TRY(check_criterion(*of, wanted));
    TRY(find_scored_bid(unit.sql(), *of, wanted));
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
    auto const all = store::list_standing_bids(unit.sql(), id);
    auto const scores = store::list_scores(unit.sql(), id);
    bool any = false;
    for (auto const& each_lot : found.lots) {
        auto bids = in_the_race(all, each_lot.number);
        TRY(procurement::evaluate(bids, leaves_of(found.criteria), scores));
        for (auto& each : bids) {
            TRY(journal::save(unit, same_bid(all, each.id), each,
                              bid_change(each, found, "evaluated")));
            any = true;
        }
    }
    if (!any) return refuse(error_code::evaluation_incomplete, "No bid is left to evaluate.");
    auto changed = found;
    changed.evaluated_at = unit.now();
    return decide(unit, found, std::move(changed), tender_command::evaluate, "evaluated");
}

result<award> procurement_service::make_award(unit_of_work& unit, tender const& of,
                                              bid const& winner,
                                              std::vector<std::string> reasons) const {
    auto const supplier = known_.find_organisation(winner.organisation_id);
    if (!supplier || supplier->status != identity::organisation_status::verified) {
        return refuse(error_code::organisation_not_verified,
                      "The bidder is not verified any more.");
    }
    TRY(exclusions::check_not_excluded(unit.sql(), winner.organisation_id, of.region, unit.now()));
    award made{
        .id = make_uuid(unit.now()),
        .tender_id = of.id,
        .lot = winner.lot,
        .bid_id = winner.id,
        .supplier_id = winner.organisation_id,
        .supplier_name = supplier->name,
        .price = winner.content->price,
        .reasons = std::move(reasons),
        .standstill = standstill_of(of, unit.now(), calendar_, known_.divisor_of(of.buyer_id))};
    made.standstill_until = made.standstill.due;
    if (made.reasons.empty()) made.reasons = {"ranked first by the published criteria"};
    journal::create(unit, made, award_change(made, of));
    return made;
}

result<tender> procurement_service::choose_winner(unit_of_work& unit, uuid const& id,
                                                  std::int64_t expected_version,
                                                  award_decision decision) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    TRY(next_state(found.state, tender_command::award, procurement_party::buyer));
    TRY(check_not_suspended(found, unit.now()));
    auto const chosen = store::find_bid(unit.sql(), decision.bid_id);
    if (!chosen || chosen->tender_id != id || !chosen->rank_in_lot) {
        return refuse_field("/bid_id", "unknown_value", "is not an evaluated bid for this tender");
    }
    TRY(check_choice(*chosen, decision.reasons));
    TRY(make_award(unit, found, *chosen, std::move(decision.reasons)));
    auto changed = found;
    changed.awarded_at = unit.now();
    return decide(unit, found, std::move(changed), tender_command::award, "awarded");
}

result<procurement_service::conclusion> procurement_service::conclude(
    unit_of_work& unit, uuid const& id, std::int64_t expected_version) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    TRY(next_state(found.state, tender_command::contract, procurement_party::buyer));
    TRY(check_not_suspended(found, unit.now()));
    auto const notice = store::find_award(unit.sql(), id);
    if (!notice) return refuse(error_code::wrong_state, "There is no award.");
    auto const standstill =
        standstill_of(found, *notice, calendar_, known_.divisor_of(found.buyer_id));
    if (is_in_time(standstill, unit.now())) {
        return refuse(error_code::standstill_running,
                      "Until " + format_instant(standstill.due) + ".");
    }
    TRY(auto concluded, decide(unit, found, found, tender_command::contract, "contracted"));
    return conclusion{std::move(concluded), *notice};
}

} // namespace talent::procurement
