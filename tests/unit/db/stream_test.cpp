#include <catch2/catch.hpp>

#include "tests/support/database_fixture.hpp"

using namespace talent;

namespace {

constexpr std::int64_t rows = 100'000;
constexpr cell_kind kinds[] = {cell_kind::integer, cell_kind::text, cell_kind::text};
constexpr auto select_all = "SELECT id, words, absent FROM things ORDER BY id";

void fill(db::database& on) {
    test::execute(
        on,
        "CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, words TEXT NOT NULL, absent TEXT)");
    constexpr std::int64_t rows_per_unit = 10'000;
    for (std::int64_t start = 0; start < rows; start += rows_per_unit) {
        on.write_now([&](db::session& sql) {
            for (std::int64_t id = start; id < start + rows_per_unit; ++id) {
                sql.execute("INSERT INTO things (id, words) VALUES (:p1, :p2)",
                            {id + 5'000'000'000, "人才 " + std::to_string(id)});
            }
            return db::verdict::keep;
        });
    }
}

} // namespace

TEST_CASE("a stream hands over every row in order, on one snapshot") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    fill(*fresh);
    std::int64_t seen = 0;
    bool faithful = true;
    fresh->stream(select_all, kinds, [&](row const& one) {
        faithful = faithful && integer_of(one[0]) == seen + 5'000'000'000 &&
                   text_of(one[1]) == "人才 " + std::to_string(seen) && is_null(one[2]);
        if (seen == 10) test::execute(*fresh, "DELETE FROM things WHERE id = 5000099999");
        ++seen;
    });
    CHECK(faithful);
    CHECK(seen == rows);
    CHECK(test::integer(*fresh, "SELECT COUNT(*) FROM things") == rows - 1);

    SECTION("what the visitor throws comes out, and the next stream is whole") {
        seen = 0;
        CHECK_THROWS_AS(fresh->stream(select_all, kinds,
                                      [](row const&) { throw std::runtime_error("enough"); }),
                        std::runtime_error);
        fresh->stream(select_all, kinds, [&](row const&) { ++seen; });
        CHECK(seen == rows - 1);
    }
    SECTION("a faulty query is an error") {
        CHECK_THROWS_AS(fresh->stream("SELECT absent FROM nowhere", kinds, [](row const&) {}),
                        db::error);
    }
}
