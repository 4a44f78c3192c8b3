#include "services/procurement/amendments.hpp"

#include "common/db/record.hpp"
#include "services/exclusions/service.hpp"
#include "services/procurement/changes.hpp"
#include "services/procurement/frameworks.hpp"
#include "services/procurement/locked_bid.hpp"
#include "services/procurement/telling.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

constexpr std::string_view amendments_table = "tender_amendments";
constexpr std::string_view of_tender = "WHERE tender_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";

journal::change amendment_change(tender_amendment const& one, tender const& of) {
    return {.table = amendments_table,
            .object_type = "tender_amendment",
            .happened = "published",
            .visible = journal::visibility::open,
            .parties = {of.buyer_id},
            .region = of.region,
            .reason = one.rationale};
}

result<void> move_bid(unit_of_work& unit, bid const& found, tender const& of, bid_command command,
                      std::vector<std::string> const& reasons) {
    auto changed = found;
    TRY(auto state, next_state(found.state, command, procurement_party::buyer));
    changed.state = state;
    changed.state_reasons = reasons;
    if (state == bid_state::lapsed) changed.live_key.reset();
    TRY(journal::save(unit, found, changed, bid_change(changed, of, json::name_of(state))));
    // A box that nobody opened goes back; one that was opened is kept as its proof.
    if (state == bid_state::lapsed && found.number.empty())
        store::remove_sealed_content(unit.sql(), found.id);
    return success();
}

result<void> move_bids(unit_of_work& unit, tender const& of, bid_state from, bid_command command,
                       std::vector<std::string> const& reasons) {
    for (auto const& each : store::list_bids_in(unit.sql(), of.id, json::name_of(from)))
        TRY(move_bid(unit, each, of, command, reasons));
    return success();
}

} // namespace

result<void> lapse_unconfirmed_bids(unit_of_work& unit, tender const& of) {
    return move_bids(unit, of, bid_state::invalidated, bid_command::lapse,
                     {"the tender was amended, and the bid was not confirmed in time"});
}

result<void> lapse_bids_of_lot(unit_of_work& unit, tender const& of, lot const& ended) {
    for (auto const& each : store::list_bids_in(unit.sql(), of.id, "submitted")) {
        if (each.lot == ended.number)
            TRY(move_bid(unit, each, of, bid_command::lapse, ended.state_reasons));
    }
    return success();
}

result<void> lapse_bids(unit_of_work& unit, tender const& of,
                        std::vector<std::string> const& reasons) {
    TRY(move_bids(unit, of, bid_state::invalidated, bid_command::lapse, reasons));
    return move_bids(unit, of, bid_state::submitted, bid_command::lapse, reasons);
}

result<tender> amendment_service::keep(unit_of_work& unit, tender const& found, tender changed,
                                       tender_amendment made) const {
    made.changed = changed_fields(found, changed);
    if (made.changed.empty())
        return refuse_field("/rationale", "nothing_changed", "nothing would be different");
    changed.amendment_number = found.amendment_number + 1;
    made.id = make_uuid(unit.now());
    made.tender_id = found.id;
    made.number = changed.amendment_number;
    made.deadline_before = *found.deadline_at;
    made.deadline_after = *changed.deadline_at;
    made.text_before = found;
    auto const happened = made.kind == amendment_kind::amendment ? "amended" : "extended";
    auto entry = tender_change(changed, happened);
    entry.reason = made.rationale;
    TRY(journal::save(unit, found, changed, entry));
    journal::create(unit, made, amendment_change(made, changed));
    return tenders_.presented_to_buyer(std::move(changed), {}, unit.now());
}

result<tender> amendment_service::amend(unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version,
                                        amendment_request const& wanted) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    TRY(check_may_be_amended(found, unit.now()));
    if (wanted.deadline_at) TRY(check_later(found, *wanted.deadline_at));
    auto changed = amended(found, wanted);
    if (changed_fields(found, changed).empty())
        return refuse_field("/rationale", "nothing_changed", "nothing would be different");
    auto const terms = tenders_.terms_for(found);
    auto const asked_for = changed.deadline_at;
    changed.deadline_at = deadline_after_amendment(changed, unit.now(), terms);
    TRY(check_publication(changed, *found.published_at, terms));
    TRY(check_consistency(changed));
    if (changed.framework_id) TRY(settle_call_off(unit, changed, changed.invitation_list));
    bool const moved = changed.deadline_at != asked_for;
    TRY(auto kept, keep(unit, found, std::move(changed),
                        {.kind = amendment_kind::amendment,
                         .rationale = wanted.rationale,
                         .extended_by_law = moved}));
    TRY(move_bids(unit, kept, bid_state::submitted, bid_command::invalidate,
                  {"the tender was amended: confirm the bid before the deadline, or replace it"}));
    return kept;
}

result<tender> amendment_service::extend(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version,
                                         extension_request const& wanted) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    TRY(check_may_be_amended(found, unit.now()));
    TRY(check_later(found, wanted.deadline_at));
    auto changed = found;
    changed.deadline_at = wanted.deadline_at;
    TRY(auto kept, keep(unit, found, std::move(changed),
                        {.kind = amendment_kind::extension, .rationale = wanted.rationale}));
    for (auto const* state : {"submitted", "invalidated"})
        tell_bidders(unit, store::list_bids_in(unit.sql(), id, state), "deadline_extended",
                     wanted.rationale);
    return kept;
}

result<bid> amendment_service::confirm(unit_of_work& unit, uuid const& bid_id,
                                       std::int64_t expected_version) const {
    TRY(auto const found, lock_own_bid(unit, bid_id));
    auto const& [before, of] = found;
    TRY(journal::check_version(before.version, expected_version));
    auto changed = before;
    TRY(auto state, next_state(before.state, bid_command::confirm, procurement_party::bidder));
    TRY(check_bidding_open(of, unit.now()));
    TRY(tenders_.check_bidder(of, unit.actor(), unit.now()));
    TRY(exclusions::check_not_excluded(unit.sql(), before.organisation_id, of.region, unit.now()));
    if (find_lot(of, before.lot) == nullptr)
        return refuse(error_code::conflict, "The amended tender has no such lot: bid anew.");
    changed.state = state;
    changed.state_reasons.clear();
    TRY(journal::save(unit, before, changed, bid_change(changed, of, "confirmed")));
    return changed;
}

result<std::vector<tender_amendment>> amendment_service::list(db::session& sql,
                                                              security::principal const& asker,
                                                              uuid const& tender_id,
                                                              std::string_view after,
                                                              int limit) const {
    TRY(auto const of, tenders_.read_public(sql, asker, tender_id));
    return db::select<tender_amendment>(
        sql, amendments_table, of_tender,
        {to_string(of.id), std::string(after), std::int64_t{limit}});
}

} // namespace talent::procurement
