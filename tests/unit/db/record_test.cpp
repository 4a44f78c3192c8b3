#include <catch2/catch.hpp>

#include "common/db/record.hpp"
#include "tests/support/database_fixture.hpp"

namespace talent {
namespace {

enum class colour { red, green };

struct part {
    std::string name;
    std::int64_t count = 0;
};

struct thing {
    uuid id;
    std::int64_t version = 1;
    std::string title;
    std::optional<money> price;
    colour paint = colour::red;
    bool good = false;
    instant made_at{};
    std::vector<part> parts;
    std::string secret;
    std::string reckoned; // derived: no column
};

} // namespace
} // namespace talent

template <>
struct talent::json::enumeration<talent::colour> {
    static std::span<std::string_view const> names() {
        static constexpr std::string_view all[] = {"red", "green"};
        return all;
    }
};
template <>
struct talent::json::described<talent::part> {
    static object_definition const& table() {
        static constexpr field_definition fields[] = {field<&part::name>("name"),
                                                      field<&part::count>("count")};
        static constexpr object_definition made{"part", "A part.", fields};
        return made;
    }
};
template <>
struct talent::json::described<talent::thing> {
    static object_definition const& table() {
        static constexpr field_definition fields[] = {
            field<&thing::id>("id"),
            field<&thing::version>("version"),
            field<&thing::title>("title"),
            field<&thing::price>("price"),
            field<&thing::paint>("paint"),
            field<&thing::good>("good"),
            field<&thing::made_at>("made_at"),
            field<&thing::parts>("parts"),
            field<&thing::secret>("secret", {.exposure = exposure::hidden}),
            field<&thing::reckoned>("reckoned", {.exposure = exposure::derived}),
        };
        static constexpr object_definition made{"thing", "A thing.", fields};
        return made;
    }
};

using namespace talent;
using db::verdict;

namespace {

thing sample() {
    thing made;
    made.id = make_uuid(from_milliseconds(1'800'000'000'000));
    made.title = "人才 'quoted' \\ 👩‍💻";
    made.price = money{123'456'789'012};
    made.paint = colour::green;
    made.good = true;
    made.made_at = from_milliseconds(1'800'000'000'123);
    made.parts = {{"wheel", 4}, {"axle", 5'000'000'000}};
    made.secret = "hash";
    made.reckoned = "not stored";
    return made;
}

void make_table(db::database& on) {
    test::execute(
        on,
        "CREATE TABLE things (id VARCHAR(36) NOT NULL PRIMARY KEY, version BIGINT NOT NULL, title "
        "TEXT NOT NULL, "
        "price BIGINT, paint TEXT NOT NULL, good BIGINT NOT NULL, made_at BIGINT NOT NULL, "
        "parts TEXT NOT NULL, secret TEXT NOT NULL)");
}

} // namespace

TEST_CASE("columns follow from the field table") {
    auto const& table = json::described<thing>::table();
    CHECK(db::column_list(table) ==
          "id, version, title, price, paint, good, made_at, parts, secret");
    auto const& kinds = db::column_kinds(table);
    REQUIRE(kinds.size() == 9);
    CHECK(kinds[0] == cell_kind::text);
    CHECK(kinds[3] == cell_kind::integer);
}

TEST_CASE("an object that was inserted is read back equal") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    make_table(*fresh);
    auto const made = sample();
    auto bare = sample();
    bare.id = make_uuid(from_milliseconds(1'800'000'000'001));
    bare.price.reset();
    bare.parts.clear();
    fresh->write_now([&](db::session& sql) {
        db::insert(sql, "things", made);
        db::insert(sql, "things", bare);
        return verdict::keep;
    });
    fresh->read_now([&](db::session& sql) {
        auto const found =
            db::select_one<thing>(sql, "things", "WHERE id = :p1", {to_string(made.id)});
        REQUIRE(found);
        CHECK(found->id == made.id);
        CHECK(found->title == made.title);
        CHECK(found->price == made.price);
        CHECK(found->paint == made.paint);
        CHECK(found->good);
        CHECK(found->made_at == made.made_at);
        REQUIRE(found->parts.size() == 2);
        CHECK(found->parts[1].count == 5'000'000'000);
        CHECK(found->secret == made.secret);
        CHECK(found->reckoned.empty());
        auto const other =
            db::select_one<thing>(sql, "things", "WHERE id = :p1", {to_string(bare.id)});
        REQUIRE(other);
        CHECK_FALSE(other->price);
        CHECK(other->parts.empty());
        CHECK(db::select<thing>(sql, "things", "ORDER BY id").size() == 2);
        CHECK_FALSE(db::select_one<thing>(sql, "things", "WHERE id = 'none'"));
    });
}

TEST_CASE("an update holds only against the version it was decided on") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    make_table(*fresh);
    auto made = sample();
    fresh->write_now([&](db::session& sql) {
        db::insert(sql, "things", made);
        return verdict::keep;
    });
    made.version = 2;
    made.title = "changed";
    fresh->write_now([&](db::session& sql) {
        CHECK(db::update(sql, "things", made, 1));
        CHECK_FALSE(db::update(sql, "things", made, 1));
        return verdict::keep;
    });
    fresh->read_now([&](db::session& sql) {
        auto const found =
            db::select_one<thing>(sql, "things", "WHERE id = :p1", {to_string(made.id)});
        REQUIRE(found);
        CHECK(found->version == 2);
        CHECK(found->title == "changed");
    });
}

TEST_CASE("a row of another width is refused") {
    thing made;
    CHECK_THROWS_AS(db::read_row({std::string("x")}, json::described<thing>::table(), &made),
                    db::error);
}
