// The use cases of awards: the choice of a winner for a lot, its end where the winner does not
// stay, and its conclusion with a contract.
#include <algorithm>

#include "services/exclusions/service.hpp"
#include "services/identity/service.hpp"
#include "services/procurement/changes.hpp"
#include "services/procurement/frameworks.hpp"
#include "services/procurement/lot_results.hpp"
#include "services/procurement/service.hpp"
#include "services/procurement/telling.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

// The ranked bids of a lot that are still in the race, the best first.
std::vector<bid> list_candidates(db::session& sql, uuid const& tender_id, std::int64_t lot) {
    std::vector<uuid> out;
    for (auto const& each : store::list_awards(sql, tender_id)) {
        if (takes_winner_out(each)) out.push_back(each.bid_id);
    }
    std::vector<bid> found;
    for (auto& each : store::list_standing_bids(sql, tender_id)) {
        bool const racing = each.state == bid_state::submitted && each.rank_in_lot &&
                            each.lot == lot && std::ranges::find(out, each.id) == out.end();
        if (racing) found.push_back(std::move(each));
    }
    std::ranges::sort(found, {}, &bid::rank_in_lot);
    return found;
}

// Another than the best that is left may be chosen, for reasons; a price that nobody has explained
// may not.
result<void> check_choice(bid const& chosen, bid const& best,
                          std::vector<std::string> const& reasons) {
    if (chosen.id != best.id && reasons.empty())
        return refuse_field("/reasons", "required", "say why not the first-ranked bid");
    if (chosen.abnormally_low && chosen.justification.empty()) {
        return refuse(error_code::evaluation_incomplete,
                      "The bid is abnormally low and its bidder has not justified it.");
    }
    return success();
}

struct award_of_tender {
    award one;
    tender of;
};

// The tender's row is locked before the award is read again.
result<award_of_tender> lock_award(unit_of_work& unit, uuid const& award_id,
                                   std::int64_t expected_version) {
    auto const seen = store::find_award(unit.sql(), award_id);
    if (!seen) return refuse(error_code::not_found);
    auto of = store::lock_tender(unit.sql(), seen->tender_id);
    auto one = store::find_award(unit.sql(), award_id);
    if (!of || !one) return refuse(error_code::not_found);
    auto const& actor = unit.actor().organisation;
    if (actor != of->buyer_id && actor != one->supplier_id) return refuse(error_code::not_found);
    TRY(journal::check_version(one->version, expected_version));
    return award_of_tender{*std::move(one), *std::move(of)};
}

// An award is the buyer's to conclude and to let fall; the supplier's to decline.
result<award_of_tender> lock_award_as(unit_of_work& unit, uuid const& award_id,
                                      std::int64_t expected_version, procurement_party who) {
    TRY(auto found, lock_award(unit, award_id, expected_version));
    auto const& wanted =
        who == procurement_party::buyer ? found.of.buyer_id : found.one.supplier_id;
    if (unit.actor().organisation != wanted) return refuse(error_code::not_found);
    if (found.one.state != award_state::standing)
        return refuse(error_code::wrong_state, "The award does not stand any more.");
    return found;
}

// A general contractor's mini-tender ends in a work package, whose money goes to the books of the
// contract above it; an office's never does.
result<void> check_concluded_for(identity::directory const& known, tender const& of,
                                 conclusion_kind kind) {
    auto const buyer = known.find_organisation(of.buyer_id);
    bool const contractor = buyer && buyer->kind == identity::organisation_kind::operator_group;
    if (contractor == (kind == conclusion_kind::work_package)) return success();
    return refuse(error_code::wrong_state,
                  contractor ? "The award is a general contractor's: source a work package by it."
                             : "The award is not a general contractor's.");
}

std::string_view happened_to(tender const& before, tender const& after,
                             std::string_view to_the_lot) {
    if (after.state == before.state) return to_the_lot;
    if (after.state == tender_state::evaluated) return "reopened";
    return json::name_of(after.state);
}

