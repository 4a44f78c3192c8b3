// The use cases of bids: arriving sealed, withdrawn, justified, disqualified, read.
#include <algorithm>

#include "common/json/fields.hpp"
#include "common/security/token.hpp"
#include "services/exclusions/service.hpp"
#include "services/identity/service.hpp"
#include "services/procurement/changes.hpp"
#include "services/procurement/key_store.hpp"
#include "services/procurement/locked_bid.hpp"
#include "services/procurement/methods.hpp"
#include "services/procurement/panel_changes.hpp"
#include "services/procurement/panel_service.hpp"
#include "services/procurement/panel_store.hpp"
#include "services/procurement/receipts.hpp"
#include "services/procurement/sealing.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

// A late bidder is told when the bid arrived, by the clock that decided.
result<void> check_arrival(tender const& of, instant now) {
    auto checked = check_bidding_open(of, now);
    if (checked.has_value()) return checked;
    auto refused = std::move(checked).error();
    if (refused.detail.empty()) refused.detail = "The bid arrived at " + format_instant(now) + ".";
    return refused;
}

// The bid leaves the race: its sealed content goes back unopened.
result<bid> retire(unit_of_work& unit, bid const& found, tender const& of, bid_command command) {
    auto changed = found;
    TRY(auto state, next_state(found.state, command, procurement_party::bidder));
    changed.state = state;
    changed.live_key.reset();
    std::string_view const happened = command == bid_command::replace ? "replaced" : "withdrawn";
    TRY(journal::save(unit, found, changed, bid_change(changed, of, happened)));
    store::remove_sealed_content(unit.sql(), found.id);
    return changed;
}

result<void> replace_earlier(unit_of_work& unit, tender const& of, std::string const& live_key) {
    auto const& bidder = unit.actor().organisation;
    if (store::count_submissions(unit.sql(), of.id, bidder) >= submissions_per_bidder_max) {
        return refuse(error_code::conflict, "This bid was replaced too often.");
    }
    if (auto const earlier = store::find_live_bid(unit.sql(), live_key)) {
        TRY(retire(unit, *earlier, of, bid_command::replace));
    }
    return success();
}

void show_after_opening(bid& one, tender const& of, bool to_bidder) {
    if (is_sealed(of)) return;
    one.arrival = one.arrival_sequence;
    if (!to_bidder) one.conflicts = one.conflicts_found;
}

// Before the award notice only the buyer, who decides, and each bidder for itself know the scores.
void withhold_result(bid& one, tender const& of) {
    if (is_decided(of, one.lot)) return;
    one.score_lines.clear();
    one.total_hundredths.reset();
    one.rank_in_lot.reset();
}

bid shown_to_bidder(bid one, tender const& of) {
    show_after_opening(one, of, true);
    return one;
}

// Whoever evaluates knows the bids by pseudonym until the evaluation is done.
result<void> check_not_on_panel(db::session& sql, security::principal const& asker,
                                tender const& of) {
    if (!is_kept_anonymous_to(sql, asker, of)) return success();
    return refuse(error_code::forbidden, "The panel reads the bids under pseudonyms.");
}

// An operator that bids itself learns of the others' bids as the others learn of its own.
bool may_read_opened(db::session& sql, security::principal const& asker, tender const& of) {
    if (of.buyer_id == asker.organisation) return true;
    bool const bids_itself = store::count_submissions(sql, of.id, asker.organisation) > 0;
    return identity::administers(asker, of.region) && !bids_itself;
}

result<bid_of_tender> lock_own_bid(unit_of_work& unit, uuid const& bid_id,
                                   std::int64_t expected_version) {
    TRY(auto found, procurement::lock_own_bid(unit, bid_id));
    TRY(journal::check_version(found.one.version, expected_version));
    return found;
}

} // namespace

std::vector<conflict> procurement_service::conflicts_with_bidders(
    uuid const& bidder_id, std::vector<bid> const& others) const {
    std::vector<conflict> found;
    auto const bidder = known_.find_organisation(bidder_id);
    for (auto const& each : others) {
        if (!bidder || each.organisation_id == bidder_id) continue;
        auto const other = known_.find_organisation(each.organisation_id);
        if (!other) continue;
        std::ranges::copy(conflicts_between(*bidder, *other), std::back_inserter(found));
    }
    return found;
}

// Whoever can open the bids, or has the bidder's people, does not bid. A tie to the buyer itself is
// check_bidder's.
result<void> procurement_service::check_not_officer(tender_key const& key,
                                                    uuid const& bidder_id) const {
    auto const bidder = known_.find_organisation(bidder_id);
    for (auto const& each : key.officers) {
        auto const opens = known_.find_organisation(each.organisation_id);
        bool const same = each.organisation_id == bidder_id;
        auto const shared =
            bidder && opens && !same ? conflicts_between(*bidder, *opens) : std::vector<conflict>{};
        if (!same && shared.empty()) continue;
        auto const tie = same ? conflict_kind::same_organisation : shared.front().kind;
        return refuse(error_code::conflict_of_interest,
                      "The bidder shares with an officer who opens the bids: " +
                          std::string(json::name_of(tie)) + ".");
    }
    return success();
}

