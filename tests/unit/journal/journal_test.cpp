#include <catch2/catch.hpp>

#include "tests/unit/journal/journal_fixture.hpp"

using namespace talent;
using db::verdict;

TEST_CASE("an entry says who did what to which object, before and after, and when") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    auto const object = make_uuid(test::noon());
    auto const recorded = test::append(*fresh, object);
    REQUIRE(recorded.size() == 1);
    auto const entries = test::all_entries(*fresh);
    REQUIRE(entries.size() == 1);
    for (auto const& one : {recorded[0], entries[0]}) {
        CHECK(one.sequence == 1);
        CHECK(one.at == test::noon());
        CHECK(one.type == "demand.changed");
        CHECK(one.object_type == "demand");
        CHECK(one.object_id == object);
        CHECK(one.object_version == 1);
        CHECK(one.visible == journal::visibility::parties);
        CHECK(one.parties == "|" + to_string(test::clerk().organisation) + "|");
        CHECK(one.region == "330100");
        CHECK(one.actor_audience == "enterprise");
        CHECK(one.actor_organisation == test::clerk().organisation);
        CHECK(one.actor_member == test::clerk().member);
        CHECK(one.actor_credential == test::clerk().credential);
        CHECK(one.request_id == "request");
        CHECK(one.reason == "理由 'quoted' \\");
        CHECK(one.before == R"({"title":"before"})");
        CHECK(one.after == R"({"title":"after 👩‍💻"})");
        CHECK(one.hash.size() == 64);
    }
    CHECK(entries[0].hash == recorded[0].hash);
    CHECK(journal::names_party(entries[0], test::clerk().organisation));
    CHECK_FALSE(journal::names_party(entries[0], object));
}

TEST_CASE("a unit without entries leaves the journal alone") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    CHECK(test::append(*fresh, make_uuid(test::noon()), 0).empty());
    fresh->read_now([](db::session& sql) {
        CHECK(journal::read_head(sql).sequence == 0);
        CHECK(journal::read_head(sql).hash == std::string(64, '0'));
    });
}

TEST_CASE("a discarded unit leaves no gap") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    auto const object = make_uuid(test::noon());
    test::append(*fresh, object, 2);
    fresh->write_now([&](db::session& sql) {
        journal::unit_of_work unit(sql, test::noon(), test::clerk(), "dry run");
        unit.append(test::draft("demand.changed", object));
        CHECK(journal::record(unit).front().sequence == 3);
        return verdict::discard;
    });
    CHECK(test::append(*fresh, object).front().sequence == 3);
    CHECK(journal::verify(*fresh).has_value());
}

TEST_CASE("entries are read after a position, and of one object") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    auto const one = make_uuid(test::noon());
    auto const other = make_uuid(test::noon());
    test::append(*fresh, one, 3);
    test::append(*fresh, other, 2);
    test::append(*fresh, one, 1);
    fresh->read_now([&](db::session& sql) {
        auto const some = journal::read_after(sql, 2, 3);
        REQUIRE(some.size() == 3);
        CHECK(some.front().sequence == 3);
        CHECK(some.back().sequence == 5);
        CHECK(journal::read_after(sql, 6, 10).empty());
        auto const history = journal::read_of_object(sql, "demand", one, 10);
        REQUIRE(history.size() == 4);
        CHECK(history.back().sequence == 6);
        CHECK(journal::read_of_object(sql, "demand", one, 2).size() == 2);
        CHECK(journal::read_of_object(sql, "supply", one, 10).empty());
    });
}

TEST_CASE("the journal is gapless and chained under eight writers at once") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect, {.writer_threads = 8, .queue_max = 10'000});
    constexpr int writers = 8;
    constexpr int units = 500;
    std::mutex mutex;
    std::vector<std::int64_t> told;
    std::atomic<int> failed = 0;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([&] {
            auto const object = make_uuid(test::noon());
            std::vector<std::future<test::ending>> endings;
            for (int i = 0; i < units; ++i) {
                auto const recorded = std::make_shared<std::vector<journal::entry>>();
                endings.push_back(test::submit_write(
                    *fresh,
                    [=](db::session& sql) {
                        // A read before the head is locked, as every use case makes.
                        sql.query_one("SELECT sequence FROM journal_head", {},
                                      {cell_kind::integer});
                        journal::unit_of_work unit(sql, test::noon(), test::clerk(), "request");
                        unit.append(test::draft("demand.changed", object));
                        if (i % 3 == 0) unit.append(test::draft("demand.published", object));
                        *recorded = journal::record(unit);
                        return i % 10 == 9 ? verdict::discard : verdict::keep;
                    },
                    [&, recorded] {
                        std::lock_guard const lock(mutex);
                        for (auto const& each : *recorded)
                            told.push_back(each.sequence);
                    }));
            }
            for (auto& each : endings)
                failed += each.get().completion == db::completion::failed ? 1 : 0;
        });
    }
    for (auto& each : threads)
        each.join();
    CHECK(failed == 0);
    auto const verified = journal::verify(*fresh);
    REQUIRE(verified.has_value());
    CHECK(verified.value().sequence == static_cast<std::int64_t>(told.size()));
    if (dialect == db::dialect::sqlite)
        CHECK(std::is_sorted(told.begin(), told.end())); // commit order
    std::sort(told.begin(), told.end());
    bool gapless = true;
    for (std::size_t i = 0; i < told.size(); ++i)
        gapless = gapless && told[i] == static_cast<std::int64_t>(i + 1);
    CHECK(gapless);
}
