// Supplies and the personal records behind them through the API, on every database: consent,
// reveal, erasure, the talent's own key, proofs.
#include <catch2/catch.hpp>

#include "tests/store/listings/listings_scene.hpp"

using namespace talent;
using namespace talent::test;
using faults = std::vector<std::string>;

namespace {

constexpr char const* person = R"({"name":"欧阳不凡","phone":"13912345678","email":"ouyang@b.cn"})";
constexpr char const* consent =
    R"({"purpose":"recruitment","text_version":"v1","evidence":"卷宗7"})";

answer published_supply(listings_scene& s) {
    auto const one = s.draft_supply(s.agency);
    REQUIRE(one.status == 201);
    auto published = s.post(supply_path(one, "publish"), s.agency, {}, 1);
    REQUIRE(published.status == 200);
    return published;
}

answer reveal(listings_scene& s, answer const& one, security::principal const& who,
              std::string const& purpose = "recruitment") {
    return s.post(supply_path(one, "reveal"), who, R"({"purpose":")" + purpose + R"("})");
}

/// Every text of every column of every table of the database, searched for these bytes.
std::vector<std::string> columns_with(listings_scene& s, std::string const& wanted) {
    bool const sqlite = mariadb_url().empty() || s.database().dialect() == db::dialect::sqlite;
    std::vector<std::string> found;
    std::size_t searched = 0;
    s.database().read_now([&](db::session& sql) {
        auto const columns = sql.query(
            sqlite ? "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p"
                     " WHERE m.type = 'table'"
                   : "SELECT table_name, column_name FROM information_schema.columns"
                     " WHERE table_schema = DATABASE()",
            {}, {cell_kind::text, cell_kind::text});
        for (auto const& each : columns) {
            auto const place = text_of(each[0]) + "." + text_of(each[1]);
            auto const count = sql.query_one("SELECT COUNT(*) FROM " + text_of(each[0]) +
                                                 " WHERE INSTR(CAST(" + text_of(each[1]) +
                                                 (sqlite ? " AS TEXT" : " AS CHAR") + "), :p1) > 0",
                                             {wanted}, {cell_kind::integer});
            if (integer_of(count->front()) > 0) found.push_back(place);
            ++searched;
        }
    });
    CHECK(searched > 100);
    return found;
}

} // namespace

TEST_CASE(
    "a record is revealed with consent to the purpose, to a verified organisation, and noted") {
    listings_scene s(GENERATE(from_range(dialects())));
    auto const one = published_supply(s);
    CHECK(reveal(s, one, s.enterprise).slug == "consent-missing");
    REQUIRE(
        s.send(http::method::put, supply_path(one, "personal_record"), s.agency, person).status ==
        204);
    CHECK(reveal(s, one, s.enterprise).slug == "consent-missing");
    auto const given = s.post(supply_path(one, "consents"), s.agency, consent);
    REQUIRE(given.status == 201);
    auto unverified = s.enterprise;
    unverified.verified = false;
    CHECK(reveal(s, one, unverified).slug == "organisation-not-verified");
    CHECK(reveal(s, one, s.enterprise, "policy_advice").slug == "consent-missing");
    CHECK(reveal(s, one, s.ours).slug == "forbidden");
    auto const seen = reveal(s, one, s.enterprise);
    REQUIRE(seen.status == 200);
    CHECK(seen.body["personal_record"]["name"].text() == "欧阳不凡");
    REQUIRE(seen.entries.size() == 1);
    CHECK(seen.entries.front().type == "reveal.made");
    CHECK(journal::names_party(seen.entries.front(), s.agency.organisation));
    CHECK(journal::names_party(seen.entries.front(), s.enterprise.organisation));
    for (auto const& who : {s.agency, s.talent_of(one), s.ours}) {
        auto const looks = s.get(supply_path(one, "reveals"), who);
        REQUIRE(looks.body["items"].elements().size() == 1);
        CHECK(looks.body["items"].elements().front()["organisation_id"].text() ==
              to_string(s.enterprise.organisation));
    }
    for (auto const& who : {s.rival, s.far})
        CHECK(s.get(supply_path(one, "reveals"), who).slug == "not-found");

    REQUIRE(s.post("/v1/consents/" + given.text("id") + "/withdraw", s.agency, {}, 1).status ==
            200);
    CHECK(reveal(s, one, s.enterprise).slug == "consent-missing");
    CHECK(s.post("/v1/consents/" + given.text("id") + "/withdraw", s.agency, {}, 2).slug ==
          "wrong-state");
}

