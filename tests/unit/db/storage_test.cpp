// What happens when the disk is full or fails. SQLite only: MariaDB has a machine of its own.
#include <catch2/catch.hpp>

#include <signal.h>
#include <sys/resource.h>

#include <filesystem>

#include "tests/support/database_fixture.hpp"

using namespace talent;
using db::completion;
using db::verdict;

namespace {

constexpr auto insert = "INSERT INTO things (id, words) VALUES (:p1, :p2)";

void make_things(db::database& on) {
    test::execute(on, "CREATE TABLE things (id INTEGER NOT NULL PRIMARY KEY, words TEXT NOT NULL)");
}

test::ending insert_thing(db::database& into, std::int64_t id, std::size_t bytes) {
    return test::submit_write(into,
                              [=](db::session& sql) {
                                  sql.execute(insert, {id, std::string(bytes, 'x')});
                                  return verdict::keep;
                              })
        .get();
}

void limit_pages(db::database& of, std::int64_t pages) {
    of.write_now([&](db::session& sql) {
        sql.query("PRAGMA max_page_count = " + std::to_string(pages), {}, {cell_kind::integer});
        return verdict::discard;
    });
}

/// Lets no file of this process grow beyond `bytes` while it lives: a write then fails with EFBIG,
/// which SQLite reports as an I/O error.
class file_size_limit {
  public:
    explicit file_size_limit(rlim_t bytes) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &former_);
        rlimit const wanted{bytes, former_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &wanted);
    }
    ~file_size_limit() { ::setrlimit(RLIMIT_FSIZE, &former_); }
    file_size_limit(file_size_limit const&) = delete;
    file_size_limit& operator=(file_size_limit const&) = delete;

  private:
    rlimit former_{};
};

} // namespace

TEST_CASE("a full disk refuses the write, keeps what was committed, and serves again with room") {
    test::fresh_database fresh(db::dialect::sqlite);
    make_things(*fresh);
    REQUIRE(insert_thing(*fresh, 1, 100).completion == completion::committed);
    limit_pages(*fresh, test::integer(*fresh, "PRAGMA page_count") + 4);
    auto const refused = insert_thing(*fresh, 2, 1'000'000);
    CHECK(refused.completion == completion::failed);
    CHECK(refused.reason.code == error_code::storage_full);
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things") == 1);
    CHECK(fresh->reachable());
    limit_pages(*fresh, 1'000'000'000);
    CHECK(insert_thing(*fresh, 2, 1'000'000).completion == completion::committed);
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things") == 2);
}

TEST_CASE("a unit that swallowed a full disk is not committed") {
    test::fresh_database fresh(db::dialect::sqlite);
    make_things(*fresh);
    limit_pages(*fresh, test::integer(*fresh, "PRAGMA page_count") + 4);
    auto const ended =
        test::submit_write(*fresh, [](db::session& sql) {
            sql.execute(insert, {std::int64_t{1}, std::string("fits")});
            CHECK_THROWS_AS(sql.execute(insert, {std::int64_t{2}, std::string(1'000'000, 'x')}),
                            db::error);
            return verdict::keep;
        }).get();
    CHECK(ended.reason.code == error_code::storage_full);
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things") == 0);
}

TEST_CASE(
    "after an I/O error nothing is acknowledged, reads go on, and a restart finds what was "
    "committed") {
    test::fresh_database fresh(db::dialect::sqlite);
    make_things(*fresh);
    REQUIRE(insert_thing(*fresh, 1, 100).completion == completion::committed);
    auto const wal = fresh.url().substr(std::string("sqlite://").size()) + "-wal";
    {
        file_size_limit const limit(std::filesystem::file_size(wal) + 5'000);
        auto const failed = insert_thing(*fresh, 2, 1'000'000);
        CHECK(failed.completion == completion::failed);
        CHECK(failed.reason.code == error_code::database_unavailable);
    }
    // The disk works again, but what it did with earlier writes is not known: not without a
    // restart.
    CHECK(insert_thing(*fresh, 3, 100).reason.code == error_code::database_unavailable);
    CHECK_THROWS_AS(test::execute(*fresh, "DELETE FROM things"), db::error);
    CHECK_FALSE(fresh->reachable());
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things") == 1);
    fresh.reopen();
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things") == 1);
    CHECK(insert_thing(*fresh, 3, 100).completion == completion::committed);
    CHECK(fresh->reachable());
}
