// What contracting's use cases have in common: what the journal says of a change, and how projects
// and packages are found and locked. Private to them. On the unit's database thread.
#pragma once

#include <string_view>

#include "common/journal/change.hpp"
#include "services/contracting/store.hpp"

namespace talent::contracting {

/// Between contractor and buyer; what was started is open to everybody.
inline journal::change project_change(project const& one, std::string_view happened) {
    return {.table = store::projects_table,
            .object_type = "project",
            .happened = happened,
            .visible = is_public(one) ? journal::visibility::open : journal::visibility::parties,
            .parties = {one.contractor_id, one.buyer_id},
            .region = one.region};
}

/// Between contractor, buyer and owner.
inline journal::change package_change(work_package const& one, std::string_view happened) {
    journal::change made{.table = store::packages_table,
                         .object_type = "work_package",
                         .happened = happened,
                         .visible = journal::visibility::parties,
                         .parties = {one.contractor_id, one.buyer_id},
                         .region = one.region};
    if (one.owner_id && *one.owner_id != one.contractor_id) made.parties.push_back(*one.owner_id);
    return made;
}

inline journal::change payment_change(work_package const& of, std::string_view happened) {
    auto made = package_change(of, happened);
    made.table = store::payments_table;
    made.object_type = "work_package_payment";
    return made;
}

/// The actor's own project, locked; not_found for anybody else.
result<project> lock_own_project(journal::unit_of_work& unit, uuid const& id);
result<project> lock_own_project(journal::unit_of_work& unit, uuid const& id,
                                 std::int64_t expected_version);

} // namespace talent::contracting
