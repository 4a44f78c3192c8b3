#include <catch2/catch.hpp>

#include "tests/support/database_fixture.hpp"

using namespace talent;
using db::verdict;

namespace {

constexpr auto make_samples =
    "CREATE TABLE samples (id BIGINT NOT NULL PRIMARY KEY, number BIGINT, words TEXT)";
constexpr auto insert_sample = "INSERT INTO samples (id, number, words) VALUES (:p1, :p2, :p3)";
constexpr auto select_samples = "SELECT id, number, words FROM samples ORDER BY id";

std::vector<row> samples_in(db::database& from) {
    std::vector<row> found;
    from.read_now([&](db::session& sql) {
        found = sql.query(select_samples, {},
                          {cell_kind::integer, cell_kind::integer, cell_kind::text});
    });
    return found;
}

db::failure failure_of(db::database& on, std::string const& statement,
                       std::vector<cell> const& parameters, std::string& message) {
    try {
        test::execute(on, statement, parameters);
    } catch (db::error const& fault) {
        message = fault.what();
        return fault.kind();
    }
    throw std::runtime_error("the statement did not fail");
}

} // namespace

TEST_CASE("integers keep all 64 bits") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::execute(*fresh, make_samples);
    std::vector<std::int64_t> const numbers{0, -1, 5'000'000'000,
                                            std::numeric_limits<std::int64_t>::max(),
                                            std::numeric_limits<std::int64_t>::min()};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        test::execute(*fresh, insert_sample,
                      {static_cast<std::int64_t>(i), numbers[i], std::string("x")});
    }
    auto const found = samples_in(*fresh);
    REQUIRE(found.size() == numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i)
        CHECK(integer_of(found[i][1]) == numbers[i]);
}

TEST_CASE("text comes back byte for byte") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::execute(*fresh, make_samples);
    std::vector<std::string> const texts{"",
                                         " ",
                                         "trailing  ",
                                         "it's",
                                         "''",
                                         "\"quoted\"",
                                         "back\\slash\\",
                                         "\\'; DROP TABLE samples; --",
                                         "percent % and _ and :p1 and ? and {text}",
                                         "line\nfeed\ttab\r\x1a\x7f",
                                         "高级软件工程师",
                                         "👩‍💻 🇨🇳 𠮷",
                                         std::string(60'000, 'x')};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        test::execute(*fresh, insert_sample, {static_cast<std::int64_t>(i), null_cell{}, texts[i]});
    }
    auto const found = samples_in(*fresh);
    REQUIRE(found.size() == texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i)
        CHECK(text_of(found[i][2]) == texts[i]);
}

TEST_CASE("NULL goes in and out, whatever the same statement carried before") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::execute(*fresh, make_samples);
    fresh->write_now([](db::session& sql) {
        sql.execute(insert_sample, {std::int64_t{1}, null_cell{}, null_cell{}});
        sql.execute(insert_sample, {std::int64_t{2}, std::int64_t{7}, std::string("seven")});
        sql.execute(insert_sample, {std::int64_t{3}, null_cell{}, std::string("")});
        sql.execute(insert_sample, {std::int64_t{4}, std::string("8"), null_cell{}});
        return verdict::keep;
    });
    auto const found = samples_in(*fresh);
    REQUIRE(found.size() == 4);
    CHECK(is_null(found[0][1]));
    CHECK(is_null(found[0][2]));
    CHECK((found[1] == row{std::int64_t{2}, std::int64_t{7}, std::string("seven")}));
    CHECK(is_null(found[2][1]));
    CHECK(text_of(found[2][2]).empty());
    CHECK(integer_of(found[3][1]) == 8);
    CHECK(is_null(found[3][2]));
}

TEST_CASE("a parameter may stand in a statement twice, and behind a higher one") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::execute(*fresh, make_samples);
    test::execute(*fresh, insert_sample, {std::int64_t{1}, std::int64_t{1}, std::string("a:p9b")});
    fresh->read_now([](db::session& sql) {
        auto const found = sql.query(
            "SELECT id FROM samples WHERE words = :p2 AND (id = :p1 OR number = :p1) AND ':p3' <> "
            "words",
            {std::int64_t{1}, std::string("a:p9b")}, {cell_kind::integer});
        CHECK(found.size() == 1);
    });
}

