// What the journal's tests share: an actor, and units that append entries.
#pragma once

#include "common/journal/journal.hpp"
#include "common/journal/verification.hpp"
#include "tests/support/database_fixture.hpp"

namespace talent::test {

inline instant noon() {
    return from_milliseconds(1'800'000'000'000);
}

inline security::principal const& clerk() {
    static security::principal const made = [] {
        security::principal one;
        one.audience = security::audience::enterprise;
        one.organisation = make_uuid(noon());
        one.member = make_uuid(noon());
        one.credential = make_uuid(noon());
        return one;
    }();
    return made;
}

inline journal::draft draft(std::string const& type, uuid const& object) {
    journal::draft made;
    made.type = type;
    made.object_type = "demand";
    made.object_id = object;
    made.object_version = 1;
    made.visible = journal::visibility::parties;
    made.parties = {clerk().organisation};
    made.region = "330100";
    made.reason = "理由 'quoted' \\";
    made.before = R"({"title":"before"})";
    made.after = R"({"title":"after 👩‍💻"})";
    return made;
}

/// One unit that appends `count` entries on one object; returns them.
inline std::vector<journal::entry> append(db::database& to, uuid const& object, int count = 1) {
    std::vector<journal::entry> recorded;
    to.write_now([&](db::session& sql) {
        journal::unit_of_work unit(sql, noon(), clerk(), "request");
        for (int i = 0; i < count; ++i)
            unit.append(draft("demand.changed", object));
        recorded = journal::record(unit);
        return db::verdict::keep;
    });
    return recorded;
}

inline std::vector<journal::entry> all_entries(db::database& in) {
    std::vector<journal::entry> found;
    in.read_now([&](db::session& sql) { found = journal::read_after(sql, 0, db::query_rows_max); });
    return found;
}

} // namespace talent::test
