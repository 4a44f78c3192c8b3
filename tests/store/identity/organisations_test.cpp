// Organisations and their qualifications through the API, on every database.
#include <catch2/catch.hpp>

#include "tests/store/identity/scene.hpp"

using namespace talent;
using namespace talent::test;
using identity::organisation_kind;
using identity::organisation_status;
using faults = std::vector<std::string>;

namespace {

constexpr char const* code_a = "914403001922038216";
constexpr char const* code_b = "91440300708461136T";

std::string registration(std::string const& credit_code, std::string const& email,
                         std::string const& kind = "enterprise", std::string const& more = {}) {
    return R"({"organisation":{"kind":")" + kind + R"(","name":"某公司","credit_code":")" +
           credit_code +
           R"(","region":"330100","legal_representative":"张三","phone":"0571-88888888",)"
           R"("address":"西湖区")" +
           more + R"(},"administrator":{"name":"李四","email":")" + email +
           R"(","password":"correct horse battery"}})";
}

std::string path(answer const& one, std::string const& step = {}) {
    return "/v1/organisations/" + one.text("id") + (step.empty() ? "" : "/" + step);
}

scene::principal administrator_of(answer const& one,
                                  security::audience as = security::audience::enterprise) {
    return {.audience = as,
            .roles = {security::role::administrator},
            .organisation = one.id(),
            .region = "330100"};
}

} // namespace

TEST_CASE("an organisation registers once, by credit code and by its administrator's e-mail") {
    scene s(GENERATE(from_range(dialects())));
    auto const first = s.post("/v1/organisations", {}, registration(code_a, "Li@Example.com"));
    REQUIRE(first.status == 201);
    CHECK(first.text("status") == "registered");
    CHECK(first.text("number") == "O-330100-2026-000001");
    REQUIRE(first.entries.size() == 2);
    CHECK(first.entries[0].type == "organisation.registered");
    CHECK(first.entries[1].type == "member.added");
    for (auto const& each : first.entries)
        CHECK(each.after.find("argon2id") == std::string::npos);

    CHECK(s.post("/v1/organisations", {}, registration(code_a, "other@example.com")).slug ==
          "duplicate");
    for (auto const* const email : {"Li@Example.com", "li@example.com", "LI@EXAMPLE.COM"}) {
        INFO(email);
        CHECK(s.post("/v1/organisations", {}, registration(code_b, email)).slug == "duplicate");
    }
    CHECK(s.post("/v1/organisations", {}, registration(code_b, "other@example.com")).status == 201);
    CHECK(integer(s.database(), "SELECT COUNT(*) FROM organisations") == 2);
    CHECK(integer(s.database(), "SELECT COUNT(*) FROM members") == 2);
}

TEST_CASE("a registration that cannot be is refused with every fault named") {
    scene s(GENERATE(from_range(dialects())));
    CHECK(s.post("/v1/organisations", {}, registration("91110108717809965C", "a@b.cn")).faults ==
          faults{"/organisation/credit_code not_credit_code"});
    CHECK(s.post("/v1/organisations", {}, registration(code_a, "a@b.cn", "operator")).faults ==
          faults{"/organisation/kind not_allowed"});
    CHECK(s.post("/v1/organisations", {}, registration(code_a, "a@b.cn", "agency")).faults ==
          faults{"/organisation/capabilities required"});
    CHECK(s.post("/v1/organisations", {},
                 registration(code_a, "a@b.cn", "enterprise", R"(,"status":"verified")"))
              .faults == faults{"/organisation/status server_owned"});
    CHECK(s.post("/v1/organisations", {},
                 registration(code_a, "a@b.cn", "enterprise", R"(,"capabilities":["training"])"))
              .faults == faults{"/organisation/capabilities not_an_agency"});
    CHECK(integer(s.database(), "SELECT COUNT(*) FROM organisations") == 0);
}

TEST_CASE("an organisation is submitted by itself and decided on by the operator of its region") {
    scene s(GENERATE(from_range(dialects())));
    auto const ours = s.join(organisation_kind::operator_group, "330000");
    auto const far = s.join(organisation_kind::operator_group, "650000");
    auto const one = s.post("/v1/organisations", {}, registration(code_a, "a@b.cn"));
    auto const owner = administrator_of(one);
    auto const stranger = s.join(organisation_kind::enterprise, "330100");

    CHECK(s.post(path(one, "verify"), ours, {}, 1).slug == "wrong-state");
    CHECK(s.post(path(one, "submit"), stranger, {}, 1).slug == "not-found");
    CHECK(s.post(path(one, "submit"), owner, {}, 2).slug == "stale-version");
    CHECK(s.post(path(one, "submit"), owner).slug == "precondition-required");
    REQUIRE(s.post(path(one, "submit"), owner, {}, 1).text("status") == "submitted");
    CHECK(s.post(path(one, "verify"), owner, {}, 2).slug == "forbidden");
    CHECK(s.post(path(one, "verify"), far, {}, 2).slug == "not-found");
    CHECK(s.post(path(one, "reject"), ours, R"({"reasons":[]})", 2).faults ==
          faults{"/reasons required"});
    auto const rejected = s.post(path(one, "reject"), ours, R"({"reasons":["看不清"]})", 2);
    REQUIRE(rejected.text("status") == "rejected");
    CHECK(json::write(rejected.body["status_reasons"]) == R"(["看不清"])");
    REQUIRE(s.post(path(one, "submit"), owner, {}, 3).status == 200);
    auto const verified = s.post(path(one, "verify"), ours, {}, 4);
    REQUIRE(verified.text("status") == "verified");
    CHECK(verified.body["status_reasons"].elements().empty());
    CHECK(verified.body.find("verified_at") != nullptr);
    CHECK(s.directory.find_organisation(one.id())->status == organisation_status::verified);
    CHECK(s.post(path(one, "suspend"), ours, R"({"reasons":["投诉"]})", 5).text("status") ==
          "suspended");
    CHECK(s.post(path(one, "reinstate"), ours, {}, 6).text("status") == "verified");
}

