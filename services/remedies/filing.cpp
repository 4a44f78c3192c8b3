// Filing a remedy and taking it back.
#include "common/journal/numbering.hpp"
#include "services/identity/overseers.hpp"
#include "services/identity/service.hpp"
#include "services/remedies/changes.hpp"
#include "services/remedies/service.hpp"

namespace talent::remedies {
namespace {

using journal::unit_of_work;

std::string_view happened_at_filing(remedy_kind kind) {
    switch (kind) {
        case remedy_kind::inquiry:
            return "inquired";
        case remedy_kind::challenge:
            return "challenged";
        case remedy_kind::complaint:
            return "complained";
    }
    return "filed";
}

bool says_the_same(remedy const& left, remedy const& right) {
    return left.kind == right.kind && left.subject == right.subject && left.lot == right.lot &&
           left.complainant_id == right.complainant_id;
}

/// The office of the buyer's own level decides, or the next above it (Measures on Challenges and
/// Complaints in Government Procurement, Order 94 of the Ministry of Finance).
std::optional<uuid> nearest_supervisor(db::session& sql, identity::directory const& known,
                                       procurement::tender const& of) {
    for (auto const& each : identity::list_overseers(sql, of.region)) {
        if (each.supervises_procurement && each.id != of.buyer_id &&
            (!each.test || known.is_test(of.buyer_id)))
            return each.id;
    }
    return std::nullopt;
}

} // namespace

result<void> remedies_service::check_complainant(unit_of_work& unit, procurement::tender const& of,
                                                 remedy const& wanted) const {
    TRY(identity::require_verified(unit.actor()));
    if (wanted.subject == remedy_subject::documents) return success();
    if (procurement_.has_submitted(unit.sql(), of.id, unit.actor().organisation)) return success();
    return refuse(error_code::forbidden, "The procedure and its result concern who bids.");
}

result<void> remedies_service::check_supervisor(procurement::tender const& of,
                                                remedy const& wanted) const {
    if (!wanted.supervisor_id) {
        return refuse_field("/supervisor_id", "required",
                            "no office supervises procurement in this region or above it");
    }
    if (!identity::supervises(known_, *wanted.supervisor_id, of.region)) {
        return refuse_field("/supervisor_id", "unknown_value",
                            "is not an office that supervises procurement in this region");
    }
    if (*wanted.supervisor_id == of.buyer_id) {
        return refuse(error_code::conflict_of_interest,
                      "The buyer does not decide on complaints about itself.");
    }
    return success();
}

result<void> remedies_service::check_term(unit_of_work& unit, procurement::tender const& of,
                                          remedy const& wanted) const {
    auto const divisor = known_.divisor_of(of.buyer_id);
    if (wanted.kind == remedy_kind::complaint) {
        auto const challenge = store::find(unit.sql(), *wanted.earlier_id);
        if (!challenge) {
            return refuse_field("/earlier_id", "unknown_value",
                                "is not a challenge of this bidder for this tender");
        }
        return check_complaint(wanted, *challenge, unit.now(), calendar_, divisor);
    }
    auto const notice = procurement_.newest_award(unit.sql(), of.id, wanted.lot);
    TRY(auto from, challengeable_from(wanted.subject, of, notice ? &*notice : nullptr));
    if (wanted.kind == remedy_kind::inquiry) return success();
    return check_challenge_in_time(from, unit.now(), calendar_, divisor);
}

result<remedy> remedies_service::file(unit_of_work& unit, uuid const& tender_id,
                                      remedy wanted) const {
    TRY(auto const of, procurement_.lock_public_tender(unit, tender_id));
    if (!known_.may_see(unit.actor(), of.buyer_id)) return refuse(error_code::not_found);
    auto const& complainant = unit.actor().organisation;
    wanted.complainant_id = complainant;
    wanted.tender_id = of.id;
    TRY(check_complainant(unit, of, wanted));
    TRY(check_filing(wanted, of));
    if (wanted.kind == remedy_kind::complaint) {
        if (!wanted.supervisor_id)
            wanted.supervisor_id = nearest_supervisor(unit.sql(), known_, of);
        TRY(check_supervisor(of, wanted));
    }
    TRY(check_term(unit, of, wanted));
    for (auto const& pending : store::list_pending(unit.sql(), of.id)) {
        if (says_the_same(pending, wanted))
            return refuse(error_code::duplicate, pending.number + " is not answered yet.");
    }
    if (store::count(unit.sql(), of.id, complainant) >= remedies_per_bidder_max)
        return refuse(error_code::conflict, "This bidder has filed too many remedies here.");

    auto const known = known_.find_organisation(complainant);
    wanted.id = make_uuid(unit.now());
    wanted.buyer_id = of.buyer_id;
    wanted.region = of.region;
    wanted.complainant_name = known ? known->name : std::string();
    wanted.number = journal::next_number(unit, "R", of.region);
    journal::create(unit, wanted, remedy_change(wanted, happened_at_filing(wanted.kind)));
    if (wanted.kind == remedy_kind::challenge) {
        TRY(procurement_.suspend(unit, of.id,
                                 {.remedy_id = wanted.id,
                                  .lot = wanted.lot,
                                  .reason = "Challenge " + wanted.number + " is pending.",
                                  .since = unit.now()}));
    }
    return presented(unit.sql(), std::move(wanted), unit.now());
}

result<remedy> remedies_service::withdraw(unit_of_work& unit, uuid const& id,
                                          std::int64_t expected_version) const {
    TRY(auto const found, lock(unit, id, expected_version));
    if (found.one.complainant_id != unit.actor().organisation) return refuse(error_code::not_found);
    auto changed = found.one;
    TRY(auto state, next_state(found.one, remedy_command::withdraw, remedy_party::complainant));
    changed.state = state;
    changed.decided_at = unit.now();
    TRY(journal::save(unit, found.one, changed, remedy_change(changed, "withdrawn")));
    TRY(conclude(unit, changed));
    return presented(unit.sql(), std::move(changed), unit.now());
}

} // namespace talent::remedies
