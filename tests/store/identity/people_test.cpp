// Members, sessions and keys through the API, on every database.
#include <catch2/catch.hpp>

#include "common/security/token.hpp"
#include "tests/store/identity/scene.hpp"

using namespace talent;
using namespace talent::test;
using identity::organisation_kind;
using faults = std::vector<std::string>;

namespace {

std::string person(std::string const& email, std::string const& roles) {
    return R"({"name":"某人","email":")" + email + R"(","roles":)" + roles +
           R"(,"password":"correct horse battery"})";
}

std::string where(std::string const& collection, answer const& one) {
    return "/v1/" + collection + "/" + one.text("id");
}

} // namespace

TEST_CASE("the last administrator of an organisation stays one") {
    scene s(GENERATE(from_range(dialects())));
    auto const admin = s.join(organisation_kind::enterprise, "330100");
    auto const first = s.post("/v1/members", admin, person("a@b.cn", R"(["administrator"])"));
    REQUIRE(first.status == 201);
    for (auto const* const patch : {R"({"roles":["manager"]})", R"({"status":"disabled"})",
                                    R"({"status":"disabled","roles":["administrator"]})"}) {
        INFO(patch);
        CHECK(s.patch(where("members", first), admin, patch, 1).slug == "last-administrator");
    }
    auto const second =
        s.post("/v1/members", admin, person("c@d.cn", R"(["reader","administrator"])"));
    REQUIRE(second.status == 201);
    CHECK(s.patch(where("members", first), admin, R"({"status":"disabled"})", 1).status == 200);
    CHECK(s.patch(where("members", second), admin, R"({"roles":["reader"]})", 1).slug ==
          "last-administrator");
    // A disabled administrator does not count; one that is enabled again does.
    CHECK(s.patch(where("members", first), admin, R"({"status":"active"})", 2).status == 200);
    CHECK(s.patch(where("members", second), admin, R"({"roles":["reader"]})", 1).status == 200);
}

TEST_CASE(
    "members are their own organisation's, their e-mail the platform's, their hash nobody's") {
    scene s(GENERATE(from_range(dialects())));
    auto const admin = s.join(organisation_kind::enterprise, "330100");
    auto const other = s.join(organisation_kind::agency, "330100");
    auto const made = s.post("/v1/members", admin, person("A@B.cn", R"(["manager"])"));
    REQUIRE(made.status == 201);
    CHECK(made.text("email") == "a@b.cn");
    CHECK(made.raw.find("password") == std::string::npos);
    REQUIRE(made.entries.size() == 1);
    CHECK(made.entries.front().after.find("argon2id") == std::string::npos);
    CHECK(s.post("/v1/members", other, person("a@B.CN", R"(["manager"])")).slug == "duplicate");
    CHECK(s.get(where("members", made), other).slug == "not-found");
    CHECK(s.patch(where("members", made), other, R"({"name":"x"})", 1).slug == "not-found");
    CHECK(s.patch(where("members", made), admin, R"({"email":"x@y.cn"})", 1).faults ==
          faults{"/email fixed"});
    CHECK(s.patch(where("members", made), admin, R"({"roles":[]})", 1).faults ==
          faults{"/roles required"});
    CHECK(s.patch(where("members", made), admin, R"({"name":"新名"})", 2).slug == "stale-version");
    CHECK(s.post("/v1/members", admin, R"({"name":"x","email":"q@b.cn","roles":["reader"]})")
              .faults == faults{"/password required"});
}

