#include <catch2/catch.hpp>

#include "common/journal/recorded.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace talent;

namespace {

std::int64_t looks(db::database& database) {
    return test::integer(database, "SELECT looks FROM journal_head");
}

bool look(db::database& database, journal::entry const& written) {
    bool found = false;
    database.write_now([&](db::session& sql) {
        found = journal::is_recorded(sql, written);
        return db::verdict::keep;
    });
    return found;
}

} // namespace

TEST_CASE("an entry that was kept is found, and the look changes nothing") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    auto const kept = test::append(*fresh, make_uuid(test::noon()), 3);
    for (auto const& each : kept)
        CHECK(look(*fresh, each));
    CHECK(looks(*fresh) == 0);
}

TEST_CASE("an entry that was not kept is not found, and the look leaves a change in the head") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    auto lost = test::append(*fresh, make_uuid(test::noon()))[0];
    lost.hash.front() = lost.hash.front() == '0' ? '1' : '0'; // another unit has its sequence
    CHECK_FALSE(look(*fresh, lost));
    CHECK(looks(*fresh) == 1);
    ++lost.sequence; // nobody has its sequence
    CHECK_FALSE(look(*fresh, lost));
    CHECK(looks(*fresh) == 2);
    CHECK(test::append(*fresh, make_uuid(test::noon()))[0].sequence == lost.sequence);
}
