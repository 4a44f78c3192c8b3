#include "services/procurement/final_offers.hpp"

#include "common/db/record.hpp"
#include "common/security/token.hpp"
#include "services/exclusions/service.hpp"
#include "services/identity/service.hpp"
#include "services/procurement/changes.hpp"
#include "services/procurement/evaluation.hpp"
#include "services/procurement/key_changes.hpp"
#include "services/procurement/locked_bid.hpp"
#include "services/procurement/lot_results.hpp"
#include "services/procurement/officers.hpp"
#include "services/procurement/sealing.hpp"
#include "services/procurement/telling.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

constexpr std::string_view offers_table = "final_offers";
constexpr std::string_view of_bid = "WHERE bid_id = :p1";
constexpr std::string_view insert_box =
    "INSERT INTO final_offer_boxes (bid_id, content) VALUES (:p1, :p2)";
constexpr std::string_view select_box = "SELECT content FROM final_offer_boxes WHERE bid_id = :p1";
constexpr std::string_view delete_box = "DELETE FROM final_offer_boxes WHERE bid_id = :p1";

std::optional<final_offer> find_offer(db::session& sql, uuid const& bid_id) {
    return db::select_one<final_offer>(sql, offers_table, of_bid, {to_string(bid_id)});
}

// Kept apart from its row so that no entry of the journal can hold it.
void put_box(db::session& sql, uuid const& bid_id, std::string const& box) {
    sql.execute(delete_box, {to_string(bid_id)});
    sql.execute(insert_box, {to_string(bid_id), security::to_base64url(box)});
}

std::optional<std::string> find_box(db::session& sql, uuid const& bid_id) {
    auto const found = sql.query_one(select_box, {to_string(bid_id)}, {cell_kind::text});
    if (!found) return std::nullopt;
    return security::from_base64url(text_of(found->front()));
}

journal::change offer_change(final_offer const& one, tender const& of, std::string_view happened) {
    return {.table = offers_table,
            .object_type = "final_offer",
            .happened = happened,
            .visible = journal::visibility::closed,
            .parties = {one.organisation_id},
            .region = is_decided(of, one.lot) ? of.region : std::string()};
}

bool is_racing(bid const& one, tender const& of) {
    return one.state == bid_state::submitted && is_in_evaluation(of, one.lot);
}

result<bid_of_tender> lock_racing_bid(unit_of_work& unit, uuid const& bid_id) {
    TRY(auto found, lock_own_bid(unit, bid_id));
    TRY(check_final_offers_open(found.of, unit.now()));
    if (is_racing(found.one, found.of)) return found;
    return refuse(error_code::wrong_state, "The bid is not in the race any more.");
}

result<void> keep_offer(unit_of_work& unit, bid_of_tender const& of, std::string const& box,
                        bid_sealer sealed_by) {
    auto const earlier = find_offer(unit.sql(), of.one.id);
    auto made = earlier.value_or(final_offer{.id = make_uuid(unit.now()),
                                             .tender_id = of.of.id,
                                             .bid_id = of.one.id,
                                             .organisation_id = of.one.organisation_id,
                                             .lot = of.one.lot});
    made.sealed_sha256 = security::sha256_hex(box);
    made.sealed_by = sealed_by;
    made.received_at = unit.now();
    if (earlier && earlier->version >= submissions_per_bidder_max)
        return refuse(error_code::conflict, "This offer was replaced too often.");
    if (earlier) {
        TRY(journal::save(unit, *earlier, made, offer_change(made, of.of, "replaced")));
    } else {
        journal::create(unit, made, offer_change(made, of.of, "given"));
    }
    put_box(unit.sql(), of.one.id, box);
    return success();
}

opened_box unseal(db::session& sql, final_offer const& one, security::secret_key const& secret) {
    auto const box = find_box(sql, one.bid_id);
    if (!box || security::sha256_hex(*box) != one.sealed_sha256)
        return {.reasons = {"the sealed final offer is not the one of the receipt"}};
    return open_content(secret, *box, {one.tender_id, one.organisation_id, one.lot});
}

// Whoever gives no final offer has left the consultation (art. 22 of the measures).
result<void> leave(unit_of_work& unit, bid const& found, tender const& of) {
    auto changed = found;
    TRY(changed.state, next_state(found.state, bid_command::lapse, procurement_party::buyer));
    changed.state_reasons = {"no final offer was given in time"};
    changed.live_key.reset();
    return journal::save(unit, found, changed, bid_change(changed, of, "lapsed"));
}

// Whether the offer counts.
result<bool> open_offer(unit_of_work& unit, bid const& found, final_offer const& offer,
                        tender const& of, security::secret_key const& secret) {
    auto opened = unseal(unit.sql(), offer, secret);
    auto changed = found;
    if (opened.content) opened.reasons = price_faults(of, found.lot, opened.content->price);
    if (!opened.content || !opened.reasons.empty()) {
        TRY(changed.state,
            next_state(found.state, bid_command::disqualify, procurement_party::buyer));
        changed.state_reasons = std::move(opened.reasons);
        TRY(journal::save(unit, found, changed, bid_change(changed, of, "disqualified")));
        return false;
    }
    auto shown = offer;
    shown.price = opened.content->price;
    changed.content->price = opened.content->price;
    TRY(journal::save(unit, offer, shown, offer_change(shown, of, "opened")));
    TRY(journal::save(unit, found, changed, bid_change(changed, of, "final_offer_opened")));
    return true;
}