TEST_CASE("every look at a record is kept, its keepers' own and an export included") {
    listings_scene s(GENERATE(from_range(dialects())));
    auto const one = published_supply(s);
    auto talent = s.talent_of(one);
    talent.credential = make_uuid(s.clock.now());
    auto const record = supply_path(one, "personal_record");
    CHECK(s.get(record, s.agency).entries.empty()); // nothing there, nothing seen
    REQUIRE(s.send(http::method::put, record, s.agency, person).status == 204);
    CHECK(s.get(record, s.rival).entries.empty());
    auto const seen = s.get(record, talent);
    REQUIRE(seen.entries.size() == 1);
    CHECK(seen.entries.front().type == "reveal.read");
    CHECK(seen.entries.front().after.find("欧阳") == std::string::npos);
    auto const all = s.get(supply_path(one, "export"), s.agency);
    REQUIRE(all.entries.size() == 1);
    CHECK(all.body["personal_record"]["name"].text() == "欧阳不凡");
    CHECK(all.body["listing"]["personalised_ranking"].boolean());
    // The export shows its own look too.
    REQUIRE(all.body["looks"].elements().size() == 2);
    CHECK(s.get(supply_path(one, "export"), s.rival).slug == "not-found");
    auto const looks = s.get(supply_path(one, "reveals"), s.ours);
    auto const& items = looks.body["items"].elements();
    REQUIRE(items.size() == 2);
    CHECK(items[0]["kind"].text() == "read");
    CHECK(items[0]["credential_id"].text() == to_string(talent.credential));
    CHECK(items[0].find("purpose") == nullptr);
    CHECK(items[1]["kind"].text() == "exported");
    CHECK(items[1]["organisation_id"].text() == to_string(s.agency.organisation));
}

TEST_CASE("a record is made without a version, and changed with the one that was read") {
    listings_scene s(GENERATE(from_range(dialects())));
    auto const one = published_supply(s);
    auto const record = supply_path(one, "personal_record");
    auto const put = [&](std::int64_t version) {
        return s.send(http::method::put, record, s.agency, person, version);
    };
    CHECK(put(1).slug == "stale-version"); // nothing is there yet
    CHECK(put(0).status == 204);
    CHECK(put(0).slug == "precondition-required");
    CHECK(put(2).slug == "stale-version");
    CHECK(put(1).status == 204);
    CHECK(put(1).slug == "stale-version");
    CHECK(put(2).status == 204);
}

TEST_CASE("the plain name, number and address are in no column, before erasure or after it") {
    listings_scene s(GENERATE(from_range(dialects())));
    auto const one = published_supply(s);
    s.send(http::method::put, supply_path(one, "personal_record"), s.agency, person);
    s.post(supply_path(one, "consents"), s.agency, consent);
    REQUIRE(reveal(s, one, s.enterprise).status == 200);
    CHECK_FALSE(columns_with(s, "卷宗7").empty()); // the search finds what is there
    for (auto const* const secret : {"欧阳不凡", "13912345678", "ouyang@b.cn"})
        CHECK(columns_with(s, secret) == faults{});
    REQUIRE(s.send(http::method::delete_, supply_path(one, "personal_record"), s.agency).status ==
            204);
    for (auto const* const secret : {"欧阳不凡", "13912345678", "ouyang@b.cn"})
        CHECK(columns_with(s, secret) == faults{});
    CHECK(integer(s.database(),
                  "SELECT COUNT(*) FROM subject_keys WHERE wrapped_key NOT LIKE '-%'") == 0);
    CHECK(integer(s.database(), "SELECT COUNT(*) FROM personal_records") == 0);
    CHECK(s.get(supply_path(one, "personal_record"), s.agency).slug == "not-found");
    CHECK(reveal(s, one, s.enterprise).status != 200);
    CHECK(s.send(http::method::delete_, supply_path(one, "personal_record"), s.agency).slug ==
          "not-found");
    // Whoever writes a record anew has consented to nothing yet.
    s.send(http::method::put, supply_path(one, "personal_record"), s.agency, person);
    CHECK(reveal(s, one, s.enterprise).slug == "consent-missing");
}

