// The use cases of milestones: submitted with evidence, accepted whole or in part, rejected, and
// what was held back of them released.
#include <algorithm>

#include "services/delivery/changes.hpp"
#include "services/delivery/service.hpp"

namespace talent::delivery {
namespace {

using journal::unit_of_work;

struct milestone_of_party {
    milestone one;
    contract of;
    delivery_party side; // the actor's
};

// The contract's row is locked before the milestone's: so the last two acceptances cannot both miss
// that the contract is complete.
result<milestone_of_party> lock_both(unit_of_work& unit, uuid const& id,
                                     std::int64_t expected_version) {
    auto const seen = store::find_milestone(unit.sql(), id);
    if (!seen) return refuse(error_code::not_found);
    TRY(auto found, lock_as_party(unit, seen->contract_id));
    auto one = store::lock_milestone(unit.sql(), id);
    if (!one) return refuse(error_code::not_found);
    TRY(journal::check_version(one->version, expected_version));
    return milestone_of_party{*std::move(one), std::move(found.one), found.side};
}

result<void> complete_if_done(unit_of_work& unit, contract const& of) {
    auto const all = store::list_milestones(unit.sql(), of.id);
    bool const done = std::ranges::all_of(
        all, [](milestone const& one) { return one.state == milestone_state::accepted; });
    if (!done) return success();
    auto changed = of;
    TRY(changed.state, next_state(of.state, contract_command::complete, delivery_party::platform));
    changed.ended_at = unit.now();
    return journal::save(unit, of, changed, contract_change(changed, "completed"));
}

} // namespace

result<milestone> delivery_service::keep(unit_of_work& unit, contract const& of,
                                         milestone const& before, milestone changed,
                                         std::string_view happened) const {
    TRY(journal::save(unit, before, changed, milestone_change(of, happened)));
    changed.clocks = clocks_of(changed, terms_of(of.buyer_id));
    return changed;
}

result<milestone> delivery_service::submit(unit_of_work& unit, uuid const& id,
                                           std::int64_t expected_version,
                                           milestone_submission const& sent) const {
    TRY(auto const found, lock_both(unit, id, expected_version));
    TRY(check_not_held(unit, found.of));
    TRY(auto changed, submitted(found.of, found.one, found.side, sent.evidences, unit.now(),
                                terms_of(found.of.buyer_id)));
    return keep(unit, found.of, found.one, std::move(changed), "submitted");
}

result<milestone> delivery_service::keep_accepted(unit_of_work& unit, contract const& of,
                                                  milestone const& before, accepted_milestone done,
                                                  std::string_view happened) const {
    post_transaction(unit, of, lines_of_acceptance(of, done.made, done.fee),
                     {"milestone", before.id});
    return keep(unit, of, before, std::move(done.after), happened);
}

// The licences that the tender asked for are looked at again, of this day.
result<void> delivery_service::check_may_be_accepted(unit_of_work& unit, contract const& of) const {
    TRY(check_not_held(unit, of));
    return procurement_.check_licences_of_award(unit.sql(), of.award_id,
                                                calendar::day_of(unit.now()));
}

// A general contractor's contract is accepted as far as its packages show the work, and not where
// they show that one owner did nearly all of it: there the buyer decides, with reasons that stay.
result<std::optional<work_shown>> delivery_service::check_downstream(
    unit_of_work& unit, contract const& of, money added, std::vector<std::string> reasons) const {
    downstream_finding found;
    if (below_.judge && role_of(of.supplier_id) == supplier_role::general_contractor) {
        for (auto const& each : store::list_milestones(unit.sql(), of.id))
            added = added + each.accepted_amount;
        found = below_.judge(unit.sql(), of, added);
    }
    if (found.faults.empty() && reasons.empty()) return std::optional<work_shown>{};
    if (found.faults.empty())
        return refuse_field("/despite_reasons", "not_applicable", "nothing stands in the way");
    if (reasons.empty()) {
        auto refused = refuse(error_code::project_refused);
        refused.errors = std::move(found.faults);
        return refused;
    }
    found.shown.reasons = std::move(reasons);
    return std::optional(std::move(found.shown));
}

result<milestone> delivery_service::accept(unit_of_work& unit, uuid const& id,
                                           std::int64_t expected_version,
                                           full_acceptance const& decision) const {
    TRY(auto const found, lock_both(unit, id, expected_version));
    TRY(check_may_be_accepted(unit, found.of));
    TRY(auto done, accepted(found.of, found.one, found.side, decision.note, unit.now(),
                            terms_of(found.of.buyer_id)));
    TRY(auto despite, check_downstream(unit, found.of, done.made.amount, decision.despite_reasons));
    if (done.made.amount > money{}) done.after.acceptances.back().despite = std::move(despite);
    TRY(auto kept, keep_accepted(unit, found.of, found.one, std::move(done), "accepted"));
    TRY(complete_if_done(unit, found.of));
    return kept;
}

result<milestone> delivery_service::accept_partly(unit_of_work& unit, uuid const& id,
                                                  std::int64_t expected_version,
                                                  partial_acceptance const& decision) const {
    TRY(auto const found, lock_both(unit, id, expected_version));
    TRY(check_may_be_accepted(unit, found.of));
    TRY(auto done, accepted_partly(found.of, found.one, found.side, decision, unit.now(),
                                   terms_of(found.of.buyer_id)));
    TRY(auto despite, check_downstream(unit, found.of, done.made.amount, decision.despite_reasons));
    done.after.acceptances.back().despite = std::move(despite);
    return keep_accepted(unit, found.of, found.one, std::move(done), "partly_accepted");
}

result<milestone> delivery_service::reject(unit_of_work& unit, uuid const& id,
                                           std::int64_t expected_version,
                                           std::vector<std::string> reasons) const {
    TRY(auto const found, lock_both(unit, id, expected_version));
    TRY(auto changed, rejected(found.of, found.one, found.side, std::move(reasons)));
    return keep(unit, found.of, found.one, std::move(changed), "rejected");
}

result<milestone> delivery_service::release(unit_of_work& unit, uuid const& id,
                                            std::int64_t expected_version) const {
    TRY(auto const found, lock_both(unit, id, expected_version));
    TRY(auto done,
        released(found.of, found.one, found.side, unit.now(), terms_of(found.of.buyer_id)));
    post_transaction(unit, found.of, lines_of_release(found.of, done.made.amount),
                     {"milestone", id});
    return keep(unit, found.of, found.one, std::move(done.after), "retention_released");
}

result<milestone> delivery_service::read_milestone(db::session& sql,
                                                   security::principal const& asker,
                                                   uuid const& id) const {
    auto found = store::find_milestone(sql, id);
    if (!found) return refuse(error_code::not_found);
    TRY(readable_contract(sql, asker, found->contract_id));
    found->clocks = clocks_of(*found, terms_of(found->buyer_id));
    return *std::move(found);
}

result<std::vector<milestone>> delivery_service::list_milestones(db::session& sql,
                                                                 security::principal const& asker,
                                                                 uuid const& contract_id) const {
    TRY(readable_contract(sql, asker, contract_id));
    auto found = store::list_milestones(sql, contract_id);
    for (auto& each : found)
        each.clocks = clocks_of(each, terms_of(each.buyer_id));
    return found;
}

} // namespace talent::delivery