result<final_opening> open_all(unit_of_work& unit, tender const& of,
                               security::secret_key const& secret) {
    final_opening counted{.held_at = unit.now()};
    for (auto const& each : store::list_standing_bids(unit.sql(), of.id)) {
        if (!is_racing(each, of)) continue;
        auto const offer = find_offer(unit.sql(), each.id);
        if (!offer) {
            TRY(leave(unit, each, of));
            ++counted.bids_without;
            continue;
        }
        TRY(bool const counts, open_offer(unit, each, *offer, of, secret));
        ++counted.offers_opened;
        counted.offers_disqualified += counts ? 0 : 1;
    }
    return counted;
}

} // namespace

result<tender> final_offer_service::ask(unit_of_work& unit, uuid const& tender_id,
                                        std::int64_t expected_version,
                                        final_offer_call const& wanted) const {
    TRY(auto const found, lock_own_tender(unit, tender_id, expected_version));
    TRY(check_may_ask_final_offers(found, wanted, unit.now(),
                                   tenders_.known().divisor_of(found.buyer_id)));
    auto const key = store::find_tender_key(unit.sql(), tender_id);
    if (!key) return refuse(error_code::officers_missing);
    auto asked_again = *key;
    for (auto& each : asked_again.officers)
        each.released_at.reset();
    TRY(journal::save(unit, *key, asked_again, tender_key_change(found, "asked_again")));
    auto changed = found;
    changed.final_offers_until = wanted.until;
    TRY(journal::save(unit, found, changed, tender_change(changed, "final_offers_asked")));
    auto racing = store::list_standing_bids(unit.sql(), tender_id);
    std::erase_if(racing, [&](bid const& one) { return !is_racing(one, changed); });
    tell_bidders(unit, racing, "final_offer_asked");
    return tenders_.presented_to_buyer(std::move(changed), {}, unit.now());
}

result<bid_receipt> final_offer_service::give(unit_of_work& unit, uuid const& bid_id,
                                              bid_submission const& sent,
                                              receipt_desk const& desk) const {
    TRY(identity::require_verified(unit.actor()));
    TRY(auto const found, lock_racing_bid(unit, bid_id));
    TRY(check_final_submission(sent, found.one));
    auto const& bidder = found.one.organisation_id;
    TRY(exclusions::check_not_excluded(unit.sql(), bidder, found.of.region, unit.now()));
    auto const key = store::find_tender_key(unit.sql(), found.of.id);
    if (!key) return refuse(error_code::not_found);
    TRY(auto const box, box_of(sent, key->public_key, {found.of.id, bidder, found.one.lot}));
    TRY(desk.check_clock(unit));
    auto const sealed_by = sent.sealed.empty() ? bid_sealer::platform : bid_sealer::bidder;
    TRY(keep_offer(unit, found, box, sealed_by));
    auto received = found.one;
    received.sealed_sha256 = security::sha256_hex(box);
    received.received_at = unit.now();
    return desk.sign(unit, received);
}

result<tender> final_offer_service::open(unit_of_work& unit, uuid const& tender_id,
                                         std::int64_t expected_version,
                                         opening_act const& act) const {
    TRY(auto const found, lock_own_tender(unit, tender_id, expected_version));
    if (auto checked = check_final_offers_ended(found, unit.now()); !checked.has_value())
        return refuse_on_record(unit, found, std::move(checked).error());
    auto const assembled = assemble_secret(unit.sql(), tender_id);
    if (!assembled.has_value()) return refuse_on_record(unit, found, assembled.error());
    auto const protocol = store::find_opening(unit.sql(), tender_id);
    if (!protocol) return refuse(error_code::not_found);

    TRY(auto held, open_all(unit, found, assembled.value().secret));
    held.officers = assembled.value().officers;
    held.witnesses = act.witnesses;
    auto whole = *protocol;
    whole.final_offers = std::move(held);
    TRY(journal::save(unit, *protocol, whole, opening_change(found, "final_offers_held")));
    store::remove_released_shares(unit.sql(), tender_id);
    auto changed = found;
    changed.final_offers_opened_at = unit.now();
    TRY(journal::save(unit, found, changed, tender_change(changed, "final_offers_opened")));
    return tenders_.presented_to_buyer(std::move(changed), {}, unit.now());
}

result<std::vector<final_offer>> final_offer_service::list(db::session& sql,
                                                           security::principal const& asker,
                                                           uuid const& bid_id) const {
    auto const of = store::find_bid(sql, bid_id);
    if (!of || of->organisation_id != asker.organisation) return refuse(error_code::not_found);
    std::vector<final_offer> found;
    if (auto one = find_offer(sql, bid_id)) found.push_back(*std::move(one));
    return found;
}

} // namespace talent::procurement
