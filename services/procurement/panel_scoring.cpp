// The use cases of scores: bids read under pseudonyms, and each member's score.
#include <algorithm>

#include "services/procurement/lot_results.hpp"
#include "services/procurement/panel_changes.hpp"
#include "services/procurement/panel_work.hpp"
#include "services/procurement/store.hpp"

namespace talent::procurement {

using journal::unit_of_work;

std::map<uuid, std::string> labels_of(db::session& sql, uuid const& tender_id) {
    std::map<uuid, std::string> found;
    for (auto const& each : store::list_pseudonyms(sql, tender_id))
        found.emplace(each.organisation_id, each.label);
    return found;
}

std::vector<bid> bids_in_evaluation(db::session& sql, tender const& of) {
    auto found = store::list_standing_bids(sql, of.id);
    std::erase_if(found, [&](bid const& one) {
        return one.state != bid_state::submitted || !is_in_evaluation(of, one.lot);
    });
    return found;
}

std::vector<bid> of_lot(std::vector<bid> bids, std::int64_t number) {
    std::erase_if(bids, [&](bid const& one) { return one.lot != number; });
    return bids;
}

std::vector<panel_score> present_scores(db::session& sql, tender const& of,
                                        std::vector<panel_seat> const& held) {
    auto found = store::list_panel_scores(sql, of.id);
    std::erase_if(found, [&](panel_score const& one) {
        auto const* const scored = find_lot(of, one.lot);
        return scored == nullptr || scored->round != one.round ||
               std::ranges::find(held, one.seat_id, &panel_seat::id) == held.end();
    });
    return found;
}

std::size_t missing_of_lot(tender const& of, std::vector<panel_seat> const& held,
                           std::vector<bid> const& bids, std::vector<panel_score> const& scores) {
    std::vector<uuid> seats;
    std::ranges::transform(held, std::back_inserter(seats), &panel_seat::id);
    return count_missing(seats, scored_criteria(of), bids, scores);
}

result<void> check_criterion(tender const& of, std::string_view code) {
    auto const by = find_criterion(of, code);
    if (!by)
        return refuse_field("/criterion", "unknown_value", "is not a criterion of this tender");
    if (by->kind == criterion_kind::quality) return success();
    return refuse_field("/criterion", "reckoned", "the price is reckoned, not scored");
}

result<bid> find_evaluated_bid(db::session& sql, tender const& of, std::int64_t lot,
                               std::string_view label) {
    if (find_lot(of, lot) == nullptr)
        return refuse_field("/lot", "unknown_value", "is not a lot of this tender");
    if (!is_in_evaluation(of, lot)) {
        return refuse(error_code::wrong_state,
                      "Bids are scored between the opening and the evaluation.");
    }
    auto const labels = labels_of(sql, of.id);
    for (auto& each : of_lot(bids_in_evaluation(sql, of), lot)) {
        auto const known = labels.find(each.organisation_id);
        if (known != labels.end() && known->second == label) return std::move(each);
    }
    return refuse_field("/bidder", "unknown_value", "has no bid for this lot in the evaluation");
}

// Whoever scores sits on the panel, has declared interests, and is tied to no bidder; and the panel
// is as the rules want it.
result<panel_service::panel_of_tender> panel_service::panel_at_work(
    db::session& sql, security::principal const& asker, tender of) const {
    auto held = store::list_held_seats(sql, of.id);
    auto const own = std::ranges::find(held, holder_of(asker), &panel_seat::holder_id);
    if (own == held.end() && of.buyer_id != asker.organisation)
        return refuse(error_code::not_found);
    if (is_sealed(of)) return refuse(error_code::bid_sealed);
    bool const running = std::ranges::any_of(
        of.lots, [&](lot const& each) { return is_in_evaluation(of, each.number); });
    if (!running) {
        return refuse(error_code::wrong_state,
                      "Bids are scored between the opening and the evaluation.");
    }
    if (own == held.end())
        return refuse(error_code::forbidden, "Only the members of the panel score.");
    if (own->state == seat_state::seated)
        return refuse(error_code::wrong_state, "Declare your interests first.");
    auto const bids = store::list_standing_bids(sql, of.id);
    if (auto const ties = conflicts_with_bidders(*own, bids); !ties.empty()) {
        return refuse(error_code::conflict_of_interest,
                      "The member is tied to a bidder by: " +
                          std::string(json::name_of(ties.front().kind)) + ".");
    }
    TRY(check_panel(of, held));
    for (auto const& each : held) {
        if (conflicts_with_bidders(each, bids).empty()) continue;
        return refuse(error_code::panel_incomplete,
                      "A member is tied to a bidder and has to be replaced.");
    }
    auto seat = *own;
    return panel_of_tender{std::move(of), std::move(seat), std::move(held)};
}

result<std::vector<anonymous_bid>> panel_service::list_bids(db::session& sql,
                                                            security::principal const& asker,
                                                            uuid const& tender_id) const {
    auto of = store::find_tender(sql, tender_id);
    if (!of) return refuse(error_code::not_found);
    TRY(auto const panel, panel_at_work(sql, asker, *std::move(of)));
    auto const labels = labels_of(sql, tender_id);
    auto const bids = bids_in_evaluation(sql, panel.of);
    auto const scores = present_scores(sql, panel.of, panel.held);
    std::vector<anonymous_bid> found;
    for (auto const& each : bids) {
        if (!each.content) continue;
        anonymous_bid one{.lot = each.lot,
                          .bidder = labels.at(each.organisation_id),
                          .quality_response = each.content->quality_response,
                          .documents = each.content->documents};
        bool const all_scored =
            missing_of_lot(panel.of, panel.held, of_lot(bids, each.lot), scores) == 0;
        if (all_scored || !withholds_prices(panel.of.method)) one.price = each.content->price;
        found.push_back(std::move(one));
    }
    // In the order of their labels: that of their arrival would tell them apart.
    std::ranges::sort(found, {}, [](anonymous_bid const& one) {
        return std::tuple(one.lot, one.bidder.size(), one.bidder);
    });
    return found;
}

result<panel_score> panel_service::give_score(unit_of_work& unit, uuid const& tender_id,
                                              panel_score wanted) const {
    auto of = store::lock_tender(unit.sql(), tender_id);
    if (!of) return refuse(error_code::not_found);
    TRY(auto const panel, panel_at_work(unit.sql(), unit.actor(), *std::move(of)));
    TRY(check_criterion(panel.of, wanted.criterion));
    TRY(auto const scored, find_evaluated_bid(unit.sql(), panel.of, wanted.lot, wanted.bidder));
    wanted.round = find_lot(panel.of, wanted.lot)->round;
    auto const agreed = agreed_scores(unit.sql(), panel.of, panel.held,
                                      known_.divisor_of(panel.of.buyer_id), unit.now());
    if (std::ranges::any_of(agreed, [&](score const& one) {
            return one.bid_id == scored.id && one.criterion == wanted.criterion;
        }))
        return refuse(error_code::wrong_state, "The panel has its consensus on this already.");
    for (auto const& each : present_scores(unit.sql(), panel.of, panel.held)) {
        if (each.seat_id == panel.own.id && each.bid_id == scored.id &&
            each.criterion == wanted.criterion)
            return refuse(error_code::duplicate, "You have scored this already.");
    }
    wanted.id = make_uuid(unit.now());
    wanted.tender_id = tender_id;
    wanted.seat_id = panel.own.id;
    wanted.bid_id = scored.id;
    journal::create(unit, wanted, panel_score_change());
    tell_of_evaluation(unit, panel.of, panel.held);
    return wanted;
}

result<std::vector<panel_score>> panel_service::list_panel_scores(db::session& sql,
                                                                  security::principal const& asker,
                                                                  uuid const& tender_id) const {
    auto const of = store::find_tender(sql, tender_id);
    if (!of) return refuse(error_code::not_found);
    auto const held = store::list_held_seats(sql, tender_id);
    auto const own = std::ranges::find(held, holder_of(asker), &panel_seat::holder_id);
    if (own == held.end() && of->buyer_id != asker.organisation)
        return refuse(error_code::not_found);
    auto const bids = bids_in_evaluation(sql, *of);
    auto found = present_scores(sql, *of, held);
    mark_deviations(found);
    auto const all = found;
    std::erase_if(found, [&](panel_score const& one) {
        if (own != held.end() && one.seat_id == own->id) return false;
        return missing_of_lot(*of, held, of_lot(bids, one.lot), all) > 0;
    });
    for (auto& each : found) { // a deviation would tell of the others' scores
        if (missing_of_lot(*of, held, of_lot(bids, each.lot), all) > 0) each.deviates = false;
    }
    return found;
}

} // namespace talent::procurement