TEST_CASE("an operator does not decide on itself") {
    scene s(GENERATE(from_range(dialects())));
    auto const self =
        s.join(organisation_kind::operator_group, "330000", organisation_status::verified);
    auto const itself = "/v1/organisations/" + to_string(self.organisation);
    CHECK(s.post(itself + "/suspend", self, R"({"reasons":["x"]})", 1).slug ==
          "conflict-of-interest");
}

TEST_CASE("an edit of what was verified has to be looked at again, and no other edit") {
    struct row {
        char const* patch;
        char const* status;
    };
    static constexpr row rows[] = {
        {R"({"name":"另一公司"})", "submitted"},
        {R"({"region":"330200"})", "submitted"},
        {R"({"legal_representative":"王五"})", "submitted"},
        {R"({"bank_account":"6222"})", "submitted"},
        {R"({"phone":"0571-11111111"})", "verified"},
        {R"({"address":"余杭区"})", "verified"},
        {R"({"name":"某公司"})", "verified"},
        {R"({})", "verified"},
    };
    scene s(GENERATE(from_range(dialects())));
    auto const ours = s.join(organisation_kind::operator_group, "330000");
    auto const one = s.post("/v1/organisations", {}, registration(code_a, "a@b.cn"));
    auto const owner = administrator_of(one);
    s.post(path(one, "submit"), owner, {}, 1);
    std::int64_t version = s.post(path(one, "verify"), ours, {}, 2).version();
    for (auto const& [patch, status] : rows) {
        INFO(patch);
        auto const edited = s.patch(path(one), owner, patch, version);
        REQUIRE(edited.status == 200);
        CHECK(edited.text("status") == status);
        version = edited.version();
        if (edited.text("status") == "submitted")
            version = s.post(path(one, "verify"), ours, {}, version).version();
        // Back to how it was, for the next row.
        version = s.patch(path(one), owner,
                          R"({"name":"某公司","region":"330100","legal_representative":"张三",)"
                          R"("bank_account":null})",
                          version)
                      .version();
        if (s.get(path(one), owner).text("status") == "submitted")
            version = s.post(path(one, "verify"), ours, {}, version).version();
    }
    CHECK(s.patch(path(one), owner, R"({"credit_code":"x"})", version).faults ==
          faults{"/credit_code fixed"});
    CHECK(s.patch(path(one), ours, R"({"name":"夺取"})", version).slug == "not-found");
}

TEST_CASE("others see an organisation's profile, itself and its operator the whole record") {
    scene s(GENERATE(from_range(dialects())));
    auto const ours = s.join(organisation_kind::operator_group, "330000");
    auto const far = s.join(organisation_kind::operator_group, "650000");
    auto const stranger = s.join(organisation_kind::agency, "330100");
    auto const one = s.post("/v1/organisations", {}, registration(code_a, "a@b.cn"));
    for (auto const& who : {administrator_of(one), ours})
        CHECK(s.get(path(one), who).text("legal_representative") == "张三");
    for (auto const& who : {stranger, far}) {
        auto const seen = s.get(path(one), who);
        REQUIRE(seen.status == 200);
        CHECK(seen.text("name") == "某公司");
        CHECK(seen.raw.find("张三") == std::string::npos);
        CHECK(seen.raw.find("0571") == std::string::npos);
    }
}

TEST_CASE("a qualification counts once the operator has seen it, and again after each edit") {
    scene s(GENERATE(from_range(dialects())));
    auto const ours = s.join(organisation_kind::operator_group, "330000");
    auto const far = s.join(organisation_kind::operator_group, "650000");
    auto const agency = s.join(organisation_kind::agency, "330100");
    auto const rival = s.join(organisation_kind::agency, "330100");
    std::string const licence =
        R"({"kind":"human_resources_service_licence","number":"人社-1","issued_by":"人社局",)"
        R"("valid_from":"2026-01-01","valid_until":"2026-12-31"})";
    auto const made = s.post("/v1/qualifications", agency, licence);
    REQUIRE(made.status == 201);
    auto const where = "/v1/qualifications/" + made.text("id");
    CHECK(made.text("status") == "declared");
    CHECK(s.post(where + "/verify", far, {}, 1).slug == "not-found");
    CHECK(s.post(where + "/verify", agency, {}, 1).slug == "forbidden");
    CHECK(s.patch(where, rival, R"({"number":"x9"})", 1).slug == "not-found");
    REQUIRE(s.post(where + "/verify", ours, {}, 1).text("status") == "verified");
    REQUIRE(s.directory.qualifications_of(agency.organisation).size() == 1);
    auto const edited = s.patch(where, agency, R"({"valid_until":"2027-12-31"})", 2);
    CHECK(edited.text("status") == "declared");
    CHECK(s.patch(where, agency, R"({"valid_until":"2025-12-31"})", 3).faults ==
          faults{"/valid_until out_of_order"});
    CHECK(s.post(where + "/reject", ours, {}, 3).text("status") == "rejected");
    CHECK(s.directory.qualifications_of(agency.organisation).front().status ==
          identity::qualification_status::rejected);
}
