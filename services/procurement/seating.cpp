// The use cases of a panel's seats: seating, declarations of interest, replacement; and the
// pseudonyms that bidders are given at the opening.
#include <algorithm>
#include <random>

#include "services/procurement/lot_results.hpp"
#include "services/procurement/panel_changes.hpp"
#include "services/procurement/panel_service.hpp"
#include "services/procurement/store.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

// A panel is seated while there is, or will be, something to evaluate.
result<void> check_panel_may_change(tender const& of) {
    if (of.state == tender_state::published || of.state == tender_state::opened) return success();
    bool const again =
        std::ranges::find(of.lots, lot_state::reopened, &lot::state) != of.lots.end();
    if (of.state == tender_state::evaluated && again) return success();
    return refuse(error_code::wrong_state,
                  "A panel is seated between the publication and the evaluation.");
}

struct seat_of_tender {
    panel_seat one;
    tender of;
};

// The tender's row is locked before the seat is read again.
result<seat_of_tender> lock_seat(unit_of_work& unit, uuid const& seat_id) {
    auto const seen = store::find_seat(unit.sql(), seat_id);
    if (!seen) return refuse(error_code::not_found);
    auto of = store::lock_tender(unit.sql(), seen->tender_id);
    auto one = store::find_seat(unit.sql(), seat_id);
    if (!of || !one) return refuse(error_code::not_found);
    return seat_of_tender{*std::move(one), *std::move(of)};
}

} // namespace

uuid holder_of(security::principal const& who) {
    return who.member.is_nil() ? who.credential : who.member;
}

bool is_kept_anonymous_to(db::session& sql, security::principal const& asker, tender const& of) {
    bool const running = std::ranges::any_of(
        of.lots, [&](lot const& each) { return is_in_evaluation(of, each.number); });
    return running && store::find_held_seat(sql, seat_key_of(of.id, holder_of(asker))).has_value();
}

void give_pseudonyms(unit_of_work& unit, tender const& of, std::vector<bid> const& bids) {
    std::vector<uuid> bidders;
    for (auto const& each : bids) {
        if (std::ranges::find(bidders, each.organisation_id) == bidders.end())
            bidders.push_back(each.organisation_id);
    }
    std::random_device chance;
    std::ranges::shuffle(bidders, chance);
    for (std::size_t place = 0; place < bidders.size(); ++place) {
        bidder_pseudonym made{.id = make_uuid(unit.now()),
                              .tender_id = of.id,
                              .organisation_id = bidders[place],
                              .label = pseudonym_label(place)};
        journal::create(unit, made, pseudonym_change());
    }
}

std::vector<conflict> panel_service::conflicts_with_bidders(panel_seat const& seat,
                                                            std::vector<bid> const& bids) const {
    std::vector<conflict> found;
    std::vector<uuid> seen;
    auto const holders = known_.find_organisation(seat.organisation_id);
    for (auto const& each : bids) {
        if (std::ranges::find(seen, each.organisation_id) != seen.end()) continue;
        seen.push_back(each.organisation_id);
        auto const bidder = known_.find_organisation(each.organisation_id);
        if (!bidder) continue;
        std::ranges::copy(conflicts_of_seat(seat, holders ? &*holders : nullptr, *bidder),
                          std::back_inserter(found));
    }
    return found;
}

panel_seat panel_service::shown(db::session& sql, panel_seat one, tender const& of) const {
    if (!is_sealed(of))
        one.conflicts = conflicts_with_bidders(one, store::list_standing_bids(sql, of.id));
    return one;
}

result<panel_seat> panel_service::new_seat(db::session& sql, tender const& of, uuid const& holder,
                                           instant now) const {
    TRY(check_panel_may_change(of));
    auto const organisation = known_.organisation_of_holder(holder);
    if (!organisation || known_.is_test(*organisation) != known_.is_test(of.buyer_id))
        return refuse_field("/holder_id", "unknown_value", "is no active member and no live key");
    auto const key = seat_key_of(of.id, holder);
    if (store::find_held_seat(sql, key))
        return refuse(error_code::duplicate, "This person sits on the panel already.");
    if (store::list_held_seats(sql, of.id).size() >= panel_seats_max)
        return refuse(error_code::conflict, "The panel has as many seats as it can have.");
    panel_seat made{
        .id = make_uuid(now),
        .tender_id = of.id,
        .holder_id = holder,
        .organisation_id = *organisation,
        .kind = *organisation == of.buyer_id ? seat_kind::buyer_member : seat_kind::expert,
        .live_key = key};
    if (is_sealed(of)) return made;
    auto const ties = conflicts_with_bidders(made, store::list_standing_bids(sql, of.id));
    if (ties.empty()) return made;
    return refuse(error_code::conflict_of_interest,
                  "The member's organisation shares with a bidder: " +
                      std::string(json::name_of(ties.front().kind)) + ".");
}