TEST_CASE("a login needs the right password of an active member, and a logout ends it") {
    scene s(GENERATE(from_range(dialects())));
    auto const admin = s.join(organisation_kind::enterprise, "330100");
    auto const made = s.post("/v1/members", admin, person("a@b.cn", R"(["manager"])"));
    auto const login = [&](std::string const& email, std::string const& password) {
        return s.post("/v1/sessions", {},
                      R"({"email":")" + email + R"(","password":")" + password + R"("})");
    };
    CHECK(login("a@b.cn", "wrong").slug == "login-failed");
    CHECK(login("nobody@b.cn", "correct horse battery").slug == "login-failed");
    auto const session = login("A@B.CN", "correct horse battery");
    REQUIRE(session.status == 201);
    CHECK(session.text("member_id") == made.text("id"));

    security::principal who = admin;
    who.kind = security::credential_kind::session_cookie;
    who.credential = parse_uuid(session.text("session_id")).value();
    who.member = made.id();
    CHECK(s.send(http::method::delete_, "/v1/sessions/current", who).status == 204);
    CHECK(s.send(http::method::delete_, "/v1/sessions/current", who).slug == "not-found");
    CHECK(s.send(http::method::delete_, "/v1/sessions/current", admin).slug == "wrong-state");

    REQUIRE(s.patch(where("members", made), admin, R"({"password":"another long password"})", 1)
                .status == 200);
    CHECK(login("a@b.cn", "correct horse battery").slug == "login-failed");
    CHECK(login("a@b.cn", "another long password").status == 201);
    REQUIRE(s.patch(where("members", made), admin, R"({"status":"disabled"})", 2).status == 200);
    CHECK(login("a@b.cn", "another long password").slug == "login-failed");
}

TEST_CASE("a key works from its making to its revocation, and a rotated one only anew") {
    scene s(GENERATE(from_range(dialects())));
    auto const admin = s.join(organisation_kind::enterprise, "330100");
    auto const other = s.join(organisation_kind::agency, "330100");
    auto const made = s.post("/v1/api_keys", admin, R"({"name":"hr","roles":["reader"]})");
    REQUIRE(made.status == 201);
    auto const first = made.text("secret");
    auto const path = "/v1/api_keys/" + made.body["api_key"]["id"].text();
    auto const works = [&](std::string const& secret) {
        return s.directory.authenticate_key(secret, s.clock.now()).has_value();
    };
    CHECK(works(first));
    REQUIRE(made.entries.size() == 1);
    CHECK(made.entries.front().after.find(first) == std::string::npos);
    CHECK(s.post(path + "/rotate", other, {}, 1).slug == "not-found");
    auto const rotated = s.post(path + "/rotate", admin, {}, 1);
    REQUIRE(rotated.status == 200);
    CHECK_FALSE(works(first));
    CHECK(works(rotated.text("secret")));
    CHECK(s.post(path + "/revoke", admin, {}, 1).slug == "stale-version");
    REQUIRE(s.post(path + "/revoke", admin, {}, 2).status == 200);
    CHECK_FALSE(works(rotated.text("secret")));
    CHECK(s.post(path + "/rotate", admin, {}, 3).slug == "wrong-state");
    CHECK(s.post(path + "/revoke", admin, {}, 3).slug == "wrong-state");
    CHECK(s.post("/v1/api_keys", admin,
                 R"({"name":"x","roles":["reader"],"expires_at":"2026-06-01T02:00:00Z"})")
              .faults == faults{"/expires_at in_the_past"});
    CHECK(
        s.post("/v1/api_keys", admin, R"({"name":"x","roles":["reader"],"audience":"supervisor"})")
            .faults == faults{"/audience not_allowed"});
}

TEST_CASE("a directory that is loaded from the database knows what one that followed it knows") {
    scene s(GENERATE(from_range(dialects())));
    auto const admin = s.join(organisation_kind::enterprise, "330100");
    s.post("/v1/members", admin, person("a@b.cn", R"(["manager"])"));
    auto const made = s.post("/v1/api_keys", admin, R"({"name":"hr","roles":["reader"]})");
    auto const revoked = s.post("/v1/api_keys", admin, R"({"name":"old","roles":["reader"]})");
    s.post("/v1/api_keys/" + revoked.body["api_key"]["id"].text() + "/revoke", admin, {}, 1);
    identity::directory loaded;
    loaded.load(s.database(), s.clock.now());
    CHECK(loaded.authenticate_key(made.text("secret"), s.clock.now()).has_value());
    CHECK_FALSE(loaded.authenticate_key(revoked.text("secret"), s.clock.now()).has_value());
    REQUIRE(loaded.find_member_by_email("a@b.cn"));
    CHECK(loaded.find_organisation(admin.organisation)->name == "机构1");
}
