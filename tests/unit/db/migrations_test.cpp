#include <catch2/catch.hpp>

#include "common/db/migrations.hpp"
#include "tests/support/database_fixture.hpp"

using namespace talent;

namespace {

constexpr db::migration_script first{
    1, "0001_first",
    "-- a comment; with a semicolon\n"
    "CREATE TABLE one (\n"
    "    id {id} NOT NULL PRIMARY KEY, -- the id\n"
    "    name {code} NOT NULL,\n"
    "    mark {key} NOT NULL,\n"
    "    amount {integer} NOT NULL CHECK (amount >= 0),\n"
    "    note {text} NOT NULL,\n"
    "    body {long} NOT NULL\n"
    ") {table};\n"
    "CREATE UNIQUE INDEX one_name ON one (name, mark);\n"
    "INSERT INTO one (id, name, mark, amount, note, body)\n"
    "VALUES ('a', 'it''s -- not a comment; nor an end', 'k', 1, '{\"a\":1}', '');\n"};
constexpr db::migration_script second{2, "0002_second",
                                      "ALTER TABLE one ADD COLUMN more {integer};\n"};

/// A database without our schema: the fixture's, emptied of it.
class bare_database {
  public:
    explicit bare_database(db::dialect dialect) : fresh_(dialect) {
        if (dialect == db::dialect::mariadb) {
            where_ = db::parse_location(fresh_.url()).value();
            test::execute(*fresh_, "DROP DATABASE " + where_.name);
        } else {
            where_ = db::parse_location("sqlite://" + folder_.path() + "/bare.sqlite").value();
        }
    }
    result<void> migrate(std::vector<db::migration_script> const& scripts) {
        return db::migrate(where_, scripts);
    }
    result<void> check(std::vector<db::migration_script> const& scripts) {
        return db::check_schema(where_, scripts);
    }
    db::location const& where() const { return where_; }

  private:
    test::temporary_folder folder_;
    test::fresh_database fresh_;
    db::location where_;
};

} // namespace

TEST_CASE("a script is cut into statements, without comments, in the database's own words") {
    auto const sqlite = db::statements_of(first, db::dialect::sqlite).value();
    REQUIRE(sqlite.size() == 3);
    CHECK(sqlite[0].find("comment") == std::string::npos);
    CHECK(sqlite[0].find("amount INTEGER NOT NULL CHECK (amount >= 0)") != std::string::npos);
    CHECK(sqlite[0].ends_with(") STRICT"));
    CHECK(sqlite[2].find("it''s -- not a comment; nor an end") != std::string::npos);
    CHECK(sqlite[2].find("{\"a\":1}") != std::string::npos);
    auto const mariadb = db::statements_of(first, db::dialect::mariadb).value();
    CHECK(mariadb[0].find("amount BIGINT NOT NULL") != std::string::npos);
    CHECK(mariadb[0].find("mark VARCHAR(255) NOT NULL") != std::string::npos);
    CHECK(mariadb[0].find("body LONGTEXT NOT NULL") != std::string::npos);
    CHECK(mariadb[0].find("ENGINE=InnoDB") != std::string::npos);
}

TEST_CASE("an unknown placeholder is refused by name") {
    constexpr db::migration_script odd{3, "0003_odd", "CREATE TABLE odd (a {float});"};
    auto const statements = db::statements_of(odd, db::dialect::sqlite);
    REQUIRE_FALSE(statements.has_value());
    CHECK(statements.error().detail == "Migration 0003_odd has the unknown placeholder {float}.");
}

TEST_CASE("migrations are applied in order, each once") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    bare_database bare(dialect);
    REQUIRE(bare.migrate({first}).has_value());
    REQUIRE(bare.migrate({first}).has_value());
    REQUIRE(bare.migrate({first, second}).has_value());
    REQUIRE(bare.migrate({first, second}).has_value());
    CHECK(bare.check({first, second}).has_value());
}

TEST_CASE("a migration that was changed after it was applied is refused") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    bare_database bare(dialect);
    REQUIRE(bare.migrate({first}).has_value());
    auto changed = first;
    std::string text = std::string(first.text) + "-- a better comment\n";
    changed.text = text;
    CHECK(bare.migrate({changed}).has_value());
    text += "DELETE FROM one;\n";
    changed.text = text;
    auto const refused = bare.migrate({changed});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().detail == "Migration 0001_first was changed after it was applied.");
    CHECK_FALSE(bare.check({changed}).has_value());
}

TEST_CASE("a schema newer than the program is refused") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    bare_database bare(dialect);
    REQUIRE(bare.migrate({first, second}).has_value());
    auto const refused = bare.migrate({first});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().detail ==
          "The database's schema is newer than this program: it has migration 0002_second.");
    CHECK_FALSE(bare.check({first}).has_value());
}

TEST_CASE("a migration that fails names itself, its statement and the reason") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    bare_database bare(dialect);
    constexpr db::migration_script faulty{2, "0002_faulty",
                                          "CREATE TABLE fine (a {integer}) {table};\nNONSENSE;\n"};
    auto const refused = bare.migrate({first, faulty});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().detail.starts_with("Migration 0002_faulty failed at statement 2: "));
    if (dialect == db::dialect::sqlite)
        CHECK(bare.migrate({first, second}).has_value()); // all or nothing
}

TEST_CASE("two processes may migrate at once") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    bare_database bare(dialect);
    std::vector<std::thread> threads;
    std::atomic<int> succeeded = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            succeeded += bare.migrate({first, second}).has_value() ? 1 : 0;
        });
    }
    for (auto& each : threads)
        each.join();
    CHECK(succeeded == 4);
}

TEST_CASE("the binary carries its migrations in order, and the schema says its version") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    auto const scripts = db::embedded_migrations();
    REQUIRE_FALSE(scripts.empty());
    for (std::size_t i = 0; i < scripts.size(); ++i) {
        if (i > 0) CHECK(scripts[i].version > scripts[i - 1].version);
        CHECK(std::stoll(std::string(scripts[i].name.substr(0, 4))) == scripts[i].version);
    }
    test::fresh_database fresh(dialect);
    fresh->read_now(
        [&](db::session& sql) { CHECK(db::schema_version(sql) == scripts.back().version); });
}

TEST_CASE("a database without a schema has version 0") {
    test::temporary_folder folder;
    auto const url = "sqlite://" + folder.path() + "/empty.sqlite";
    {
        auto const where = db::parse_location(url).value();
        REQUIRE(db::check_schema(where, db::embedded_migrations()).has_value()); // makes the file
    }
    auto const opened = db::open(url, {}, db::migration::leave);
    REQUIRE(opened.has_value());
    opened.value()->read_now([](db::session& sql) { CHECK(db::schema_version(sql) == 0); });
}