result<void> procurement_service::check_bidder(tender const& of, security::principal const& actor,
                                               instant now) const {
    TRY(identity::require_verified(actor));
    TRY(check_invited(of, actor.organisation));
    auto const bidder = known_.find_organisation(actor.organisation);
    auto const buyer = known_.find_organisation(of.buyer_id);
    if (!bidder || !buyer) return refuse(error_code::organisation_not_verified);
    if (auto const shared = conflicts_between(*bidder, *buyer); !shared.empty()) {
        return refuse(error_code::conflict_of_interest,
                      "The bidder shares with the buyer: " +
                          std::string(json::name_of(shared.front().kind)) + ".");
    }
    auto const drafter = of.drafter_id ? known_.find_organisation(*of.drafter_id) : std::nullopt;
    if (drafter && !conflicts_between(*bidder, *drafter).empty()) {
        return refuse(error_code::conflict_of_interest,
                      "The bidder is tied to who wrote the tender's documents.");
    }
    return check_eligibility(of.eligibility, *bidder, known_.qualifications_of(bidder->id),
                             calendar::day_of(now));
}

// Known at the opening, and kept until then: what is checked must not tell who bids.
void procurement_service::add_ties_to_panel(bid& arriving, tender const& of,
                                            db::session& sql) const {
    auto const bidder = known_.find_organisation(arriving.organisation_id);
    for (auto const& seat : store::list_held_seats(sql, of.id)) {
        auto const holders = known_.find_organisation(seat.organisation_id);
        if (!bidder || seat.kind == seat_kind::buyer_member) continue;
        for (auto const& tie : conflicts_of_seat(seat, holders ? &*holders : nullptr, *bidder))
            arriving.conflicts_found.push_back({tie.kind, seat.organisation_id});
    }
}

result<bid_receipt> procurement_service::submit(unit_of_work& unit, uuid const& tender_id,
                                                bid_submission const& sent,
                                                receipt_desk const& desk) const {
    auto const of = store::lock_tender(unit.sql(), tender_id);
    auto const key = store::find_tender_key(unit.sql(), tender_id);
    if (!of || !key || !is_public(*of) || !known_.may_deal(unit.actor(), of->buyer_id))
        return refuse(error_code::not_found);
    TRY(check_arrival(*of, unit.now()));
    TRY(check_submission(sent));
    if (find_lot(*of, sent.lot) == nullptr)
        return refuse_field("/lot", "unknown_value", "is not a lot of this tender");
    auto const& bidder = unit.actor().organisation;
    TRY(check_not_officer(*key, bidder));
    TRY(check_bidder(*of, unit.actor(), unit.now()));
    TRY(exclusions::check_not_excluded(unit.sql(), bidder, of->region, unit.now()));
    TRY(auto const box, box_of(sent, key->public_key, {of->id, bidder, sent.lot}));
    TRY(desk.check_clock(unit));

    auto const live_key = live_key_of(tender_id, bidder, sent.lot);
    TRY(replace_earlier(unit, *of, live_key));
    bid made{.id = make_uuid(unit.now()),
             .tender_id = tender_id,
             .organisation_id = bidder,
             .lot = sent.lot,
             .sealed_sha256 = security::sha256_hex(box),
             .sealed_by = sent.sealed.empty() ? bid_sealer::platform : bid_sealer::bidder,
             .received_at = unit.now(),
             .arrival_sequence = store::last_arrival(unit.sql(), tender_id) + 1,
             .live_key = live_key,
             .conflicts_found =
                 conflicts_with_bidders(bidder, store::list_standing_bids(unit.sql(), tender_id))};
    add_ties_to_panel(made, *of, unit.sql());
    journal::create(unit, made, bid_change(made, *of, "submitted"));
    store::put_sealed_content(unit.sql(), made.id, security::to_base64url(box));
    return desk.issue(unit, made);
}

result<bid> procurement_service::withdraw(unit_of_work& unit, uuid const& bid_id,
                                          std::int64_t expected_version) const {
    TRY(auto const found, lock_own_bid(unit, bid_id, expected_version));
    TRY(check_bidding_open(found.of, unit.now()));
    return retire(unit, found.one, found.of, bid_command::withdraw);
}

