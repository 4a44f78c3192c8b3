// The use cases of the consensus: one member proposes it, the others confirm it or dissent.
#include <algorithm>

#include "services/procurement/lot_results.hpp"
#include "services/procurement/panel_changes.hpp"
#include "services/procurement/panel_work.hpp"
#include "services/procurement/store.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

bool is_of_present_round(tender const& of, score const& one) {
    auto const* const scored = find_lot(of, one.lot);
    return scored != nullptr && scored->round == one.round;
}

// What the panel agreed on needs no score of who took a seat later, and takes none.
void count_agreed_as_scored(std::vector<panel_score>& scores, std::vector<panel_seat> const& seats,
                            std::vector<score> const& agreed) {
    for (auto const& seat : seats) {
        for (auto const& each : agreed)
            scores.push_back(
                {.seat_id = seat.id, .bid_id = each.bid_id, .criterion = each.criterion});
    }
}

bool has_scored(std::vector<panel_score> const& scores, uuid const& seat, score const& matter) {
    return std::ranges::any_of(scores, [&](panel_score const& one) {
        return one.seat_id == seat && one.bid_id == matter.bid_id &&
               one.criterion == matter.criterion;
    });
}

// What somebody proposes anew in the same words is the proposal that stands, unless it was
// rejected.
bool is_standing_proposal(score const& earlier, score const& wanted, consensus_state state) {
    return state != consensus_state::rejected &&
           earlier.points_hundredths == wanted.points_hundredths && earlier.reason == wanted.reason;
}

// Everybody else who sits: what they said, or agreed to by silence, was on the former proposal.
void tell_of_superseding(unit_of_work& unit, std::vector<panel_seat> const& held,
                         score const& earlier, score const& wanted) {
    for (auto const& seat : held) {
        if (seat.id == wanted.recorded_by) continue;
        auto told = superseded_change(seat);
        told.reason = "Lot " + std::to_string(wanted.lot) + ", bidder " + wanted.bidder +
                      ", criterion " + wanted.criterion + ": proposal " +
                      std::to_string(earlier.version) + " is superseded by " +
                      std::to_string(wanted.version) + ", which is to be confirmed anew.";
        unit.append(journal::draft_of(seat, told));
    }
}

std::vector<member_points> points_on(score const& one, std::vector<panel_score> const& scores) {
    std::vector<member_points> found;
    for (auto const& each : scores) {
        bool const same =
            each.bid_id == one.bid_id && each.criterion == one.criterion && each.round == one.round;
        if (same) found.push_back({each.seat_id, each.points_hundredths});
    }
    return found;
}

// A seat that was given up ends with its last change.
std::vector<panel_seat> seats_held_at(db::session& sql, uuid const& tender_id, instant when) {
    auto found = store::list_seats(sql, tender_id);
    std::erase_if(found, [&](panel_seat const& one) {
        bool const given_up = one.state == seat_state::replaced && one.updated_at <= when;
        return given_up || one.created_at > when;
    });
    return found;
}

std::vector<panel_score> scores_of_held(db::session& sql, tender const& of,
                                        std::vector<panel_seat> const& held) {
    auto found = store::list_panel_scores(sql, of.id);
    std::erase_if(found, [&](panel_score const& one) {
        return std::ranges::find(held, one.seat_id, &panel_seat::id) == held.end();
    });
    return found;
}

result<void> check_position(score const& proposal, consensus_position const& wanted,
                            uuid const& own_seat,
                            std::vector<consensus_position> const& positions) {
    if (wanted.proposal != proposal.version) {
        return refuse(error_code::conflict, "Proposal " + std::to_string(wanted.proposal) +
                                                " was replaced: read the consensus again.");
    }
    if (proposal.recorded_by == own_seat)
        return refuse(error_code::duplicate, "The proposal is your own.");
    bool const spoken = std::ranges::any_of(positions, [&](consensus_position const& one) {
        return one.score_id == proposal.id && one.proposal == proposal.version &&
               one.seat_id == own_seat;
    });
    if (spoken) return refuse(error_code::duplicate, "You have said this already.");
    if (wanted.stand == consensus_stand::dissented && wanted.reason.empty())
        return refuse_field("/reason", "required", "say why: it stays on the record");
    return success();
}

} // namespace

std::vector<score> agreed_scores(db::session& sql, tender const& of,
                                 std::vector<panel_seat> const& held, std::int64_t divisor,
                                 instant now) {
    auto found = store::list_scores(sql, of.id);
    auto const positions = store::list_positions(sql, of.id);
    std::erase_if(found, [&](score const& one) {
        return !is_of_present_round(of, one) ||
               state_of(one, positions, held, consensus_term(divisor), now) !=
                   consensus_state::agreed;
    });
    return found;
}

