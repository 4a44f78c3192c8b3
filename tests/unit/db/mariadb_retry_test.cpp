#include <catch2/catch.hpp>

#include <latch>

#include "tests/support/database_fixture.hpp"

using namespace talent;
using db::completion;
using db::verdict;

namespace {

constexpr auto raise = "UPDATE counters SET value = value + 1 WHERE id = :p1";

void make_counters(db::database& on) {
    test::execute(on,
                  "CREATE TABLE counters (id BIGINT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)");
    test::execute(on, "INSERT INTO counters (id, value) VALUES (1, 0), (2, 0)");
}

/// A unit that raises both counters, the one first that it is told; both units of a pair hold their
/// first row before either asks for the other's.
std::function<verdict(db::session&)> crossing_unit(std::int64_t first, std::int64_t second,
                                                   std::latch& both, std::atomic<int>& runs) {
    return [=, &both, &runs, met = std::make_shared<bool>(false)](db::session& sql) {
        ++runs;
        sql.execute(raise, {first});
        if (!std::exchange(*met, true)) both.arrive_and_wait();
        sql.execute(raise, {second});
        return verdict::keep;
    };
}

} // namespace

TEST_CASE("two units that cross deadlock, and both are kept in the end (MariaDB)") {
    if (test::mariadb_url().empty()) return;
    test::fresh_database fresh(db::dialect::mariadb);
    make_counters(*fresh);
    std::latch both{2};
    std::atomic<int> runs = 0;
    auto one = test::submit_write(*fresh, crossing_unit(1, 2, both, runs));
    auto other = test::submit_write(*fresh, crossing_unit(2, 1, both, runs));
    CHECK(one.get().completion == completion::committed);
    CHECK(other.get().completion == completion::committed);
    CHECK(runs == 3); // the victim ran twice
    CHECK(test::integer(*fresh, "SELECT SUM(value) FROM counters") == 4);
}

TEST_CASE("a unit that swallowed a deadlock is not committed by half (MariaDB)") {
    if (test::mariadb_url().empty()) return;
    test::fresh_database fresh(db::dialect::mariadb);
    make_counters(*fresh);
    std::latch both{2};
    auto const careless = [&both](std::int64_t first, std::int64_t second) {
        return [=, &both, met = std::make_shared<bool>(false)](db::session& sql) {
            sql.execute(raise, {first});
            if (!std::exchange(*met, true)) both.arrive_and_wait();
            try {
                sql.execute(raise, {second});
            } catch (db::error const&) { // as no store may do
            }
            return verdict::keep;
        };
    };
    auto one = test::submit_write(*fresh, careless(1, 2));
    auto other = test::submit_write(*fresh, careless(2, 1));
    CHECK(one.get().completion == completion::committed);
    CHECK(other.get().completion == completion::committed);
    CHECK(test::integer(*fresh, "SELECT SUM(value) FROM counters") == 4);
}

TEST_CASE("a unit that always conflicts is given up after its retries (MariaDB)") {
    if (test::mariadb_url().empty()) return;
    test::fresh_database fresh(db::dialect::mariadb);
    int runs = 0;
    auto ending = test::submit_write(*fresh, [&](db::session&) -> verdict {
        ++runs;
        throw db::error(db::failure::retry, "again");
    });
    auto const ended = ending.get();
    CHECK(ended.completion == completion::failed);
    CHECK(ended.reason.code == error_code::overloaded);
    CHECK(runs == 6);
}

