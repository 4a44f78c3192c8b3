// The vault on both databases: a key for each subject, indexes that find equal values and nothing
// else, a destroyed key that opens nothing, a wrong master key that is told at once.
#include <catch2/catch.hpp>

#include "common/personal/erased_keys.hpp"
#include "common/personal/vault.hpp"
#include "services/identity/model.hpp"
#include "tests/support/database_fixture.hpp"

using namespace talent;
using namespace talent::test;
using personal::index_kind;
using personal::vault;
using security::secret_key;

namespace {

instant const now = parse_instant("2026-06-01T00:00:00Z").value();

void in_a_unit(fresh_database& fresh, std::function<void(db::session&)> const& run) {
    fresh->write_now([&](db::session& sql) {
        run(sql);
        return db::verdict::keep;
    });
}

identity::member somebody() {
    return {.id = make_uuid(now), .name = "王小明", .email = "xm@example.cn"};
}

} // namespace

TEST_CASE("what a vault has sealed it opens, for the one it belongs to only") {
    fresh_database fresh(GENERATE(from_range(dialects())));
    auto const master = secret_key::random();
    auto const first = vault::open(*fresh, master, now).value();
    auto const again = vault::open(*fresh, master, now).value(); // another process
    auto one = somebody();
    auto other = somebody();
    in_a_unit(fresh, [&](db::session& sql) {
        first.seal(sql, one, now);
        first.seal(sql, other, now);
        auto const stored = json::read_stored<identity::member>(json::write_stored(one));
        CHECK(stored.name.empty());
        CHECK(json::write_stored(one).find("王小明") == std::string::npos);
        auto const opened = again.unsealed(sql, stored);
        CHECK(opened.name == one.name);
        CHECK(opened.email == one.email);
        auto swapped = stored;
        swapped.sealed = other.sealed;
        CHECK_THROWS(again.unseal(sql, swapped));
        auto empty = identity::member{.id = one.id};
        again.unseal(sql, empty);
        CHECK(empty.name.empty());
    });
}

TEST_CASE("a destroyed key opens nothing, is remembered by its id, and may have a successor") {
    fresh_database fresh(GENERATE(from_range(dialects())));
    auto const keys = vault::open(*fresh, secret_key::random(), now).value();
    auto one = somebody();
    in_a_unit(fresh, [&](db::session& sql) {
        keys.seal(sql, one, now);
        CHECK(keys.destroy_key(sql, one.id, now));
        CHECK_FALSE(keys.destroy_key(sql, one.id, now));
        CHECK_FALSE(keys.find_key(sql, one.id));
        auto stored = json::read_stored<identity::member>(json::write_stored(one));
        keys.unseal(sql, stored);
        CHECK(stored.name.empty());
        auto const erased = personal::list_erasures(sql, {}, {}, 10);
        REQUIRE(erased.size() == 1);
        CHECK(erased.front().subject_id == to_string(one.id));
        CHECK(erased.front().at == now);
        CHECK_FALSE(personal::has_key(sql, erased.front()));
        keys.key_of(sql, one.id, now); // the successor is another key
        CHECK_FALSE(personal::has_key(sql, erased.front()));
    });
}

TEST_CASE("an index finds a value however it is written, and tells two kinds apart") {
    auto const keys = vault::of(secret_key::random(), secret_key::random());
    auto const index = keys.index_of(index_kind::email, "a.b@example.cn");
    CHECK(index.size() == 64);
    CHECK(index == keys.index_of(index_kind::email, " A.B@Example.CN "));
    CHECK(index == keys.index_of(index_kind::email, "ａ.b@example.cn"));
    CHECK(index != keys.index_of(index_kind::email, "a.c@example.cn"));
    CHECK(index != keys.index_of(index_kind::phone, "a.b@example.cn"));
    CHECK(index != vault::of(secret_key::random(), secret_key::random())
                       .index_of(index_kind::email, "a.b@example.cn"));
    CHECK(keys.index_of(index_kind::email, " ").empty());
}

TEST_CASE("a database refuses a master key that is not its own") {
    fresh_database fresh(GENERATE(from_range(dialects())));
    REQUIRE(vault::open(*fresh, secret_key::random(), now).has_value());
    auto const wrong = vault::open(*fresh, secret_key::random(), now);
    REQUIRE_FALSE(wrong.has_value());
    CHECK(wrong.error().detail.find("master key is not the one") != std::string::npos);
}

TEST_CASE("a sealed field is in requests, answers and the schema, and in nothing that is kept") {
    class no_codes final : public json::code_checker {
      public:
        bool known(json::code_list, std::string_view) const override { return true; }
    };
    no_codes const codes;
    auto const body = json::parse(
        R"({"name":"王小明","email":"xm@example.cn","roles":["reader"],"password":"long enough it is"})");
    auto one = json::read<identity::member>(body.value(), codes).value();
    CHECK(one.name == "王小明");
    CHECK(json::patch(json::parse(R"({"name":"李雷"})").value(), one, codes).has_value());
    CHECK(one.name == "李雷");
    CHECK_FALSE(json::patch(json::parse(R"({"email":"x@y.cn"})").value(), one, codes).has_value());
    CHECK(json::write_shown(one).find("李雷") != std::string::npos);
    CHECK(json::write_stored(one).find("李雷") == std::string::npos);
    auto const& table = json::described<identity::member>::table();
    for (auto const* const name : {"name", "email"})
        CHECK_FALSE(table.find(name)->is_column());
    json::writer schema;
    json::write_schema(table, schema);
    auto const text = schema.take();
    CHECK(text.find(R"("email")") != std::string::npos);
    CHECK(text.find(R"("sealed")") == std::string::npos);
    CHECK(json::write_sealed_fields(&one, table) == R"({"name":"李雷","email":"xm@example.cn"})");
    CHECK_THROWS(json::read_sealed_fields("[]", &one, table));
}