TEST_CASE("a wrong number of parameters is refused") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    fresh->read_now([](db::session& sql) {
        CHECK_THROWS_AS(sql.query("SELECT :p1", {}, {cell_kind::integer}), db::error);
        CHECK_THROWS_AS(sql.query("SELECT 1", {std::int64_t{1}}, {cell_kind::integer}), db::error);
    });
}

TEST_CASE("execute returns the rows matched, changed or not") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::execute(*fresh, make_samples);
    test::execute(*fresh, insert_sample, {std::int64_t{1}, std::int64_t{5}, std::string("")});
    fresh->write_now([](db::session& sql) {
        constexpr auto update = "UPDATE samples SET number = :p1 WHERE id = :p2";
        CHECK(sql.execute(update, {std::int64_t{5}, std::int64_t{1}}) == 1);
        CHECK(sql.execute(update, {std::int64_t{6}, std::int64_t{1}}) == 1);
        CHECK(sql.execute(update, {std::int64_t{6}, std::int64_t{2}}) == 0);
        CHECK(sql.execute("DELETE FROM samples WHERE id = :p1", {std::int64_t{2}}) == 0);
        return verdict::keep;
    });
}

TEST_CASE("text compares byte for byte: case, width and trailing spaces differ") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    auto const scope = std::string("text");
    constexpr auto insert =
        "INSERT INTO idempotency_records (scope, idempotency_key, request_sha256, created_at, "
        "status, subject_id, headers, body) VALUES (:p1, :p2, '', 0, 200, '', '', '')";
    std::vector<std::string> const keys{"a", "A", "a ", "\uff21", "\u00e1", "a\u0301"};
    for (auto const& key : keys)
        test::execute(*fresh, insert, {scope, key});
    for (auto const& key : keys) {
        fresh->read_now([&](db::session& sql) {
            auto const found = sql.query(
                "SELECT idempotency_key FROM idempotency_records WHERE scope = :p1 AND "
                "idempotency_key = :p2",
                {scope, key}, {cell_kind::text});
            REQUIRE(found.size() == 1);
            CHECK(text_of(found[0][0]) == key);
        });
    }
}

TEST_CASE("an id that is none is not found, whatever it holds") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    fresh->read_now([](db::session& sql) {
        for (auto const& id : {std::string("人才"), std::string("' OR 1 = 1"),
                               std::string(500, 'x'), std::string()}) {
            CHECK(sql.query("SELECT sequence FROM journal_entries WHERE object_id = :p1 OR region "
                            "= :p1 OR reason = :p1",
                            {id}, {cell_kind::integer})
                      .empty());
        }
    });
}

TEST_CASE("what is refused says why, and never a bound value") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    std::string const secret = "s3cret' for key 'wrong";
    std::string message;
    constexpr auto insert =
        "INSERT INTO idempotency_records (scope, idempotency_key, request_sha256, created_at, "
        "status, subject_id, headers, body) VALUES (:p1, :p2, :p3, 0, 200, '', '', '')";
    test::execute(*fresh, insert, {secret, secret, secret});

    CHECK(failure_of(*fresh, insert, {secret, secret, secret}, message) ==
          db::failure::duplicate_key);
    CHECK(message.find("s3cret") == std::string::npos);
    CHECK(failure_of(*fresh, insert, {secret, secret + "2", null_cell{}}, message) ==
          db::failure::constraint);
    CHECK(message.find("s3cret") == std::string::npos);
    CHECK(failure_of(*fresh, "UPDATE journal_head SET sequence = :p1 WHERE hash <> :p2",
                     {std::int64_t{-1}, secret}, message) == db::failure::constraint);
    CHECK(message.find("s3cret") == std::string::npos);
    CHECK(failure_of(*fresh, "UPDATE no_such_table SET a = :p1", {secret}, message) ==
          db::failure::other);
    CHECK(message.find("s3cret") == std::string::npos);
}