std::vector<consensus> panel_service::shown_consensus(db::session& sql,
                                                      std::vector<score> const& proposals,
                                                      tender const& of, instant when) const {
    auto const held = seats_held_at(sql, of.id, when);
    auto const positions = store::list_positions(sql, of.id);
    auto const scores = scores_of_held(sql, of, held);
    auto const sitting = store::list_held_seats(sql, of.id);
    auto const present = present_scores(sql, of, sitting);
    auto const bids = bids_in_evaluation(sql, of);
    auto const divisor = known_.divisor_of(of.buyer_id);
    std::vector<consensus> found;
    for (auto const& each : proposals) {
        consensus one{.id = each.id,
                      .version = each.version,
                      .tender_id = each.tender_id,
                      .lot = each.lot,
                      .bidder = each.bidder,
                      .criterion = each.criterion,
                      .round = each.round,
                      .points_hundredths = each.points_hundredths,
                      .reason = each.reason,
                      .recorded_by = each.recorded_by,
                      .created_at = each.created_at,
                      .updated_at = each.updated_at};
        one.state = state_of(each, positions, held, consensus_term(divisor), when);
        one.clock = calendar::reckon(object_to_consensus, each.updated_at, calendar_, divisor);
        std::ranges::copy_if(
            positions, std::back_inserter(one.positions),
            [&](consensus_position const& said) { return said.score_id == each.id; });
        // Who has not scored yet does not learn the others' scores.
        bool const complete = missing_of_lot(of, sitting, of_lot(bids, each.lot), present) == 0;
        if (complete || !is_of_present_round(of, each)) {
            one.scores = points_on(each, scores);
            one.distance_hundredths = distance_from(each.points_hundredths, one.scores);
        }
        found.push_back(std::move(one));
    }
    return found;
}

result<consensus> panel_service::propose_consensus(unit_of_work& unit, uuid const& tender_id,
                                                   score wanted) const {
    auto of = store::lock_tender(unit.sql(), tender_id);
    if (!of) return refuse(error_code::not_found);
    TRY(auto const panel, panel_at_work(unit.sql(), unit.actor(), *std::move(of)));
    TRY(check_criterion(panel.of, wanted.criterion));
    TRY(auto const scored, find_evaluated_bid(unit.sql(), panel.of, wanted.lot, wanted.bidder));
    auto const agreed = agreed_scores(unit.sql(), panel.of, panel.held,
                                      known_.divisor_of(panel.of.buyer_id), unit.now());
    auto const missing = missing_of_open(unit.sql(), panel, panel.held, wanted.lot, agreed);
    if (missing > 0) {
        return refuse(error_code::evaluation_incomplete,
                      std::to_string(missing) + " scores of members are missing for this lot.");
    }
    wanted.round = find_lot(panel.of, wanted.lot)->round;
    wanted.tender_id = tender_id;
    wanted.bid_id = scored.id;
    wanted.recorded_by = panel.own.id;
    if (!has_scored(present_scores(unit.sql(), panel.of, panel.held), panel.own.id, wanted))
        return refuse(error_code::evaluation_incomplete, "You have not scored this yourself.");
    if (auto const earlier =
            store::find_score(unit.sql(), scored.id, wanted.criterion, wanted.round)) {
        TRY(supersede(unit, panel, *earlier, wanted));
    } else {
        wanted.id = make_uuid(unit.now());
        journal::create(unit, wanted, score_change("given"));
        tell_of_evaluation(unit, panel.of, panel.held);
    }
    return shown_consensus(unit.sql(), {wanted}, panel.of, unit.now()).front();
}

// `wanted` becomes what stands: itself, or the former where it says the same.
result<void> panel_service::supersede(unit_of_work& unit, panel_of_tender const& panel,
                                      score const& earlier, score& wanted) const {
    auto const state = state_of(earlier, store::list_positions(unit.sql(), panel.of.id), panel.held,
                                consensus_term(known_.divisor_of(panel.of.buyer_id)), unit.now());
    if (is_standing_proposal(earlier, wanted, state)) {
        wanted = earlier;
        return success();
    }
    if (earlier.version >= proposals_max)
        return refuse(error_code::conflict, "This consensus was proposed too often.");
    wanted.id = earlier.id;
    wanted.created_at = earlier.created_at;
    TRY(journal::save(unit, earlier, wanted, score_change("superseded")));
    tell_of_superseding(unit, panel.held, earlier, wanted);
    tell_of_evaluation(unit, panel.of, panel.held);
    return success();
}

// Of one lot's bids, as far as the panel has not agreed.
std::size_t panel_service::missing_of_open(db::session& sql, panel_of_tender const& panel,
                                           std::vector<panel_seat> const& seats, std::int64_t lot,
                                           std::vector<score> const& agreed) const {
    auto scores = present_scores(sql, panel.of, seats);
    count_agreed_as_scored(scores, seats, agreed);
    return missing_of_lot(panel.of, seats, of_lot(bids_in_evaluation(sql, panel.of), lot), scores);
}

