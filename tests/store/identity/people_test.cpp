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
    CHECK(s.post("/v1/api_keys", admin,
                 R"({"name":"x","roles":["reader"],"expires_at":"3026-06-01T02:00:00Z"})")
              .faults == faults{"/expires_at out_of_range"});
    CHECK(
        s.post("/v1/api_keys", admin, R"({"name":"x","roles":["reader"],"audience":"supervisor"})")
            .faults == faults{"/audience not_allowed"});
}

TEST_CASE("a directory that is loaded from the database knows what one that followed it knows") {
    scene s(GENERATE(from_range(dialects())));
    auto const admin = s.join(organisation_kind::enterprise, "330100");
    auto const person_made = s.post("/v1/members", admin, person("a@b.cn", R"(["manager"])"));
    auto const made = s.post("/v1/api_keys", admin, R"({"name":"hr","roles":["reader"]})");
    auto const revoked = s.post("/v1/api_keys", admin, R"({"name":"old","roles":["reader"]})");
    s.post("/v1/api_keys/" + revoked.body["api_key"]["id"].text() + "/revoke", admin, {}, 1);
    identity::directory loaded;
    loaded.load(s.database(), s.clock.now());
    CHECK(loaded.authenticate_key(made.text("secret"), s.clock.now()).has_value());
    CHECK_FALSE(loaded.authenticate_key(revoked.text("secret"), s.clock.now()).has_value());
    REQUIRE(loaded.find_member(person_made.id()));
    CHECK(loaded.find_organisation(admin.organisation)->name == "机构1");
}

TEST_CASE("a member's data are erased by an administrator or the member, and come back nowhere") {
    scene s(GENERATE(from_range(dialects())));
    auto const admin = s.join(organisation_kind::enterprise, "330100");
    auto const other = s.join(organisation_kind::enterprise, "330100");
    auto const first = s.post("/v1/members", admin, person("first@b.cn", R"(["administrator"])"));
    auto const made = s.post("/v1/members", admin, person("gone@b.cn", R"(["manager"])"));
    auto const login =
        s.post("/v1/sessions", {}, R"({"email":"gone@b.cn","password":"correct horse battery"})");
    REQUIRE(login.status == 201);
    auto colleague = admin;
    colleague.roles = {security::role::manager};
    colleague.member = first.id();
    auto const erase = where("members", made) + "/erase";
    CHECK(s.post(erase, other, {}, 1).slug == "not-found");
    CHECK(s.post(erase, colleague, {}, 1).slug == "not-found");
    CHECK(s.post(erase, admin, {}, 7).slug == "stale-version");
    auto const erased = s.post(erase, admin, {}, 1);
    REQUIRE(erased.status == 200);
    CHECK(erased.text("name").empty());
    CHECK(erased.text("email").empty());
    CHECK(erased.text("status") == "disabled");
    CHECK(erased.body["erased_at"].is_string());
    // The entry of the member, and that of the open session's end.
    REQUIRE(erased.entries.size() == 2);
    CHECK(erased.entries[0].type == "member.erased");
    CHECK(erased.entries[1].type == "session.ended");
    CHECK(s.post(erase, admin, {}, 2).slug == "wrong-state");
    CHECK(s.patch(where("members", made), admin, R"({"status":"active"})", 2).slug ==
          "wrong-state");
    CHECK(s.get(where("members", made), admin).text("name").empty());
    CHECK(integer(s.database(), "SELECT COUNT(*) FROM erased_keys") == 1);
    CHECK(integer(s.database(),
                  "SELECT COUNT(*) FROM members WHERE email_index IS NULL AND "
                  "sealed = '' AND password_hash = ''") == 1);
    // The login name is nobody's, so it may be somebody's again.
    CHECK(s.post("/v1/members", admin, person("gone@b.cn", R"(["reader"])")).status == 201);
}

TEST_CASE("the last administrator is not erased before there is a successor, not even by itself") {
    scene s(GENERATE(from_range(dialects())));
    auto const admin = s.join(organisation_kind::enterprise, "330100");
    auto const first = s.post("/v1/members", admin, person("a@b.cn", R"(["administrator"])"));
    auto own = admin;
    own.member = first.id();
    auto const erase = where("members", first) + "/erase";
    CHECK(s.post(erase, own, {}, 1).slug == "last-administrator");
    REQUIRE(s.post("/v1/members", admin, person("c@b.cn", R"(["administrator"])")).status == 201);
    own.roles = {security::role::reader}; // one's own data need no role
    CHECK(s.post(erase, own, {}, 1).status == 200);
}

TEST_CASE("a member's export has the profile, the sessions, the deeds and the keys") {
    scene s(GENERATE(from_range(dialects())));
    auto const admin = s.join(organisation_kind::enterprise, "330100");
    auto const made = s.post("/v1/members", admin, person("a@b.cn", R"(["administrator"])"));
    auto own = admin;
    own.member = made.id();
    std::size_t const keys = 450; // more than two pieces
    for (std::size_t i = 0; i < keys; ++i)
        REQUIRE(s.post("/v1/api_keys", own, R"({"name":"hr","roles":["reader"]})").status == 201);
    for (int i = 0; i < 2; ++i)
        s.post("/v1/sessions", {}, R"({"email":"a@b.cn","password":"correct horse battery"})");
    std::string const path = "/v1/identity/export";
    CHECK(s.get(path, admin).slug == "not-found");
    auto const exported = json::parse(s.get(path, own).raw);
    REQUIRE(exported.has_value());
    auto const& all = exported.value();
    CHECK(all["member"]["email"].text() == "a@b.cn");
    CHECK(all["sessions"].elements().size() == 2);
    CHECK(all["api_keys_made"].elements().size() == keys);
    REQUIRE(all["entries"].elements().size() == keys);
    CHECK(all["entries"].elements().front()["type"].text() == "api_key.made");
    CHECK(json::write(all).find("sha256") == std::string::npos);
}

TEST_CASE(
    "an organisation's representative is found by the same name, and stored in no plain form") {
    scene s(GENERATE(from_range(dialects())));
    std::string const body =
        R"({"organisation":{"kind":"enterprise","name":"企业","credit_code":"914403001922038216",)"
        R"("region":"330100","legal_representative":"欧阳某某","phone":"0571-88001122",)"
        R"("address":"文三路"},"administrator":{"name":"司马某某","email":"sima@b.cn",)"
        R"("password":"correct horse battery"}})";
    auto const made = s.post("/v1/organisations", {}, body);
    CAPTURE(made.raw);
    REQUIRE(made.status == 201);
    CHECK(made.text("legal_representative") == "欧阳某某");
    for (auto const& entry : made.entries) {
        for (auto const* const plain : {"欧阳", "88001122", "司马", "sima"})
            CHECK(entry.after.find(plain) == std::string::npos);
    }
    auto const kept = s.directory.find_organisation(made.id());
    REQUIRE(kept);
    CHECK(kept->legal_representative.empty());
    CHECK(kept->representative_index.size() == 64);
}
