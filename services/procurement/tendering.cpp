// The use cases of tenders as such: drafting, publishing, ending, reading.
#include "services/procurement/service.hpp"

#include "common/journal/numbering.hpp"
#include "services/identity/service.hpp"
#include "services/procurement/amendments.hpp"
#include "services/procurement/changes.hpp"
#include "services/procurement/frameworks.hpp"
#include "services/procurement/officers.hpp"
#include "services/procurement/question.hpp"
#include "services/procurement/telling.hpp"

namespace talent::procurement {

using journal::unit_of_work;

namespace {

// A general contractor buys for its work packages and nothing else; open procedures, single sources
// and frameworks are an office's.
result<void> check_may_buy(security::principal const& actor, tender const& one) {
    if (actor.audience != security::audience::operator_group) return success();
    if (one.method == procurement_method::selective ||
        one.method == procurement_method::consultation)
        return success();
    return refuse_field("/method", "not_allowed",
                        "a general contractor's mini-tenders are selective or by consultation");
}

} // namespace

result<tender> lock_own_tender(unit_of_work& unit, uuid const& id, std::int64_t expected_version) {
    auto found = store::lock_tender(unit.sql(), id);
    if (!found || found->buyer_id != unit.actor().organisation)
        return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    return *std::move(found);
}

tender procurement_service::presented(tender one, std::vector<award> awards, instant now) const {
    auto const divisor = known_.divisor_of(one.buyer_id);
    one.phase = phase_of(one, awards, now);
    one.clocks = clocks_of(one, awards, calendar_, divisor);
    for (auto& each : awards)
        each.clocks = clocks_of(one, each, calendar_, divisor);
    one.awards = std::move(awards);
    if (shows_invitation(one)) one.invited_suppliers = one.invitation_list;
    bool const may_be_asked =
        one.state == tender_state::published && one.deadline_at && now < *one.deadline_at;
    if (may_be_asked) one.questions_until = questions_until(one, terms_for(one));
    return one;
}

tender procurement_service::presented_to_buyer(tender one, std::vector<award> awards,
                                               instant now) const {
    auto shown = presented(std::move(one), std::move(awards), now);
    shown.invited_suppliers = shown.invitation_list;
    return shown;
}

result<void> procurement_service::check_invitation(tender const& one) const {
    problem faults = refuse(error_code::invalid_fields);
    for (std::size_t i = 0; i < one.invitation_list.size(); ++i) {
        auto const& id = one.invitation_list[i];
        auto const supplier = known_.find_organisation(id);
        bool const known = supplier && supplier->status == identity::organisation_status::verified;
        if (known && id != one.buyer_id) continue;
        faults.errors.push_back({"/invited_supplier_ids/" + std::to_string(i), "unknown_value",
                                 "is not a verified supplier other than the buyer"});
    }
    if (faults.errors.empty()) return success();
    return faults;
}

// One step of the state table, kept and journalled.
result<tender> procurement_service::decide(unit_of_work& unit, tender const& found, tender changed,
                                           tender_command command,
                                           std::string_view happened) const {
    TRY(auto state, next_state(found.state, command, procurement_party::buyer));
    changed.state = state;
    TRY(journal::save(unit, found, changed, tender_change(changed, happened)));
    return presented_to_buyer(std::move(changed), store::list_awards(unit.sql(), found.id),
                              unit.now());
}

result<tender> procurement_service::draft(unit_of_work& unit, tender wanted) const {
    TRY(check_consistency(wanted));
    TRY(check_may_buy(unit.actor(), wanted));
    wanted.id = make_uuid(unit.now());
    wanted.number = journal::next_number(unit, "T", wanted.region);
    wanted.buyer_id = unit.actor().organisation;
    wanted.invitation_list = std::exchange(wanted.invited_supplier_ids, {});
    TRY(check_invitation(wanted));
    journal::create(unit, wanted, tender_change(wanted, "drafted"));
    return presented_to_buyer(std::move(wanted), {}, unit.now());
}

result<tender> procurement_service::edit(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version, json::value const& patch,
                                         json::code_checker const& codes) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    if (found.state != tender_state::draft) {
        return refuse(error_code::wrong_state, "Only a draft is edited; what is published stands.");
    }
    auto changed = found;
    TRY(json::patch(patch, changed, codes));
    if (patch.find("invited_supplier_ids") != nullptr)
        changed.invitation_list = std::exchange(changed.invited_supplier_ids, {});
    TRY(check_consistency(changed));
    TRY(check_may_buy(unit.actor(), changed));
    TRY(check_invitation(changed));
    TRY(journal::save(unit, found, changed, tender_change(changed, "edited")));
    return presented_to_buyer(std::move(changed), {}, unit.now());
}