TEST_CASE(
    "a unit whose connection was killed before its commit runs again on a new one (MariaDB)") {
    if (test::mariadb_url().empty()) return;
    test::fresh_database fresh(db::dialect::mariadb);
    make_counters(*fresh);
    int runs = 0;
    auto ending = test::submit_write(*fresh, [&](db::session& sql) {
        sql.execute(raise, {std::int64_t{1}});
        if (++runs == 1) {
            auto const own = sql.query_one("SELECT CONNECTION_ID()", {}, {cell_kind::integer});
            test::execute(*fresh, "KILL " + std::to_string(integer_of(own->front())));
        }
        sql.execute(raise, {std::int64_t{2}});
        return verdict::keep;
    });
    CHECK(ending.get().completion == completion::committed);
    CHECK(runs == 2);
    CHECK(test::integer(*fresh, "SELECT SUM(value) FROM counters") == 2);
}

TEST_CASE(
    "a unit whose connection is lost at its commit has an unknown outcome and is not run again "
    "(MariaDB)") {
    if (test::mariadb_url().empty()) return;
    test::fresh_database fresh(db::dialect::mariadb, {.writer_threads = 1});
    make_counters(*fresh);
    int runs = 0;
    bool heard_commit = false;
    auto const ended =
        test::submit_write(
            *fresh,
            [&](db::session& sql) {
                ++runs;
                sql.execute(raise, {std::int64_t{1}});
                auto const own = sql.query_one("SELECT CONNECTION_ID()", {}, {cell_kind::integer});
                test::execute(*fresh, "KILL " + std::to_string(integer_of(own->front())));
                return verdict::keep;
            },
            [&] { heard_commit = true; })
            .get();
    CHECK(ended.completion == completion::failed);
    CHECK(ended.reason.code == error_code::database_unavailable);
    CHECK(ended.reason.retry_after_seconds > 0);
    CHECK(runs == 1);
    CHECK_FALSE(heard_commit);
    auto const next = test::submit_write(*fresh, [](db::session& sql) {
                          sql.execute(raise, {std::int64_t{2}});
                          return verdict::keep;
                      }).get();
    CHECK(next.completion == completion::committed);
    CHECK(test::integer(*fresh, "SELECT SUM(value) FROM counters") == 1);
}

TEST_CASE("idle connections that were killed are made anew without anybody noticing (MariaDB)") {
    if (test::mariadb_url().empty()) return;
    test::fresh_database fresh(db::dialect::mariadb, {.reader_threads = 1, .writer_threads = 1});
    make_counters(*fresh);
    auto const id_of = [](db::session& sql) {
        return integer_of(
            sql.query_one("SELECT CONNECTION_ID()", {}, {cell_kind::integer})->front());
    };
    std::int64_t writer = 0;
    std::int64_t reader = 0;
    test::submit_write(*fresh, [&](db::session& sql) {
        writer = id_of(sql);
        return verdict::keep;
    }).get();
    test::submit_read(*fresh, [&](db::session& sql) { reader = id_of(sql); }).get();
    test::execute(*fresh, "KILL " + std::to_string(writer));
    test::execute(*fresh, "KILL " + std::to_string(reader));
    auto const write = test::submit_write(*fresh, [&](db::session& sql) {
                           sql.execute(raise, {std::int64_t{1}});
                           return verdict::keep;
                       }).get();
    CHECK(write.completion == completion::committed);
    CHECK(test::submit_read(*fresh, [](db::session&) {}).get().completion == completion::committed);
}

TEST_CASE("writers on MariaDB and SQLite lose no update under contention") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    make_counters(*fresh);
    constexpr int units = 400;
    std::vector<std::future<test::ending>> endings;
    for (int i = 0; i < units; ++i) {
        endings.push_back(test::submit_write(*fresh, [](db::session& sql) {
            std::string const read =
                std::string("SELECT value FROM counters WHERE id = 1").append(sql.for_update());
            auto const value = integer_of(sql.query_one(read, {}, {cell_kind::integer})->front());
            sql.execute("UPDATE counters SET value = :p1 WHERE id = 1", {value + 1});
            return verdict::keep;
        }));
    }
    for (auto& each : endings)
        CHECK(each.get().completion == completion::committed);
    CHECK(test::integer(*fresh, "SELECT value FROM counters WHERE id = 1") == units);
}
