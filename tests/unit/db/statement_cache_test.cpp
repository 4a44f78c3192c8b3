#include <catch2/catch.hpp>

#include "common/db/sqlite_session.hpp"
#include "tests/support/database_fixture.hpp"

using namespace talent;

TEST_CASE("parameters are counted outside quotes") {
    CHECK(db::count_parameters("SELECT 1") == 0);
    CHECK(db::count_parameters("SELECT :p1, :p2") == 2);
    CHECK(db::count_parameters("SELECT :p2, :p1, :p2") == 2);
    CHECK(db::count_parameters("SELECT ':p1', 'it''s :p2', :p1") == 1);
    CHECK(db::count_parameters("SELECT :p12)") == 12);
    CHECK(db::count_parameters("SELECT :x, :p") == 0);
}

TEST_CASE("the statement cache is bounded and forgets the longest unused") {
    test::temporary_folder folder;
    db::sqlite_session sql(folder.path() + "/a.sqlite", db::sqlite_session::access::read_write);
    for (std::size_t i = 0; i < db::cached_statements_max + 50; ++i) {
        auto const found = sql.query_one("SELECT " + std::to_string(i), {}, {cell_kind::integer});
        REQUIRE(integer_of(found->front()) == static_cast<std::int64_t>(i));
        sql.query_one("SELECT 'always'", {},
                      {cell_kind::text}); // stays, as it is used all the time
    }
    CHECK(sql.cached_statements() == db::cached_statements_max);
    CHECK(text_of(sql.query_one("SELECT 'always'", {}, {cell_kind::text})->front()) == "always");
    CHECK(integer_of(sql.query_one("SELECT 0", {}, {cell_kind::integer})->front()) == 0);
}

TEST_CASE("a cached statement serves other columns' kinds and sees a changed schema") {
    test::temporary_folder folder;
    db::sqlite_session sql(folder.path() + "/a.sqlite", db::sqlite_session::access::read_write);
    CHECK(integer_of(sql.query_one("SELECT 7", {}, {cell_kind::integer})->front()) == 7);
    CHECK(text_of(sql.query_one("SELECT 7", {}, {cell_kind::text})->front()) == "7");
    sql.execute("CREATE TABLE things (a INTEGER)");
    CHECK_FALSE(sql.query_one("SELECT a FROM things", {}, {cell_kind::integer}).has_value());
    sql.execute("ALTER TABLE things ADD COLUMN b INTEGER");
    sql.execute("INSERT INTO things (a, b) VALUES (1, 2)");
    CHECK(integer_of(sql.query_one("SELECT a FROM things", {}, {cell_kind::integer})->front()) ==
          1);
}

TEST_CASE("a statement that is too long is refused") {
    test::temporary_folder folder;
    db::sqlite_session sql(folder.path() + "/a.sqlite", db::sqlite_session::access::read_write);
    CHECK_THROWS_AS(sql.execute("SELECT '" + std::string(db::statement_bytes_max, 'x') + "'"),
                    db::error);
}