TEST_CASE("a record is its agency's and its talent's, and nobody else's") {
    listings_scene s(GENERATE(from_range(dialects())));
    auto const one = published_supply(s);
    auto const other = published_supply(s);
    auto const talent = s.talent_of(one);
    REQUIRE(s.send(http::method::put, supply_path(one, "personal_record"), talent, person).status ==
            204);
    for (auto const& who : {s.agency, talent})
        CHECK(s.get(supply_path(one, "personal_record"), who).text("name") == "欧阳不凡");
    for (auto const& who : {s.rival, s.talent_of(other)}) {
        CHECK(s.get(supply_path(one, "personal_record"), who).slug == "not-found");
        CHECK(s.send(http::method::put, supply_path(one, "personal_record"), who, person).slug ==
              "not-found");
        CHECK(s.post(supply_path(one, "consents"), who, consent).slug == "not-found");
        CHECK(s.send(http::method::delete_, supply_path(one, "personal_record"), who).slug ==
              "not-found");
    }
}

TEST_CASE("a talent's key edits its own listing, makes none and touches no other") {
    listings_scene s(GENERATE(from_range(dialects())));
    auto const one = published_supply(s);
    auto const other = published_supply(s);
    auto const talent = s.talent_of(one);
    CHECK(s.draft_supply(talent).slug == "forbidden");
    CHECK(s.patch(supply_path(one), talent, R"({"summary":"新"})", 2).status == 200);
    CHECK(s.patch(supply_path(other), talent, R"({"summary":"新"})", 2).slug == "not-found");
    CHECK(s.post(supply_path(other, "withdraw"), talent, {}, 2).slug == "not-found");
    auto const own = s.get("/v1/supplies", talent);
    REQUIRE(own.body["items"].elements().size() == 1);
    CHECK(own.body["items"].elements().front()["id"].text() == one.text("id"));
    CHECK(s.draft_demand(talent).slug == "forbidden");
}

TEST_CASE("a verified fact loses its verification with the edit of that fact, and with no other") {
    listings_scene s(GENERATE(from_range(dialects())));
    auto const one = published_supply(s);
    std::string const facts = R"({"education":true,"experience":true,"skills":["java","sql"]})";
    CHECK(s.post(supply_path(one, "verify_facts"), s.far, facts, 2).slug == "not-found");
    CHECK(s.post(supply_path(one, "verify_facts"), s.agency, facts, 2).slug == "forbidden");
    CHECK(s.post(supply_path(one, "verify_facts"), s.ours, R"({"skills":["go"]})", 2).faults ==
          faults{"/skills/0 not_offered"});
    auto state = s.post(supply_path(one, "verify_facts"), s.ours, facts, 2);
    REQUIRE(state.status == 200);
    auto const proofs = [](answer const& of) {
        return std::string(of.body["education_verified"].boolean() ? "E" : "-") +
               (of.body["experience_verified"].boolean() ? "X" : "-") +
               json::write(of.body["skills_verified"]);
    };
    CHECK(proofs(state) == R"(EX["java","sql"])");
    state = s.patch(supply_path(one), s.agency, R"({"title":"架构师","education":"bachelor"})", 3);
    CHECK(proofs(state) == R"(EX["java","sql"])");
    state = s.patch(supply_path(one), s.agency, R"({"education":"doctorate"})", 4);
    CHECK(proofs(state) == R"(-X["java","sql"])");
    state = s.patch(supply_path(one), s.agency, R"({"skills":["sql","go"]})", 5);
    CHECK(proofs(state) == R"(-X["sql"])");
    state = s.patch(supply_path(one), s.agency, R"({"experience_years":20})", 6);
    CHECK(proofs(state) == R"(--["sql"])");
    CHECK(s.patch(supply_path(one), s.agency, R"({"education_verified":true})", 7).faults ==
          faults{"/education_verified server_owned"});
}
