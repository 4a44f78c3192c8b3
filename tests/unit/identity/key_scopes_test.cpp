// Scopes: what a key may do is what its roles allow and its scopes name, against a model over every
// audience, role and permission; and what a maker may give.
#include <catch2/catch.hpp>

#include "common/security/token.hpp"
#include "services/identity/directory.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::identity;
using security::audience;
using security::permission;
using security::permission_set;
using security::role;

namespace {

instant const start = parse_instant("2026-06-01T00:00:00Z").value();

permission permission_at(std::size_t index) {
    return security::all_permissions()[index].action;
}

std::vector<permission> random_scopes(std::mt19937_64& generator) {
    std::vector<permission> scopes;
    for (std::size_t i = 0; i < security::permission_count; ++i) {
        if (between(generator, 0, 3) == 0) scopes.push_back(permission_at(i));
    }
    return scopes;
}

std::vector<std::string> faults(result<void> const& outcome) {
    std::vector<std::string> found;
    if (outcome.has_value()) return found;
    for (auto const& each : outcome.error().errors)
        found.push_back(each.pointer + " " + each.code);
    return found;
}

} // namespace

TEST_CASE(
    "for every audience, role and permission scopes only take away, and only what they miss") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    for (int round = 0; round < 50; ++round) {
        auto const scopes = random_scopes(generator);
        auto const set = permission_set::of_scopes(scopes);
        for (std::size_t a = 0; a < security::audience_count; ++a) {
            for (std::size_t r = 0; r < security::role_count; ++r) {
                role const roles[] = {static_cast<role>(r)};
                for (std::size_t p = 0; p < security::permission_count; ++p) {
                    auto const who = static_cast<audience>(a);
                    auto const action = permission_at(p);
                    bool const by_role = security::allowed(action, who, roles);
                    bool const for_all = security::allowed(action, audience::anonymous, {});
                    bool const named = scopes.empty() || std::ranges::count(scopes, action) > 0;
                    bool const expected =
                        by_role && (named || for_all || action == permission::self);
                    REQUIRE(security::allowed(action, who, roles, set) == expected);
                }
            }
        }
    }
}

TEST_CASE("no scopes are everything, and a set gives its scopes back in the table's order") {
    CHECK(permission_set::of_scopes({}) == permission_set::everything());
    CHECK(permission_set::everything().as_scopes().empty());
    for (std::size_t p = 0; p < security::permission_count; ++p) {
        std::vector const one{permission_at(p)};
        CHECK(permission_set::of_scopes(one).as_scopes() == one);
        CHECK(permission_set::everything().includes(permission_set::of_scopes(one)));
        CHECK_FALSE(permission_set::of_scopes(one).includes(permission_set::everything()));
    }
}

TEST_CASE("a key is taken with its scopes, kept as its record has them") {
    directory known;
    organisation const owner{.id = make_uuid(start), .kind = organisation_kind::agency};
    auto const token = security::make_api_key(security::key_mode::live);
    api_key key{.id = make_uuid(start),
                .organisation_id = owner.id,
                .roles = {role::manager},
                .scopes = {permission::demand_read, permission::feed_read},
                .token_sha256 = token.sha256};
    for (auto const& [type, text] : {std::pair{"organisation", json::write_stored(owner)},
                                     std::pair{"api_key", json::write_stored(key)}}) {
        journal::entry told;
        told.object_type = type;
        told.after = text;
        known.apply(told);
    }
    auto const who = known.authenticate_key(token.secret, start).value();
    CHECK(who.scopes.as_scopes() == key.scopes);
    CHECK(security::allowed(permission::demand_read, who));
    CHECK_FALSE(security::allowed(permission::demand_edit, who));
    CHECK(security::allowed(permission::self, who));
    CHECK(security::allowed(permission::open, who));
    // A stream that was opened for less, or for more, ends.
    CHECK(known.is_live(who, start));
    auto wider = who;
    wider.scopes = permission_set::everything();
    CHECK_FALSE(known.is_live(wider, start));
}

TEST_CASE("a key is given no scope that its maker does not have") {
    security::principal maker{.audience = audience::enterprise, .roles = {role::administrator}};
    api_key wanted{.roles = {role::manager}};
    for (std::size_t p = 0; p < security::permission_count; ++p) {
        auto const action = permission_at(p);
        wanted.scopes = {action};
        INFO(security::definition_of(action).name);
        CHECK(check_key(wanted, maker).has_value() == security::allowed(action, maker));
    }
    wanted.scopes = {permission::demand_read, permission::tender_edit, permission::award_decide};
    CHECK(faults(check_key(wanted, maker)) ==
          std::vector<std::string>{"/scopes/1 not_allowed", "/scopes/2 not_allowed"});
    // A narrowed maker makes narrowed keys only, and within its own scopes.
    maker.scopes =
        permission_set::of_scopes(std::vector{permission::api_key_edit, permission::demand_read});
    wanted.scopes = {};
    CHECK(faults(check_key(wanted, maker)) == std::vector<std::string>{"/scopes required"});
    wanted.scopes = {permission::demand_read};
    CHECK(check_key(wanted, maker).has_value());
    wanted.scopes = {permission::demand_edit};
    CHECK(faults(check_key(wanted, maker)) == std::vector<std::string>{"/scopes/0 not_allowed"});
}