// With their scores away, the bids of a lot have no rank until it is evaluated again.
result<void> forget_ranks(unit_of_work& unit, tender const& of, std::int64_t lot) {
    for (auto const& each : store::list_standing_bids(unit.sql(), of.id)) {
        if (each.lot != lot || !each.rank_in_lot) continue;
        auto changed = each;
        changed.score_lines.clear();
        changed.total_hundredths.reset();
        changed.rank_in_lot.reset();
        changed.abnormally_low = false;
        TRY(journal::save(unit, each, changed, bid_change(changed, of, "reopened")));
    }
    return success();
}

} // namespace

std::string standing_key_of(uuid const& tender_id, std::int64_t lot) {
    return to_string(tender_id) + "/" + std::to_string(lot);
}

result<tender> procurement_service::keep_lots(unit_of_work& unit, tender const& found,
                                              tender changed, std::string_view to_the_lot) const {
    TRY(follow_lots(changed));
    TRY(journal::save(unit, found, changed,
                      tender_change(changed, happened_to(found, changed, to_the_lot))));
    tell_of_lots_ended(unit, found, changed);
    auto awards = store::list_awards(unit.sql(), found.id);
    if (unit.actor().organisation == found.buyer_id)
        return presented_to_buyer(std::move(changed), std::move(awards), unit.now());
    return presented(std::move(changed), std::move(awards), unit.now());
}

// As when the bid arrived: verified, with the licences that the tender asks for, of this day.
result<void> procurement_service::check_still_eligible(unit_of_work& unit, tender const& of,
                                                       uuid const& bidder_id) const {
    auto const bidder = known_.find_organisation(bidder_id);
    if (!bidder || bidder->status != identity::organisation_status::verified) {
        return refuse(error_code::organisation_not_verified,
                      "The bidder is not verified any more.");
    }
    TRY(exclusions::check_not_excluded(unit.sql(), bidder_id, of.region, unit.now()));
    return check_eligibility(of.eligibility, *bidder, known_.qualifications_of(bidder_id),
                             calendar::day_of(unit.now()));
}

std::vector<standing> procurement_service::standings_of(db::session& sql, uuid const& tender_id,
                                                        std::int64_t lot) const {
    std::vector<standing> found;
    for (auto const& each : store::list_standing_bids(sql, tender_id)) {
        if (each.lot != lot || !each.rank_in_lot) continue;
        auto const bidder = known_.find_organisation(each.organisation_id);
        found.push_back({*each.rank_in_lot, bidder ? bidder->name : std::string(),
                         each.total_hundredths.value_or(0)});
    }
    std::ranges::sort(found, {}, &standing::rank);
    return found;
}

result<award> procurement_service::make_award(unit_of_work& unit, tender const& of,
                                              bid const& winner,
                                              std::vector<std::string> reasons) const {
    TRY(check_still_eligible(unit, of, winner.organisation_id));
    award made{
        .id = make_uuid(unit.now()),
        .tender_id = of.id,
        .lot = winner.lot,
        .bid_id = winner.id,
        .supplier_id = winner.organisation_id,
        .supplier_name = known_.find_organisation(winner.organisation_id)->name,
        .price = winner.content->price,
        .reasons = std::move(reasons),
        .standings = standings_of(unit.sql(), of.id, winner.lot),
        .standstill = standstill_of(of, unit.now(), calendar_, known_.divisor_of(of.buyer_id)),
        .standing_key = standing_key_of(of.id, winner.lot)};
    made.standstill_until = made.standstill.due;
    if (made.reasons.empty()) made.reasons = {"ranked first by the published criteria"};
    journal::create(
        unit, made,
        award_change(made, of, store::bidders_of_lot(unit.sql(), of.id, made.lot), "made"));
    return made;
}

