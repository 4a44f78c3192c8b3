// What becomes of units whose connection is lost at their COMMIT, and of jobs on a database that
// hangs: a proxy between the database object and the server does what networks do. MariaDB only.
#include <catch2/catch.hpp>

#include <iostream>
#include <map>
#include <random>

#include "tests/support/database_fixture.hpp"
#include "tests/support/database_proxy.hpp"

using namespace talent;
using namespace std::chrono_literals;
using db::completion;
using db::finding;
using db::verdict;
using test::database_proxy;
using steady = std::chrono::steady_clock;

namespace {

std::string name_in(std::string const& url) {
    auto const end = std::min(url.find('?'), url.size());
    auto const start = url.find_last_of("/@", end - 1) + 1;
    return url.substr(start, end - start);
}

/// A database that is reached through a proxy, and directly beside it.
struct proxied_database {
    explicit proxied_database(db::options const& settings = {})
        : direct(db::dialect::mariadb), proxy(test::mariadb_url()) {
        test::execute(*direct, "CREATE TABLE marks (run BIGINT NOT NULL PRIMARY KEY)");
        test::execute(*direct,
                      "CREATE TABLE counters (id BIGINT NOT NULL PRIMARY KEY, value BIGINT NOT "
                      "NULL)");
        test::execute(*direct, "INSERT INTO counters (id, value) VALUES (1, 0), (2, 0)");
        auto opened = db::open(proxy.url(name_in(direct.url())), settings, db::migration::leave);
        REQUIRE(opened.has_value());
        through = std::move(opened).value();
    }

    test::fresh_database direct;
    database_proxy proxy;
    std::unique_ptr<db::database> through;
};

/// A unit that raises the counter and leaves a mark of this very run.
struct marked_unit {
    std::int64_t number = 0;
    std::atomic<int> runs = 0;
    std::atomic<int> heard_commits = 0;

    std::int64_t mark() const { return number * 100 + runs; }

    std::future<test::ending> submit(db::database& to, std::chrono::milliseconds patience = 10s) {
        auto const promise = std::make_shared<std::promise<test::ending>>();
        db::write_job job{.run =
                              [this](db::session& sql) {
                                  ++runs;
                                  sql.execute("UPDATE counters SET value = value + 1 WHERE id = 1");
                                  sql.execute("INSERT INTO marks (run) VALUES (:p1)", {mark()});
                                  return verdict::keep;
                              },
                          .committed = [this] { ++heard_commits; },
                          .finished =
                              [promise](completion how, problem why) {
                                  promise->set_value({how, std::move(why)});
                              },
                          .deadline = steady::now() + patience,
                          .look_for_run =
                              [this](db::session& sql) {
                                  sql.query("SELECT value FROM counters WHERE id = 1 FOR UPDATE",
                                            {}, {cell_kind::integer});
                                  if (sql.query_one("SELECT run FROM marks WHERE run = :p1",
                                                    {mark()}, {cell_kind::integer}))
                                      return finding::kept;
                                  sql.execute("UPDATE counters SET value = value + 1 WHERE id = 2");
                                  return finding::not_kept;
                              }};
        auto future = promise->get_future();
        REQUIRE(to.submit(std::move(job)));
        return future;
    }
};

std::int64_t milliseconds_since(steady::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(steady::now() - start).count();
}

} // namespace

TEST_CASE("a COMMIT that was carried out but not answered is found to be kept (MariaDB)") {
    if (test::mariadb_url().empty()) return;
    auto const how = GENERATE(database_proxy::cut::after, database_proxy::cut::late);
    proxied_database database;
    marked_unit unit{.number = 1};
    database.proxy.cut_next_commit(how);
    CHECK(unit.submit(*database.through).get().completion == completion::committed);
    CHECK_FALSE(database.proxy.cut_is_due());
    CHECK(unit.runs == 1);
    CHECK(unit.heard_commits == 1);
    CHECK(test::integer(*database.direct, "SELECT value FROM counters WHERE id = 1") == 1);
}

TEST_CASE("a COMMIT that never reached the server is found to be lost, and run again (MariaDB)") {
    if (test::mariadb_url().empty()) return;
    proxied_database database;
    marked_unit unit{.number = 1};
    database.proxy.cut_next_commit(database_proxy::cut::before);
    CHECK(unit.submit(*database.through).get().completion == completion::committed);
    CHECK(unit.runs == 2);
    CHECK(unit.heard_commits == 1);
    // What the look changed was committed, or another node could commit the first run still.
    CHECK(test::integer(*database.direct, "SELECT value FROM counters WHERE id = 2") == 1);
    CHECK(test::integer(*database.direct, "SELECT value FROM counters WHERE id = 1") == 1);
}

