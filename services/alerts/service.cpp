#include "services/alerts/service.hpp"

#include "common/calendar/working_days.hpp"
#include "common/journal/change.hpp"
#include "common/journal/journal.hpp"
#include "common/security/holder.hpp"
#include "services/alerts/saved_query.hpp"
#include "services/alerts/store.hpp"

namespace talent::alerts {
namespace {

using journal::unit_of_work;
using security::holder_of;
using security::holds;

// What somebody looks for is theirs alone: no region, so no operator reads it; and of a talent's
// not even the agency does.
journal::change change_of(saved_search const& one, std::string_view happened) {
    journal::change made{.table = store::saved_searches_table,
                         .object_type = "saved_search",
                         .happened = happened,
                         .visible = journal::visibility::parties};
    if (!one.subject_id) made.parties = {one.organisation_id};
    return made;
}

// The fields have the names of the search's parameters.
problem as_fields(problem fault) {
    fault.code = error_code::invalid_fields;
    for (auto& each : fault.errors) {
        if (each.pointer.starts_with('?')) each.pointer.front() = '/';
    }
    return fault;
}

void count_today(db::session& sql, saved_search& one, instant now) {
    auto const today = store::read_day(sql, one.id, calendar::day_of(now));
    one.raised_today = today.raised;
    one.held_back_today = today.held_back;
}

} // namespace

result<void> alerts_service::check(saved_search const& one) const {
    TRY(check_consistency(one));
    auto checked = market_.check(query_of(one));
    if (!checked.has_value()) return as_fields(std::move(checked).error());
    return success();
}

result<void> alerts_service::check_anchor(security::principal const& actor,
                                          saved_search const& one) const {
    if (!one.matches_of) return success();
    auto const held = market_.index().find(anchor_kind_of(one.kind), *one.matches_of);
    bool const own = actor.audience == security::audience::talent
                         ? actor.subject == *one.matches_of
                         : held && held->organisation == actor.organisation;
    if (held && own) return success();
    problem fault{.code = error_code::invalid_fields, .detail = {}, .errors = {}};
    fault.errors.push_back(
        {"/matches_of", "unknown_value", "Nothing of one's own on the market has this id."});
    return fault;
}

result<saved_search> alerts_service::save(unit_of_work& unit, saved_search wanted) const {
    TRY(check(wanted));
    TRY(check_anchor(unit.actor(), wanted));
    auto const whose = holder_of(unit.actor());
    auto const most =
        whose.subject_id ? saved_searches_per_talent_max : saved_searches_per_organisation_max;
    // Who counts at the same time must wait, or both would find room for one.
    journal::lock_head(unit.sql());
    if (store::count_searches(unit.sql(), whose) >= most) {
        return refuse(error_code::conflict,
                      "There are " + std::to_string(most) + " saved searches already.");
    }
    wanted.id = make_uuid(unit.now());
    wanted.organisation_id = whose.organisation_id;
    wanted.subject_id = whose.subject_id;
    journal::create(unit, wanted, change_of(wanted, "saved"));
    return wanted;
}

result<saved_search> alerts_service::edit(unit_of_work& unit, uuid const& id,
                                          std::int64_t expected_version, json::value const& patch,
                                          json::code_checker const& codes) const {
    auto const found = store::find_search(unit.sql(), id);
    if (!found || !holds(unit.actor(), *found)) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    auto changed = *found;
    TRY(json::patch(patch, changed, codes));
    TRY(check(changed));
    TRY(journal::save(unit, *found, changed, change_of(changed, "edited")));
    count_today(unit.sql(), changed, unit.now());
    return changed;
}

result<void> alerts_service::discard(unit_of_work& unit, uuid const& id,
                                     std::int64_t expected_version) const {
    auto const found = store::find_search(unit.sql(), id);
    if (!found || !holds(unit.actor(), *found)) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    return journal::remove(unit, *found, change_of(*found, "discarded"));
}

result<saved_search> alerts_service::read(db::session& sql, security::principal const& asker,
                                          uuid const& id, instant now) const {
    auto found = store::find_search(sql, id);
    if (!found || !holds(asker, *found)) return refuse(error_code::not_found);
    count_today(sql, *found, now);
    return *std::move(found);
}

std::vector<saved_search> alerts_service::list(db::session& sql, security::principal const& asker,
                                               std::string_view after, int limit,
                                               instant now) const {
    auto found = store::list_searches(sql, holder_of(asker), after, limit);
    for (auto& each : found)
        count_today(sql, each, now);
    return found;
}

std::vector<alert> alerts_service::list_alerts(db::session& sql, security::principal const& asker,
                                               std::string_view before, int limit) const {
    return store::list_alerts(sql, holder_of(asker), before, limit);
}

} // namespace talent::alerts