result<tender> procurement_service::choose_winner(unit_of_work& unit, uuid const& id,
                                                  std::int64_t expected_version,
                                                  award_decision decision) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    if (found.state != tender_state::evaluated)
        return refuse(error_code::wrong_state,
                      "The tender is " + std::string(json::name_of(found.state)) + ".");
    if (!found.report_received_at) {
        return refuse(error_code::evaluation_incomplete,
                      "The panel has not delivered the evaluation's report to the buyer.");
    }
    auto const chosen = store::find_bid(unit.sql(), decision.bid_id);
    if (!chosen || chosen->tender_id != id || !chosen->rank_in_lot)
        return refuse_field("/bid_id", "unknown_value", "is not an evaluated bid for this tender");
    TRY(check_not_suspended(found, chosen->lot, unit.now()));
    auto changed = found;
    TRY(step_lot(changed, chosen->lot, lot_command::award, procurement_party::buyer));
    auto const candidates = list_candidates(unit.sql(), id, chosen->lot);
    if (std::ranges::find(candidates, chosen->id, &bid::id) == candidates.end())
        return refuse_field("/bid_id", "out_of_the_race", "this bid's award has fallen already");
    TRY(check_choice(*chosen, candidates.front(), decision.reasons));
    TRY(check_call_off_award(unit, found, chosen->content->price));
    TRY(make_award(unit, found, *chosen, std::move(decision.reasons)));
    changed.awarded_at = unit.now();
    return keep_lots(unit, found, std::move(changed), "lot_awarded");
}

result<tender> procurement_service::declare_unsuccessful(unit_of_work& unit, uuid const& id,
                                                         std::int64_t expected_version,
                                                         unsuccessful_declaration declared) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    TRY(next_state(found.state, tender_command::declare_unsuccessful, procurement_party::buyer));
    TRY(check_reasons(declared.reasons));
    if (declared.lot && find_lot(found, *declared.lot) == nullptr)
        return refuse_field("/lot", "unknown_value", "is not a lot of this tender");
    auto changed = found;
    bool any = false;
    for (auto const& each : found.lots) {
        bool const open = each.state == lot_state::undecided || each.state == lot_state::reopened;
        if (declared.lot ? each.number != *declared.lot : !open) continue;
        TRY(step_lot(changed, each.number, lot_command::declare_unsuccessful,
                     procurement_party::buyer, declared.reasons));
        any = true;
    }
    if (!any) return refuse(error_code::wrong_state, "Every lot is decided.");
    if (state_by_lots(changed) == tender_state::unsuccessful)
        changed.state_reasons = std::move(declared.reasons);
    return keep_lots(unit, found, std::move(changed), "lot_unsuccessful");
}

result<tender> procurement_service::end_award(unit_of_work& unit, tender const& found,
                                              award const& standing, award_end end) const {
    auto fallen = standing;
    fallen.state = end.state;
    fallen.state_reasons = end.reasons;
    fallen.followed_by = end.followed_by;
    fallen.ended_at = unit.now();
    fallen.standing_key.reset();
    TRY(journal::save(
        unit, standing, fallen,
        award_change(fallen, found, store::bidders_of_lot(unit.sql(), found.id, fallen.lot),
                     json::name_of(end.state))));
    auto changed = found;
    if (end.followed_by == after_set_aside::evaluate_again) {
        TRY(step_lot(changed, standing.lot, lot_command::reopen, end.who, std::move(end.reasons)));
        TRY(forget_ranks(unit, found, standing.lot));
        return keep_lots(unit, found, std::move(changed), "lot_reopened");
    }
    TRY(step_lot(changed, standing.lot, lot_command::release, end.who, std::move(end.reasons)));
    if (!list_candidates(unit.sql(), found.id, standing.lot).empty())
        return keep_lots(unit, found, std::move(changed), "lot_released");
    TRY(step_lot(changed, standing.lot, lot_command::declare_unsuccessful, procurement_party::buyer,
                 {"no ranked bid is left"}));
    return keep_lots(unit, found, std::move(changed), "lot_unsuccessful");
}

result<award> procurement_service::decline_award(unit_of_work& unit, uuid const& award_id,
                                                 std::int64_t expected_version,
                                                 std::vector<std::string> reasons) const {
    TRY(auto const found,
        lock_award_as(unit, award_id, expected_version, procurement_party::bidder));
    TRY(check_reasons(reasons));
    TRY(end_award(unit, found.of, found.one,
                  {award_state::declined, procurement_party::bidder, std::move(reasons)}));
    return read_award(unit.sql(), unit.actor(), award_id);
}