result<bid> procurement_service::justify(unit_of_work& unit, uuid const& bid_id,
                                         std::int64_t expected_version,
                                         std::string const& justification) const {
    TRY(auto const found, lock_own_bid(unit, bid_id, expected_version));
    if (!is_to_be_decided(found.of, found.one.lot) || !found.one.abnormally_low) {
        return refuse(error_code::wrong_state,
                      "A justification is for an abnormally low bid between evaluation and award.");
    }
    auto changed = found.one;
    changed.justification = justification;
    TRY(journal::save(unit, found.one, changed, bid_change(changed, found.of, "justified")));
    // The entry says whose act it was, and the panel knows bidders by pseudonym only.
    tell_of_evaluation(unit, found.of, {});
    show_after_opening(changed, found.of, true);
    return changed;
}

result<bid> procurement_service::disqualify(unit_of_work& unit, uuid const& bid_id,
                                            std::int64_t expected_version,
                                            std::vector<std::string> reasons) const {
    TRY(auto const found, lock_bid(unit, bid_id));
    bool const own = found.of.buyer_id == unit.actor().organisation;
    if (!own || is_sealed(found.of) || !is_standing(found.one))
        return refuse(error_code::not_found);
    TRY(journal::check_version(found.one.version, expected_version));
    if (!is_in_evaluation(found.of, found.one.lot)) {
        return refuse(error_code::wrong_state,
                      "Bids are disqualified between the opening and the evaluation.");
    }
    if (reasons.empty())
        return refuse_field("/reasons", "required", "say why, so that the bidder can challenge it");
    auto changed = found.one;
    TRY(auto state, next_state(found.one.state, bid_command::disqualify, procurement_party::buyer));
    changed.state = state;
    changed.state_reasons = std::move(reasons);
    TRY(journal::save(unit, found.one, changed, bid_change(changed, found.of, "disqualified")));
    show_after_opening(changed, found.of, false);
    return changed;
}

result<bid> procurement_service::read_bid(db::session& sql, security::principal const& asker,
                                          uuid const& id) const {
    auto found = store::find_bid(sql, id);
    if (!found) return refuse(error_code::not_found);
    auto const of = store::find_tender(sql, found->tender_id);
    if (!of) return refuse(error_code::not_found);
    if (found->organisation_id == asker.organisation)
        return shown_to_bidder(*std::move(found), *of);
    // Before the opening even the answer "sealed" would say that there is such a bid.
    bool const readable =
        may_read_opened(sql, asker, *of) && !is_sealed(*of) && is_standing(*found);
    if (!readable) return refuse(error_code::not_found);
    TRY(check_not_on_panel(sql, asker, *of));
    show_after_opening(*found, *of, false);
    if (of->buyer_id != asker.organisation) withhold_result(*found, *of);
    return *std::move(found);
}

result<std::vector<bid>> procurement_service::list_bids(db::session& sql,
                                                        security::principal const& asker,
                                                        uuid const& tender_id,
                                                        std::string_view after, int limit) const {
    auto const of = store::find_tender(sql, tender_id);
    if (!of || !may_read_opened(sql, asker, *of)) return refuse(error_code::not_found);
    if (!is_public(*of) && of->buyer_id != asker.organisation) return refuse(error_code::not_found);
    if (is_sealed(*of)) return refuse(error_code::bid_sealed);
    TRY(check_not_on_panel(sql, asker, *of));
    auto found = store::page_standing_bids(sql, tender_id, after, limit);
    for (auto& each : found) {
        show_after_opening(each, *of, false);
        if (of->buyer_id != asker.organisation) withhold_result(each, *of);
    }
    return found;
}

result<bid_receipt> procurement_service::read_receipt(db::session& sql,
                                                      security::principal const& asker,
                                                      uuid const& bid_id) const {
    auto found = store::find_receipt(sql, bid_id);
    if (!found || found->organisation_id != asker.organisation)
        return refuse(error_code::not_found);
    return *std::move(found);
}

result<std::vector<arrived_hash>> procurement_service::list_hashes(db::session& sql,
                                                                   security::principal const& asker,
                                                                   uuid const& tender_id,
                                                                   std::int64_t after, int limit,
                                                                   instant now) const {
    auto const of = store::find_tender(sql, tender_id);
    if (!of || !is_public(*of) || !known_.may_see(asker, of->buyer_id))
        return refuse(error_code::not_found);
    if (!of->deadline_at || now < *of->deadline_at) return refuse(error_code::bid_sealed);
    return store::list_hashes(sql, tender_id, after, limit);
}

result<std::vector<bid>> procurement_service::list_own_bids(db::session& sql,
                                                            security::principal const& asker,
                                                            bid_filter const& filter,
                                                            std::string_view after,
                                                            int limit) const {
    std::vector<bid> shown;
    for (auto& each : store::list_bids_of(sql, asker.organisation, filter, after, limit)) {
        auto const of = store::find_tender(sql, each.tender_id);
        if (of) shown.push_back(shown_to_bidder(std::move(each), *of));
    }
    return shown;
}

} // namespace talent::procurement
