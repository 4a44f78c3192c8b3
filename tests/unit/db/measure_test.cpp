// Figures, not rules: hidden from the ordinary run; "db_test [measure]" prints them.
#include <catch2/catch.hpp>

#include <iostream>

#include "tests/support/database_fixture.hpp"

using namespace talent;
using db::verdict;
using std::chrono::steady_clock;

TEST_CASE("durable units of one row a second", "[.][measure]") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect, {.queue_max = 100'000});
    test::execute(*fresh,
                  "CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, words TEXT NOT NULL)");
    std::int64_t const units = dialect == db::dialect::sqlite ? 100'000 : 10'000;
    std::atomic<std::int64_t> ended = 0;
    auto const begun = steady_clock::now();
    for (std::int64_t id = 0; id < units; ++id) {
        db::write_job job{.run =
                              [id](db::session& sql) {
                                  sql.execute(
                                      "INSERT INTO things (id, words) VALUES (:p1, :p2)",
                                      {id, std::string("a row of some forty characters of text")});
                                  return verdict::keep;
                              },
                          .committed = {},
                          .finished = [&](db::completion, problem const&) { ++ended; },
                          .deadline = steady_clock::time_point::max()};
        while (!fresh->submit(job))
            std::this_thread::yield();
    }
    while (ended < units)
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    std::chrono::duration<double> const took = steady_clock::now() - begun;
    std::cout << (dialect == db::dialect::sqlite ? "SQLite " : "MariaDB ")
              << static_cast<std::int64_t>(static_cast<double>(units) / took.count())
              << " units/s\n";
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things") == units);
}

TEST_CASE("point selects a second, one reader", "[.][measure]") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    constexpr int selects = 100'000;
    auto const begun = steady_clock::now();
    fresh->read_now([](db::session& sql) {
        for (int i = 0; i < selects; ++i) {
            sql.query_one("SELECT sequence, hash FROM journal_head WHERE id = :p1",
                          {std::int64_t{1}}, {cell_kind::integer, cell_kind::text});
        }
    });
    std::chrono::duration<double> const took = steady_clock::now() - begun;
    std::cout << (dialect == db::dialect::sqlite ? "SQLite " : "MariaDB ")
              << static_cast<std::int64_t>(selects / took.count()) << " selects/s\n";
}