TEST_CASE("whatever COMMITs are cut, each unit is kept once and said to be (MariaDB)") {
    if (test::mariadb_url().empty()) return;
    constexpr int units = 120;
    auto const seed = std::random_device{}();
    std::cout << "COMMITs cut at random: seed " << seed << "\n";
    std::mt19937 random(seed);
    proxied_database database({.writer_threads = 4});
    std::list<marked_unit> all;
    std::vector<std::future<test::ending>> endings;
    for (int i = 1; i <= units; ++i) {
        // One at a time is cut, and the next may meet it while it is being cut.
        while (database.proxy.cut_is_due())
            std::this_thread::sleep_for(1ms);
        database.proxy.cut_next_commit(static_cast<database_proxy::cut>(random() % 4));
        all.emplace_back().number = i;
        endings.push_back(all.back().submit(*database.through, 60s));
    }
    for (auto& each : endings)
        CHECK(each.get().completion == completion::committed);
    for (auto const& each : all)
        CHECK(each.heard_commits == 1);
    CHECK(test::integer(*database.direct, "SELECT value FROM counters WHERE id = 1") == units);
    CHECK(test::integer(*database.direct, "SELECT COUNT(*) FROM marks") == units);
    CHECK(test::integer(*database.direct, "SELECT COUNT(DISTINCT run DIV 100) FROM marks") ==
          units);
}

TEST_CASE(
    "where the database stays away after a COMMIT, the outcome is said to be unknown "
    "(MariaDB)") {
    if (test::mariadb_url().empty()) return;
    proxied_database database({.writer_threads = 1});
    marked_unit unit{.number = 1};
    database.proxy.cut_next_commit(database_proxy::cut::before);
    auto ending = unit.submit(*database.through, 1s);
    while (database.proxy.cut_is_due())
        std::this_thread::sleep_for(1ms);
    database.proxy.stall(true);
    auto const ended = ending.get();
    database.proxy.stall(false);
    CHECK(ended.completion == completion::failed);
    CHECK(ended.reason.code == error_code::database_unavailable);
    CHECK(ended.reason.detail.find("not known") != std::string::npos);
    CHECK(ended.reason.retry_after_seconds > 0);
    CHECK(unit.heard_commits == 0);
}

TEST_CASE("a database that hangs holds no thread beyond its job's deadline (MariaDB)") {
    if (test::mariadb_url().empty()) return;
    proxied_database database({.reader_threads = 1, .writer_threads = 1});
    marked_unit first{.number = 1};
    first.submit(*database.through).get(); // both threads have their connections
    test::submit_read(*database.through, [](db::session&) {}).get();
    database.proxy.stall(true);
    auto const start = steady::now();
    marked_unit second{.number = 2};
    marked_unit third{.number = 3};
    auto write = second.submit(*database.through, 500ms);
    auto behind = third.submit(*database.through, 500ms);
    auto read = test::submit_read(
        *database.through,
        [](db::session& sql) { sql.query("SELECT 1", {}, {cell_kind::integer}); },
        steady::now() + 500ms);
    auto const read_ended = read.get();
    auto const write_ended = write.get();
    auto const behind_ended = behind.get();
    std::cout << "jobs with a deadline of 500 ms on a database that hangs ended after "
              << milliseconds_since(start) << " ms\n";
    CHECK(steady::now() - start < 5s); // the client library's own time-out is 12 s
    CHECK(read_ended.completion == completion::failed);
    CHECK(read_ended.reason.code == error_code::database_unavailable);
    CHECK(write_ended.reason.code == error_code::database_unavailable);
    CHECK(behind_ended.completion == completion::failed);
    CHECK(behind_ended.reason.retry_after_seconds > 0);

    auto const asked = steady::now();
    CHECK_FALSE(database.through->reachable());
    CHECK(steady::now() - asked < 5s);

    database.proxy.stall(false);
    auto const back = steady::now();
    completion again = completion::failed;
    for (int i = 4; again != completion::committed && milliseconds_since(back) < 30'000; ++i) {
        marked_unit next{.number = i};
        again = next.submit(*database.through, 2s).get().completion;
    }
    std::cout << "written again " << milliseconds_since(back) << " ms after it went on\n";
    CHECK(again == completion::committed);
    while (!database.through->reachable() && milliseconds_since(back) < 30'000)
        std::this_thread::sleep_for(10ms);
    CHECK(database.through->reachable());
}

TEST_CASE(
    "a statement that is slow is ended by the server, and so is an abandoned transaction "
    "(MariaDB)") {
    if (test::mariadb_url().empty()) return;
    test::fresh_database fresh(db::dialect::mariadb);
    fresh->write_now([](db::session& sql) {
        auto const setting = [&](std::string const& name) {
            auto const query = "SELECT CAST(@@" + name + " AS SIGNED)";
            return integer_of(sql.query_one(query, {}, {cell_kind::integer})->front());
        };
        CHECK(setting("max_statement_time") == 10);
        CHECK(setting("idle_transaction_timeout") == 10);
        CHECK(setting("innodb_lock_wait_timeout") == 4);
        return verdict::discard;
    });
    int runs = 0;
    auto const ended = test::submit_write(*fresh, [&](db::session& sql) {
                           if (++runs == 1) {
                               sql.execute("SET SESSION max_statement_time = 0.05");
                               sql.query("SELECT SLEEP(5)", {}, {cell_kind::integer});
                           }
                           return verdict::keep;
                       }).get();
    CHECK(ended.completion == completion::committed);
    CHECK(runs == 2);
}