result<consensus_position> panel_service::take_position(unit_of_work& unit, uuid const& tender_id,
                                                        consensus_position wanted) const {
    auto of = store::lock_tender(unit.sql(), tender_id);
    if (!of) return refuse(error_code::not_found);
    TRY(auto const panel, panel_at_work(unit.sql(), unit.actor(), *std::move(of)));
    TRY(check_criterion(panel.of, wanted.criterion));
    TRY(auto const scored, find_evaluated_bid(unit.sql(), panel.of, wanted.lot, wanted.bidder));
    auto const round = find_lot(panel.of, wanted.lot)->round;
    auto const proposal = store::find_score(unit.sql(), scored.id, wanted.criterion, round);
    if (!proposal)
        return refuse(error_code::wrong_state, "Nobody has proposed a consensus on this.");
    auto const positions = store::list_positions(unit.sql(), tender_id);
    TRY(check_position(*proposal, wanted, panel.own.id, positions));
    auto const term = consensus_term(known_.divisor_of(panel.of.buyer_id));
    if (state_of(*proposal, positions, panel.held, term, unit.now()) != consensus_state::proposed) {
        return refuse(error_code::wrong_state,
                      "The time to speak is over: propose another consensus.");
    }
    auto const agreed = agreed_scores(unit.sql(), panel.of, panel.held,
                                      known_.divisor_of(panel.of.buyer_id), unit.now());
    auto const unscored = missing_of_open(unit.sql(), panel, {panel.own}, wanted.lot, agreed);
    if (unscored > 0) {
        return refuse(error_code::evaluation_incomplete,
                      "Score before you speak: " + std::to_string(unscored) +
                          " of your own scores are missing for this lot.");
    }
    wanted.id = make_uuid(unit.now());
    wanted.tender_id = tender_id;
    wanted.score_id = proposal->id;
    wanted.seat_id = panel.own.id;
    journal::create(unit, wanted, position_change());
    tell_of_evaluation(unit, panel.of, panel.held);
    return wanted;
}

result<std::vector<consensus>> panel_service::list_consensus(db::session& sql,
                                                             security::principal const& asker,
                                                             uuid const& tender_id,
                                                             instant now) const {
    auto const of = store::find_tender(sql, tender_id);
    if (!of) return refuse(error_code::not_found);
    bool const sits =
        store::find_held_seat(sql, seat_key_of(tender_id, holder_of(asker))).has_value();
    if (of->buyer_id != asker.organisation && !sits) return refuse(error_code::not_found);
    bool const running = std::ranges::any_of(
        of->lots, [&](lot const& each) { return is_in_evaluation(*of, each.number); });
    auto const when = running ? now : of->evaluated_at.value_or(now);
    return shown_consensus(sql, store::list_scores(sql, tender_id), *of, when);
}

std::optional<calendar::deadline> panel_service::time_to_object(db::session& sql,
                                                                uuid const& seat_id,
                                                                instant now) const {
    auto const seat = store::find_seat(sql, seat_id);
    if (!seat || seat->state == seat_state::replaced) return std::nullopt;
    auto const of = store::find_tender(sql, seat->tender_id);
    if (!of) return std::nullopt;
    auto const said = store::list_positions_of_seat(sql, of->id, seat_id);
    auto const divisor = known_.divisor_of(of->buyer_id);
    std::optional<calendar::deadline> first;
    for (auto const& each : store::list_scores(sql, of->id)) {
        bool const open = is_in_evaluation(*of, each.lot) && is_of_present_round(*of, each);
        bool const spoken = std::ranges::any_of(said, [&](consensus_position const& one) {
            return one.score_id == each.id && one.proposal == each.version;
        });
        if (!open || spoken || each.recorded_by == seat_id) continue;
        auto const clock = calendar::reckon(
            object_to_consensus, std::max(each.updated_at, seat->created_at), calendar_, divisor);
        if (calendar::is_in_time(clock, now) && (!first || clock.due < first->due)) first = clock;
    }
    return first;
}

// Of each bid and criterion the last round before the report.
std::vector<consensus> panel_service::consensus_of_report(db::session& sql, tender const& of,
                                                          instant delivered) const {
    auto proposals = store::list_scores(sql, of.id);
    auto const same_matter = [](score const& one, score const& other) {
        return one.bid_id == other.bid_id && one.criterion == other.criterion;
    };
    std::erase_if(proposals, [&](score const& one) { return one.updated_at > delivered; });
    auto const all = proposals;
    std::erase_if(proposals, [&](score const& one) {
        return std::ranges::any_of(all, [&](score const& other) {
            return same_matter(one, other) && other.round > one.round;
        });
    });
    return shown_consensus(sql, proposals, of, delivered);
}

} // namespace talent::procurement