result<panel_seat> panel_service::seat(unit_of_work& unit, uuid const& tender_id,
                                       seating wanted) const {
    auto const of = store::lock_tender(unit.sql(), tender_id);
    if (!of || of->buyer_id != unit.actor().organisation) return refuse(error_code::not_found);
    TRY(auto made, new_seat(unit.sql(), *of, wanted.holder_id, unit.now()));
    journal::create(unit, made, seat_change(made, *of, "seated"));
    return shown(unit.sql(), std::move(made), *of);
}

result<panel_seat> panel_service::declare(unit_of_work& unit, uuid const& seat_id,
                                          std::int64_t expected_version,
                                          interest_declaration declared) const {
    TRY(auto const found, lock_seat(unit, seat_id));
    bool const holds = found.one.holder_id == holder_of(unit.actor());
    if (!holds && found.of.buyer_id != unit.actor().organisation)
        return refuse(error_code::not_found);
    TRY(journal::check_version(found.one.version, expected_version));
    if (!holds) return refuse(error_code::forbidden, "Everybody declares for themself.");
    TRY(check_panel_may_change(found.of));
    auto changed = found.one;
    TRY(changed.state,
        next_state(found.one.state, seat_command::declare, procurement_party::panel));
    changed.interests = std::move(declared.interests);
    changed.declared_at = unit.now();
    TRY(journal::save(unit, found.one, changed, seat_change(changed, found.of, "declared")));
    return shown(unit.sql(), std::move(changed), found.of);
}

result<panel_seat> panel_service::replace(unit_of_work& unit, uuid const& seat_id,
                                          std::int64_t expected_version,
                                          seat_replacement wanted) const {
    TRY(auto const found, lock_seat(unit, seat_id));
    if (found.of.buyer_id != unit.actor().organisation) return refuse(error_code::not_found);
    TRY(journal::check_version(found.one.version, expected_version));
    if (wanted.reasons.empty())
        return refuse_field("/reasons", "required", "say why the former holder leaves");
    auto given_up = found.one;
    TRY(given_up.state,
        next_state(found.one.state, seat_command::replace, procurement_party::buyer));
    TRY(auto made, new_seat(unit.sql(), found.of, wanted.holder_id, unit.now()));
    given_up.state_reasons = std::move(wanted.reasons);
    given_up.live_key.reset();
    TRY(journal::save(unit, found.one, given_up, seat_change(given_up, found.of, "replaced")));
    journal::create(unit, made, seat_change(made, found.of, "seated"));
    return shown(unit.sql(), std::move(made), found.of);
}

result<panel_seat> panel_service::read_seat(db::session& sql, security::principal const& asker,
                                            uuid const& seat_id) const {
    auto found = store::find_seat(sql, seat_id);
    auto const of = found ? store::find_tender(sql, found->tender_id) : std::nullopt;
    if (!of) return refuse(error_code::not_found);
    if (of->buyer_id != asker.organisation && found->holder_id != holder_of(asker))
        return refuse(error_code::not_found);
    return shown(sql, *std::move(found), *of);
}

result<std::vector<panel_seat>> panel_service::list_seats(db::session& sql,
                                                          security::principal const& asker,
                                                          uuid const& tender_id) const {
    auto const of = store::find_tender(sql, tender_id);
    if (!of) return refuse(error_code::not_found);
    bool const sits =
        store::find_held_seat(sql, seat_key_of(tender_id, holder_of(asker))).has_value();
    if (of->buyer_id != asker.organisation && !sits) return refuse(error_code::not_found);
    std::vector<panel_seat> found;
    for (auto& each : store::list_seats(sql, tender_id))
        found.push_back(shown(sql, std::move(each), *of));
    return found;
}

} // namespace talent::procurement