result<tender> procurement_service::publish(unit_of_work& unit, uuid const& id,
                                            std::int64_t expected_version) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    TRY(next_state(found.state, tender_command::publish, procurement_party::buyer));
    TRY(identity::require_verified(unit.actor()));
    auto changed = found;
    if (!changed.open_at)
        changed.open_at = earliest_opening(changed, unit.now(), terms_for(changed));
    TRY(check_publication(changed, unit.now(), terms_for(changed)));
    TRY(check_invitation(changed));
    TRY(check_consistency(changed));
    if (changed.framework_id) {
        TRY(auto bidders, settle_call_off(unit, changed, changed.invitation_list));
        changed.invitation_list = std::move(bidders);
    }
    TRY(publish_tender_key(unit, found));
    changed.published_at = unit.now();
    TRY(auto published, decide(unit, found, changed, tender_command::publish, "published"));
    tell_invited(unit, changed);
    return published;
}

result<tender> procurement_service::cancel(unit_of_work& unit, uuid const& id,
                                           std::int64_t expected_version,
                                           std::vector<std::string> reasons) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    TRY(check_reasons(reasons));
    return cancel_locked(unit, found, std::move(reasons));
}

result<tender> procurement_service::cancel_locked(unit_of_work& unit, tender const& found,
                                                  std::vector<std::string> reasons) const {
    TRY(next_state(found.state, tender_command::cancel, procurement_party::buyer));
    TRY(end_awards_of_cancelled(unit, found, reasons));
    TRY(lapse_bids(unit, found, reasons));
    tell_bidders(unit, store::list_bids_in(unit.sql(), found.id, "disqualified"),
                 "tender_cancelled");
    auto changed = found;
    changed.state_reasons = std::move(reasons);
    return decide(unit, found, std::move(changed), tender_command::cancel, "cancelled");
}

result<tender> procurement_service::read_public(db::session& sql, security::principal const& asker,
                                                uuid const& id) const {
    auto found = store::find_tender(sql, id);
    if (!found) return refuse(error_code::not_found);
    bool const shown = is_public(*found) && known_.may_see(asker, found->buyer_id);
    if (!shown && found->buyer_id != asker.organisation) return refuse(error_code::not_found);
    return *std::move(found);
}

result<tender> procurement_service::read(db::session& sql, security::principal const& asker,
                                         uuid const& id, instant now) const {
    auto found = store::find_tender(sql, id);
    if (!found) return refuse(error_code::not_found);
    bool const own = found->buyer_id == asker.organisation;
    bool const shown = is_public(*found) && known_.may_see(asker, found->buyer_id);
    if (!shown && !own) return refuse(error_code::not_found);
    auto awards = store::list_awards(sql, id);
    if (own) return presented_to_buyer(*std::move(found), std::move(awards), now);
    return presented(*std::move(found), std::move(awards), now);
}

result<std::vector<tender>> procurement_service::list_own(db::session& sql,
                                                          security::principal const& asker,
                                                          std::optional<tender_state> state,
                                                          std::string_view after, int limit,
                                                          instant now) const {
    if (asker.audience != security::audience::government_office &&
        asker.audience != security::audience::operator_group) {
        return refuse(error_code::forbidden,
                      "Buyers list their own tenders; published ones are found by search.");
    }
    std::vector<tender> found;
    for (auto& each : store::list_tenders(sql, asker.organisation, state, after, limit)) {
        auto awards = each.awarded_at ? store::list_awards(sql, each.id) : std::vector<award>{};
        found.push_back(presented_to_buyer(std::move(each), std::move(awards), now));
    }
    return found;
}

} // namespace talent::procurement
