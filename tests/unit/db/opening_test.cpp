#include <catch2/catch.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/database_fixture.hpp"

using namespace talent;

namespace {

std::string detail_of(std::string const& url, db::options const& settings = {},
                      db::migration step = db::migration::to_newest) {
    auto const opened = db::open(url, settings, step);
    return opened.has_value() ? "" : opened.error().detail;
}

constexpr db::options exclusive{.exclusive = true};

} // namespace

TEST_CASE("a second exclusive opener is refused, and may have it afterwards") {
    test::fresh_database fresh(db::dialect::sqlite, exclusive);
    auto const detail = detail_of(fresh.url(), exclusive);
    CHECK(detail.starts_with("Another process (" + std::to_string(::getpid()) +
                             ") has the database "));
    CHECK(detail_of(fresh.url()).empty()); // a tool that reads
    fresh.close();
    CHECK(detail_of(fresh.url(), exclusive).empty());
}

TEST_CASE("the lock of a process that was killed is free") {
    test::fresh_database fresh(db::dialect::sqlite);
    fresh.close();
    int channel[2];
    REQUIRE(::pipe(channel) == 0);
    pid_t const child = ::fork();
    if (child == 0) {
        auto const held = db::open(fresh.url(), exclusive, db::migration::to_newest);
        char const told = held.has_value() ? 'y' : 'n';
        if (::write(channel[1], &told, 1) != 1) ::_exit(1);
        ::pause();
        ::_exit(0);
    }
    char told = 0;
    REQUIRE(::read(channel[0], &told, 1) == 1);
    CHECK(told == 'y');
    CHECK(detail_of(fresh.url(), exclusive)
              .starts_with("Another process (" + std::to_string(child) + ")"));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    CHECK(detail_of(fresh.url(), exclusive).empty());
}

TEST_CASE("what cannot be opened is a sentence") {
    test::temporary_folder folder;
    CHECK(detail_of("sqlite:///no/such/folder/a.sqlite") ==
          "The folder /no/such/folder for the database does not exist.");
    CHECK(detail_of("sqlite://" + folder.path() + "/a.sqlite", {}, db::migration::leave) ==
          "There is no database at " + folder.path() + "/a.sqlite.");
    CHECK(detail_of("mysql://nobody:secret@name?socket=/no/such.sock")
              .starts_with("The database cannot be used: connection lost"));
    CHECK(detail_of("mysql://nobody:secret@127.0.0.1:1/name").find("secret") == std::string::npos);
    CHECK(detail_of("nonsense") == "A database URL starts with sqlite:// or mysql://.");
}

TEST_CASE("a file that is no database is refused") {
    test::temporary_folder folder;
    auto const path = folder.path() + "/a.sqlite";
    {
        std::unique_ptr<std::FILE, int (*)(std::FILE*)> const file(std::fopen(path.c_str(), "w"),
                                                                   &std::fclose);
        for (int i = 0; i < 1000; ++i)
            std::fputs("this is no database\n", file.get());
    }
    CHECK(detail_of("sqlite://" + path).find("file is not a database") != std::string::npos);
}

TEST_CASE("an open database is reachable") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    CHECK(fresh->reachable());
    CHECK(fresh->dialect() == dialect);
}

TEST_CASE("a backup made while units are written opens and is one consistent state") {
    test::fresh_database fresh(db::dialect::sqlite);
    test::execute(*fresh,
                  "CREATE TABLE pairs (id INTEGER NOT NULL PRIMARY KEY, left_half INTEGER, "
                  "right_half INTEGER)");
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        for (std::int64_t id = 1; !stop; ++id) {
            fresh->write_now([id](db::session& sql) {
                sql.execute("INSERT INTO pairs (id, left_half) VALUES (:p1, :p1)", {id});
                sql.execute("UPDATE pairs SET right_half = :p1 WHERE id = :p1", {id});
                return db::verdict::keep;
            });
        }
    });
    while (test::integer(*fresh, "SELECT COUNT(*) FROM pairs") < 100)
        std::this_thread::yield();
    test::temporary_folder folder;
    auto const target = folder.path() + "/it's a copy.sqlite";
    auto const copied = db::backup(*fresh, target);
    stop = true;
    writer.join();
    REQUIRE(copied.has_value());
    CHECK(std::filesystem::exists(target));
    CHECK_FALSE(std::filesystem::exists(target + ".partial"));
    CHECK_FALSE(db::backup(*fresh, target).has_value()); // never over an older one

    auto const opened =
        db::open("sqlite://" + folder.path() + "/it's%20a%20copy.sqlite", {}, db::migration::leave);
    REQUIRE(opened.has_value());
    auto& copy = *opened.value();
    CHECK(test::integer(copy, "SELECT COUNT(*) FROM pairs") >= 100);
    CHECK(test::integer(copy, "SELECT COUNT(*) FROM pairs WHERE right_half IS NOT left_half") == 0);
    CHECK(test::integer(copy, "SELECT COUNT(*) FROM pairs") ==
          test::integer(copy, "SELECT MAX(id) FROM pairs"));
    auto const last = std::to_string(test::integer(copy, "SELECT MAX(id) FROM pairs"));
    auto const sum = "SELECT SUM(id * right_half) FROM pairs WHERE id <= " + last;
    CHECK(test::integer(copy, sum) == test::integer(*fresh, sum));
}

TEST_CASE("MariaDB is not copied by backup") {
    if (test::mariadb_url().empty()) return;
    test::fresh_database fresh(db::dialect::mariadb);
    auto const copied = db::backup(*fresh, "/tmp/never");
    REQUIRE_FALSE(copied.has_value());
    CHECK(copied.error().code == error_code::not_implemented);
}

TEST_CASE("what was committed is there after the database was closed and opened again") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::execute(*fresh, "UPDATE journal_head SET sequence = 5 WHERE id = 1");
    fresh.reopen();
    CHECK(test::integer(*fresh, "SELECT sequence FROM journal_head") == 5);
}
