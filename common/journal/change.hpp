// The one way in which a service keeps an object: the row and its journal entry together, under
// optimistic concurrency. For structs with id, version, created_at (where they have one) and
// updated_at (where they have one). On the unit's database thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "common/base/result.hpp"
#include "common/db/record.hpp"
#include "common/journal/unit_of_work.hpp"

namespace talent::journal {

/// What a caller says of a change; the rest of the draft follows from the object.
struct change {
    std::string_view table;       // SQL table
    std::string_view object_type; // "demand"
    std::string_view happened;    // "published": the entry's type is "demand.published"
    journal::visibility visible = visibility::closed;
    std::vector<uuid> parties = {};
    std::string region = {};
    std::string reason = {};
};

template <class T>
draft draft_of(T const& object, change const& made) {
    draft entry;
    entry.type.append(made.object_type).append(".").append(made.happened);
    entry.object_type = made.object_type;
    entry.object_id = object.id;
    if constexpr (requires { object.version; }) entry.object_version = object.version;
    entry.visible = made.visible;
    entry.parties = made.parties;
    entry.region = made.region;
    entry.reason = made.reason;
    return entry;
}

/// Inserts a new object (its id set by the caller) as version 1.
template <class T>
void create(unit_of_work& unit, T& object, change const& made) {
    if constexpr (requires { object.version; }) object.version = 1;
    if constexpr (requires { object.created_at = unit.now(); }) object.created_at = unit.now();
    if constexpr (requires { object.updated_at = unit.now(); }) object.updated_at = unit.now();
    db::insert(unit.sql(), made.table, object);
    auto entry = draft_of(object, made);
    entry.after = json::write_stored(object);
    unit.append(std::move(entry));
}

/// Saves `after` over `before`; stale_version where the row has changed meanwhile.
template <class T>
result<void> save(unit_of_work& unit, T const& before, T& after, change const& made) {
    after.version = before.version + 1;
    if constexpr (requires { after.updated_at = unit.now(); }) after.updated_at = unit.now();
    if (!db::update(unit.sql(), made.table, after, before.version))
        return refuse(error_code::stale_version);
    auto entry = draft_of(after, made);
    entry.before = json::write_stored(before);
    entry.after = json::write_stored(after);
    unit.append(std::move(entry));
    return success();
}

/// Deletes an object that was never published; its entry is the tombstone.
template <class T>
result<void> remove(unit_of_work& unit, T const& before, change const& made) {
    std::string statement = "DELETE FROM ";
    statement.append(made.table).append(" WHERE id = :p1 AND version = :p2");
    if (unit.sql().execute(statement, {to_string(before.id), before.version}) != 1) {
        return refuse(error_code::stale_version);
    }
    auto entry = draft_of(before, made);
    entry.object_version = before.version + 1;
    entry.before = json::write_stored(before);
    unit.append(std::move(entry));
    return success();
}

/// stale_version unless the client decided on what is there now.
inline result<void> check_version(std::int64_t current, std::int64_t expected) {
    if (current == expected) return success();
    return refuse(error_code::stale_version, "The resource is at version " +
                                                 std::to_string(current) + ", the request names " +
                                                 std::to_string(expected) + ".");
}

} // namespace talent::journal