// A buyer does not rid itself of a winner at will: the winner must not be able to sign, or must
// have let the time for it pass (Government Procurement Law art. 46; Implementing Regulation art.
// 49).
result<award> procurement_service::fail_award(unit_of_work& unit, uuid const& award_id,
                                              std::int64_t expected_version,
                                              std::vector<std::string> reasons) const {
    TRY(auto const found,
        lock_award_as(unit, award_id, expected_version, procurement_party::buyer));
    TRY(check_reasons(reasons));
    auto const signing = calendar::reckon(calendar::clocks::sign_contract, found.one.created_at,
                                          calendar_, known_.divisor_of(found.of.buyer_id));
    bool const eligible = check_still_eligible(unit, found.of, found.one.supplier_id).has_value();
    if (eligible && is_in_time(signing, unit.now())) {
        return refuse(error_code::wrong_state, "The winner is still eligible, and has until " +
                                                   format_instant(signing.due) + " to sign.");
    }
    TRY(end_award(unit, found.of, found.one,
                  {award_state::failed, procurement_party::buyer, std::move(reasons)}));
    return read_award(unit.sql(), unit.actor(), award_id);
}

result<tender> procurement_service::set_aside(unit_of_work& unit, uuid const& tender_id,
                                              std::int64_t lot, std::vector<std::string> reasons,
                                              after_set_aside then) const {
    auto const found = store::lock_tender(unit.sql(), tender_id);
    if (!found) return refuse(error_code::not_found);
    TRY(check_reasons(reasons));
    for (auto const& each : store::list_awards(unit.sql(), tender_id)) {
        if (each.lot != lot || each.state != award_state::standing) continue;
        return end_award(
            unit, *found, each,
            {award_state::set_aside, procurement_party::reviewer, std::move(reasons), then});
    }
    return refuse(error_code::wrong_state, "No award of this lot stands.");
}

// A cancelled tender has no standing award; one that has a contract is not cancelled any more.
result<void> procurement_service::end_awards_of_cancelled(
    unit_of_work& unit, tender const& of, std::vector<std::string> const& reasons) const {
    if (std::ranges::find(of.lots, lot_state::contracted, &lot::state) != of.lots.end())
        return refuse(error_code::wrong_state, "A lot of the tender is contracted.");
    for (auto const& each : store::list_awards(unit.sql(), of.id)) {
        if (each.state != award_state::standing) continue;
        auto fallen = each;
        fallen.state = award_state::set_aside;
        fallen.state_reasons = reasons;
        fallen.ended_at = unit.now();
        fallen.standing_key.reset();
        TRY(journal::save(
            unit, each, fallen,
            award_change(fallen, of, store::bidders_of_lot(unit.sql(), of.id, fallen.lot),
                         "set_aside")));
    }
    return success();
}

result<award> procurement_service::read_award(db::session& sql, security::principal const& asker,
                                              uuid const& id) const {
    auto found = store::find_award(sql, id);
    auto const of = found ? store::find_tender(sql, found->tender_id) : std::nullopt;
    if (!of || (of->buyer_id != asker.organisation && !known_.may_see(asker, of->buyer_id)))
        return refuse(error_code::not_found);
    found->clocks = clocks_of(*of, *found, calendar_, known_.divisor_of(of->buyer_id));
    return *std::move(found);
}

result<procurement_service::conclusion> procurement_service::conclude(unit_of_work& unit,
                                                                      uuid const& award_id,
                                                                      std::int64_t expected_version,
                                                                      conclusion_kind kind) const {
    TRY(auto found, lock_award_as(unit, award_id, expected_version, procurement_party::buyer));
    TRY(check_concluded_by(found.of, kind));
    TRY(check_concluded_for(known_, found.of, kind));
    if (found.of.state != tender_state::evaluated && found.of.state != tender_state::awarded)
        return refuse(error_code::wrong_state,
                      "The tender is " + std::string(json::name_of(found.of.state)) + ".");
    auto changed = found.of;
    TRY(step_lot(changed, found.one.lot, lot_command::contract, procurement_party::buyer));
    TRY(check_not_suspended(found.of, found.one.lot, unit.now()));
    auto const standstill =
        standstill_of(found.of, found.one, calendar_, known_.divisor_of(found.of.buyer_id));
    if (is_in_time(standstill, unit.now())) {
        return refuse(error_code::standstill_running,
                      "Until " + format_instant(standstill.due) + ".");
    }
    TRY(auto concluded, keep_lots(unit, found.of, std::move(changed), "lot_contracted"));
    return conclusion{std::move(concluded), std::move(found.one)};
}

} // namespace talent::procurement