TEST_CASE("a missing referenced row is a foreign-key failure") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::execute(*fresh, make_samples);
    test::execute(*fresh,
                  "CREATE TABLE children (id BIGINT NOT NULL PRIMARY KEY, sample BIGINT NOT NULL, "
                  "FOREIGN KEY (sample) REFERENCES samples (id))");
    std::string message;
    CHECK(failure_of(*fresh, "INSERT INTO children (id, sample) VALUES (1, :p1)", {std::int64_t{9}},
                     message) == db::failure::foreign_key);
}

TEST_CASE("a statement that failed runs again in the same session") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::execute(*fresh, make_samples);
    fresh->write_now([](db::session& sql) {
        sql.execute(insert_sample, {std::int64_t{1}, std::int64_t{1}, std::string("one")});
        CHECK_THROWS_AS(
            sql.execute(insert_sample, {std::int64_t{1}, std::int64_t{1}, std::string("one")}),
            db::error);
        sql.execute(insert_sample, {std::int64_t{2}, std::int64_t{2}, std::string("two")});
        return verdict::keep;
    });
    CHECK(samples_in(*fresh).size() == 2);
}

TEST_CASE("a query of too many rows is refused, and the session goes on") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    constexpr auto many =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :p1) "
        "SELECT i FROM n";
    // MariaDB stops a recursion at max_recursive_iterations (1,000) with a warning: multiply.
    constexpr auto product =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
        "SELECT a.i FROM n a CROSS JOIN n b";
    fresh->read_now([&](db::session& sql) {
        CHECK(sql.query(many, {std::int64_t{900}}, {cell_kind::integer}).size() == 900);
        CHECK_THROWS_AS(sql.query(product, {}, {cell_kind::integer}), db::error);
        CHECK(sql.query(many, {std::int64_t{3}}, {cell_kind::integer}).size() == 3);
    });
}

TEST_CASE("a visitor may ask the same question again, and may throw") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::execute(*fresh, make_samples);
    for (std::int64_t id = 1; id <= 3; ++id)
        test::execute(*fresh, insert_sample, {id, id, std::string("x")});
    constexpr cell_kind kinds[] = {cell_kind::integer, cell_kind::integer, cell_kind::text};
    fresh->read_now([&](db::session& sql) {
        std::size_t rows = 0;
        sql.each(select_samples, {}, kinds, [&](row const&) {
            sql.each(select_samples, {}, kinds, [&](row const&) { ++rows; });
        });
        CHECK(rows == 9);
        CHECK_THROWS_AS(sql.each(select_samples, {}, kinds,
                                 [](row const&) { throw std::runtime_error("enough"); }),
                        std::runtime_error);
        rows = 0;
        sql.each(select_samples, {}, kinds, [&](row const&) { ++rows; });
        CHECK(rows == 3);
    });
}

TEST_CASE("a reader sees one snapshot, whatever is committed meanwhile") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::execute(*fresh, make_samples);
    test::execute(*fresh, insert_sample, {std::int64_t{1}, std::int64_t{1}, std::string("")});
    fresh->read_now([&](db::session& sql) {
        constexpr auto count = "SELECT COUNT(*) FROM samples";
        CHECK(integer_of(sql.query_one(count, {}, {cell_kind::integer})->front()) == 1);
        test::execute(*fresh, insert_sample, {std::int64_t{2}, std::int64_t{2}, std::string("")});
        CHECK(integer_of(sql.query_one(count, {}, {cell_kind::integer})->front()) == 1);
    });
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM samples") == 2);
}

TEST_CASE("a reader cannot write") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    fresh->read_now([](db::session& sql) {
        CHECK_THROWS_AS(sql.execute("UPDATE journal_head SET sequence = 7 WHERE id = 1"),
                        db::error);
    });
    CHECK(test::integer(*fresh, "SELECT sequence FROM journal_head") == 0);
}
