// The change of the master key: everything opens under the new one, indexes stay, nothing opens
// under the old one; half a change is none.
#include <catch2/catch.hpp>

#include "common/personal/rewrap.hpp"
#include "common/personal/vault.hpp"
#include "tests/support/database_fixture.hpp"

using namespace talent;
using namespace talent::test;
using personal::vault;
using security::secret_key;

namespace {

instant const now = parse_instant("2026-06-01T00:00:00Z").value();
constexpr int subjects = 2'300; // more than two pages

} // namespace

TEST_CASE("after the change of the master key every key is the same under the new one") {
    fresh_database fresh(GENERATE(from_range(dialects())));
    auto const before = secret_key::random();
    auto const after = secret_key::random();
    auto const old_vault = vault::open(*fresh, before, now).value();
    std::vector<std::pair<uuid, std::string>> known;
    fresh->write_now([&](db::session& sql) {
        known.clear();
        for (int i = 0; i < subjects; ++i) {
            auto const id = make_uuid(now);
            known.emplace_back(id, old_vault.key_of(sql, id, now).bytes());
        }
        return db::verdict::keep;
    });
    CHECK_FALSE(personal::rewrap(*fresh, secret_key::random(), after).has_value());
    REQUIRE(vault::open(*fresh, before, now).has_value()); // that changed nothing
    CHECK(personal::rewrap(*fresh, before, after).value() == subjects + 1);
    CHECK(personal::rewrap(*fresh, before, after).value() == 0); // run again after a crash
    CHECK_FALSE(vault::open(*fresh, before, now).has_value());
    auto const new_vault = vault::open(*fresh, after, now).value();
    CHECK(new_vault.index_of(personal::index_kind::email, "a@b.cn") ==
          old_vault.index_of(personal::index_kind::email, "a@b.cn"));
    fresh->read_now([&](db::session& sql) {
        for (auto const& [id, bytes] : known)
            REQUIRE(new_vault.find_key(sql, id)->bytes() == bytes);
        CHECK_THROWS(old_vault.find_key(sql, known.front().first));
    });
}

TEST_CASE("one key of another master key stops the change as a whole") {
    fresh_database fresh(GENERATE(from_range(dialects())));
    auto const before = secret_key::random();
    auto const keys = vault::open(*fresh, before, now).value();
    auto const stranger = vault::of(secret_key::random(), secret_key::random());
    auto const id = make_uuid(now);
    fresh->write_now([&](db::session& sql) {
        keys.key_of(sql, id, now);
        stranger.key_of(sql, make_uuid(now), now);
        return db::verdict::keep;
    });
    CHECK_FALSE(personal::rewrap(*fresh, before, secret_key::random()).has_value());
    REQUIRE(vault::open(*fresh, before, now).has_value());
    fresh->read_now([&](db::session& sql) { CHECK(keys.find_key(sql, id)); });
}
