// Holding a tender's award and contract back while a remedy is pending, and letting them go.
#include <algorithm>

#include "services/procurement/changes.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {

using journal::unit_of_work;

result<void> procurement_service::check_award_not_suspended(db::session& sql, uuid const& award_id,
                                                            instant now) const {
    auto const made = store::find_award(sql, award_id);
    auto const of = made ? store::find_tender(sql, made->tender_id) : std::nullopt;
    if (!of) return success();
    return check_not_suspended(*of, made->lot, now);
}

result<void> procurement_service::check_licences_of_award(db::session& sql, uuid const& award_id,
                                                          date day) const {
    auto const made = store::find_award(sql, award_id);
    auto const of = made ? store::find_tender(sql, made->tender_id) : std::nullopt;
    auto const supplier = made ? known_.find_organisation(made->supplier_id) : std::nullopt;
    if (!of || !supplier) return success();
    // What the supplier can do was judged with its bid: here its licences alone count.
    return check_eligibility({.required_qualifications = of->eligibility.required_qualifications},
                             *supplier, known_.qualifications_of(supplier->id), day);
}

result<tender> procurement_service::lock_public_tender(unit_of_work& unit, uuid const& id) const {
    auto found = store::lock_tender(unit.sql(), id);
    if (!found || !is_public(*found)) return refuse(error_code::not_found);
    return *std::move(found);
}

result<tender> procurement_service::suspend(unit_of_work& unit, uuid const& id,
                                            suspension made) const {
    TRY(auto const found, lock_public_tender(unit, id));
    auto changed = found;
    std::erase_if(changed.suspensions,
                  [&](suspension const& one) { return one.remedy_id == made.remedy_id; });
    if (changed.suspensions.size() >= suspensions_max)
        return refuse(error_code::conflict, "Too many remedies are pending for this tender.");
    changed.suspensions.push_back(std::move(made));
    TRY(journal::save(unit, found, changed, tender_change(changed, "suspended")));
    return changed;
}

result<tender> procurement_service::resume(unit_of_work& unit, uuid const& id,
                                           uuid const& remedy_id) const {
    TRY(auto const found, lock_public_tender(unit, id));
    auto changed = found;
    auto const lifted = std::erase_if(
        changed.suspensions, [&](suspension const& one) { return one.remedy_id == remedy_id; });
    if (lifted == 0) return found;
    TRY(journal::save(unit, found, changed, tender_change(changed, "resumed")));
    return changed;
}

result<tender> procurement_service::cancel_for_remedy(unit_of_work& unit, uuid const& id,
                                                      std::vector<std::string> reasons) const {
    TRY(auto const found, lock_public_tender(unit, id));
    return cancel_locked(unit, found, std::move(reasons));
}

bool procurement_service::has_submitted(db::session& sql, uuid const& tender_id,
                                        uuid const& organisation) const {
    return store::count_submissions(sql, tender_id, organisation) > 0;
}

std::optional<award> procurement_service::newest_award(db::session& sql, uuid const& tender_id,
                                                       std::optional<std::int64_t> lot) const {
    std::optional<award> newest;
    for (auto& each : store::list_awards(sql, tender_id)) {
        bool const asked_for = !lot || each.lot == *lot;
        if (asked_for && (!newest || newest->created_at <= each.created_at))
            newest = std::move(each);
    }
    return newest;
}

} // namespace talent::procurement
