#include "services/procurement/duties.hpp"

#include <algorithm>
#include <tuple>

#include "services/procurement/duty_store.hpp"
#include "services/procurement/final_offer.hpp"
#include "services/procurement/key_store.hpp"
#include "services/procurement/lot_results.hpp"
#include "services/procurement/panel_store.hpp"
#include "services/procurement/panel_work.hpp"
#include "services/procurement/store.hpp"

namespace talent::procurement {
namespace {

duty duty_in(tender const& of, duty_kind kind) {
    return {.kind = kind,
            .tender_id = of.id,
            .number = of.number,
            .title = of.title,
            .buyer_id = of.buyer_id};
}

/// How far the panel of one tender has come.
struct panel_state {
    tender const& of;
    panel_seat const& own;
    std::vector<panel_seat> held;
    std::vector<bid> bids;
    std::vector<panel_score> given;
    std::vector<score> proposals; // of the lots' present rounds
    std::vector<consensus_position> positions;
    std::chrono::milliseconds term;
    instant now;

    consensus_state state_of(score const& one) const {
        return procurement::state_of(one, positions, held, term, now);
    }
    score const* proposal_on(bid const& one, criterion const& by) const {
        auto const found = std::ranges::find_if(proposals, [&](score const& each) {
            return each.bid_id == one.id && each.criterion == by.code;
        });
        return found == proposals.end() ? nullptr : &*found;
    }
    bool is_agreed(bid const& one, criterion const& by) const {
        auto const* const proposed = proposal_on(one, by);
        return proposed != nullptr && state_of(*proposed) == consensus_state::agreed;
    }
    bool has_scored(uuid const& seat, bid const& one, criterion const& by) const {
        return std::ranges::any_of(given, [&](panel_score const& each) {
            return each.seat_id == seat && each.bid_id == one.id && each.criterion == by.code;
        });
    }
    bool awaits_own_position(score const& proposed) const {
        bool const spoken = std::ranges::any_of(positions, [&](consensus_position const& each) {
            return each.score_id == proposed.id && each.proposal == proposed.version &&
                   each.seat_id == own.id;
        });
        return !spoken && proposed.recorded_by != own.id;
    }
};

panel_state read_state(db::session& sql, tender const& of, panel_seat const& own,
                       std::chrono::milliseconds term, instant now) {
    panel_state made{.of = of,
                     .own = own,
                     .held = store::list_held_seats(sql, of.id),
                     .bids = bids_in_evaluation(sql, of),
                     .given = {},
                     .proposals = store::list_scores(sql, of.id),
                     .positions = store::list_positions(sql, of.id),
                     .term = term,
                     .now = now};
    made.given = present_scores(sql, of, made.held);
    std::erase_if(made.proposals, [&](score const& one) {
        auto const* const scored = find_lot(of, one.lot);
        return scored == nullptr || scored->round != one.round;
    });
    return made;
}

/// Every member has scored what the panel has not agreed on yet.
bool is_scored(panel_state const& at, std::vector<bid> const& of_lot) {
    auto const criteria = scored_criteria(at.of);
    return std::ranges::all_of(of_lot, [&](bid const& one) {
        return std::ranges::all_of(criteria, [&](criterion const& by) {
            return at.is_agreed(one, by) ||
                   std::ranges::all_of(at.held, [&](panel_seat const& seat) {
                       return at.has_scored(seat.id, one, by);
                   });
        });
    });
}

/// How much of one lot is left to do.
struct work_left {
    std::int64_t scores = 0;
    std::int64_t proposals = 0;
    std::int64_t positions = 0;
    std::optional<instant> due = {};
};

work_left left_of_lot(panel_state const& at, std::vector<bid> const& bids) {
    work_left left;
    bool const scored = is_scored(at, bids);
    for (auto const& one : bids) {
        for (auto const& by : scored_criteria(at.of)) {
            if (at.is_agreed(one, by)) continue;
            if (!at.has_scored(at.own.id, one, by)) ++left.scores;
            auto const* const proposed = at.proposal_on(one, by);
            bool const open =
                proposed != nullptr && at.state_of(*proposed) == consensus_state::proposed;
            if (scored && !open) ++left.proposals;
            if (!open || !at.awaits_own_position(*proposed)) continue;
            ++left.positions;
            auto const due = proposed->updated_at + at.term;
            left.due = std::min(left.due.value_or(due), due);
        }
    }
    // Who has not scored does not speak.
    if (left.scores > 0) left.positions = 0;
    return left;
}

void add_scoring(panel_state const& at, std::vector<duty>& to) {
    auto scores = duty_in(at.of, duty_kind::score_bids);
    auto proposals = duty_in(at.of, duty_kind::propose_consensus);
    auto positions = duty_in(at.of, duty_kind::confirm_consensus);
    scores.remaining = proposals.remaining = positions.remaining = 0;
    for (auto const& lot : at.of.lots) {
        auto const left = left_of_lot(at, of_lot(at.bids, lot.number));
        scores.remaining += left.scores;
        proposals.remaining += left.proposals;
        positions.remaining += left.positions;
        if (left.positions == 0) continue;
        positions.due = std::min(positions.due.value_or(*left.due), *left.due);
    }
    for (auto* each : {&scores, &proposals, &positions}) {
        each->seat_id = at.own.id;
        if (each->remaining > 0) to.push_back(std::move(*each));
    }
}

void add_of_officer(db::session& sql, tender const& of, uuid const& holder, std::vector<duty>& to) {
    auto const key = store::find_tender_key(sql, of.id);
    bool const last_offers = awaits_final_offers(of);
    if (!key || !(last_offers || of.state == tender_state::published)) return;
    auto const own = std::ranges::find(key->officers, holder, &officer::holder_id);
    if (own == key->officers.end() || own->released_at) return;
    auto one = duty_in(of, duty_kind::release_share);
    one.since = last_offers ? of.final_offers_until : of.deadline_at;
    to.push_back(std::move(one));
}

} // namespace

bool duty_service::may_score(std::vector<panel_seat> const& held, tender const& of,
                             std::vector<bid> const& bids) const {
    if (!check_panel(of, held).has_value()) return false;
    return std::ranges::none_of(held, [&](panel_seat const& seat) {
        auto const holders = known_.find_organisation(seat.organisation_id);
        return std::ranges::any_of(bids, [&](bid const& one) {
            auto const bidder = known_.find_organisation(one.organisation_id);
            return bidder &&
                   !conflicts_of_seat(seat, holders ? &*holders : nullptr, *bidder).empty();
        });
    });
}

void duty_service::add_of_seat(db::session& sql, panel_seat const& own, instant now,
                               std::vector<duty>& to) const {
    auto const of = store::find_tender(sql, own.tender_id);
    if (!of) return;
    bool const running = std::ranges::any_of(
        of->lots, [&](lot const& each) { return is_in_evaluation(*of, each.number); });
    if (own.state == seat_state::seated) {
        auto one = duty_in(*of, duty_kind::declare_interests);
        one.seat_id = own.id;
        if (running || of->state == tender_state::published) to.push_back(std::move(one));
        return;
    }
    if (running) {
        auto const at =
            read_state(sql, *of, own, consensus_term(known_.divisor_of(of->buyer_id)), now);
        if (may_score(at.held, *of, store::list_standing_bids(sql, of->id))) add_scoring(at, to);
        return;
    }
    if (of->state != tender_state::evaluated || of->report_received_at) return;
    auto one = duty_in(*of, duty_kind::deliver_report);
    one.seat_id = own.id;
    to.push_back(std::move(one));
}

std::vector<duty> duty_service::list(db::session& sql, security::principal const& asker,
                                     instant now) const {
    std::vector<duty> found;
    auto const holder = holder_of(asker);
    for (auto const& seat : store::seats_at_work(sql, holder, duties_of_a_kind_max))
        add_of_seat(sql, seat, now, found);
    auto const officer = officer_identity(asker);
    for (auto const& id : store::tenders_to_open(sql, officer, duties_of_a_kind_max)) {
        if (auto const of = store::find_tender(sql, id)) add_of_officer(sql, *of, officer, found);
    }
    std::ranges::sort(found, {}, [&](duty const& one) {
        auto const since = one.since.value_or(instant{});
        return std::tuple(std::max(since, now), one.due.value_or(instant::max()), one.tender_id,
                          one.kind);
    });
    return found;
}

} // namespace talent::procurement
