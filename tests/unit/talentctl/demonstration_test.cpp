// `talentctl demo` on a real database, and what verify says when somebody touches it afterwards.
#include <catch2/catch.hpp>

#include <fstream>

#include "common/json/value.hpp"
#include "common/security/token.hpp"
#include "services/identity/directory.hpp"
#include "tests/support/read_file.hpp"
#include "tests/unit/talentctl/installation_fixture.hpp"

using namespace talent;

namespace {

std::int64_t count(db::database& source, std::string_view statement) {
    std::int64_t found = 0;
    source.read_now([&](db::session& sql) {
        found = integer_of(sql.query_one(statement, {}, {cell_kind::integer})->front());
    });
    return found;
}

std::unique_ptr<db::database> open(std::string const& url) {
    auto opened = db::open(url, {}, db::migration::leave);
    REQUIRE(opened.has_value());
    return std::move(opened).value();
}

void change(std::string const& url, std::string_view statement) {
    auto const database = open(url);
    database->write_now([&](db::session& sql) {
        CHECK(sql.execute(statement) == 1);
        return db::verdict::keep;
    });
}

/// As somebody would who changes a backup on purpose.
void forge_checksum(std::string const& file) {
    std::ofstream(file + ".sha256") << security::sha256_hex(test::read_file(file)) << "  forged\n";
}

} // namespace

TEST_CASE_METHOD(
    installation_fixture,
    "the demonstration fills an empty database with every state, and only an empty one") {
    auto const made = run({"demo", "--data", data(), "--listings", "400", "--seed", "5"});
    CAPTURE(made.complaints);
    REQUIRE(made.code == 0);
    auto const printed = json::parse(made.out);
    REQUIRE(printed.has_value());

    SECTION("its keys speak for their audiences") {
        auto const database = open(url());
        identity::directory known;
        auto const now = system_clock{}.now();
        known.load(*database, now);
        for (auto const* name :
             {"operator", "enterprise", "agency", "government_office", "supervisor", "talent"}) {
            CAPTURE(name);
            auto const who = known.authenticate_key(printed.value()[name].text(), now);
            REQUIRE(who.has_value());
            CHECK(security::name_of(who.value().audience) == name);
            CHECK(who.value().verified);
        }
        CHECK(printed.value()["listings"].integer() == 400);
        CHECK(printed.value()["organisations"].integer() ==
              count(*database, "SELECT COUNT(*) FROM organisations"));
        for (auto const* name :
             {"operator", "enterprise", "agency", "government_office", "procurement_supervisor"}) {
            CAPTURE(name);
            auto const& login = printed.value()["console"][name];
            CHECK(login["password"].text().size() >= 12);
            CHECK(login["email"].text() == printed.value()["logins"][name]["email"].text());
        }
        for (auto const* name : {"supervisor", "talent"})
            CHECK(printed.value()["console"][name]["key"].text() == printed.value()[name].text());
    }
    SECTION("every state of a tender, an order and a contract is there") {
        auto const database = open(url());
        CHECK(count(*database, "SELECT COUNT(DISTINCT state) FROM tenders") == 8);
        CHECK(count(*database,
                    "SELECT COUNT(DISTINCT q.state) FROM tender_questions q JOIN tenders t ON "
                    "t.id = q.tender_id WHERE t.state = 'published'") == 2);
        CHECK(count(*database,
                    "SELECT COUNT(*) FROM organisations WHERE supervises_procurement = 1") == 1);
        CHECK(count(*database, "SELECT COUNT(DISTINCT state) FROM orders") == 7);
        CHECK(count(*database, "SELECT COUNT(DISTINCT category) FROM offerings") == 25);
        CHECK(count(*database, "SELECT COUNT(DISTINCT state) FROM contracts") == 4);
        CHECK(count(*database, "SELECT COUNT(DISTINCT state) FROM invoices") == 3);
        CHECK(count(*database, "SELECT COUNT(*) FROM reviews") > 0);
        CHECK(count(*database,
                    "SELECT COUNT(*) FROM demands WHERE state = 'published' AND expires_at <= " +
                        std::to_string(to_milliseconds(system_clock{}.now()))) == 0);
    }
    SECTION("a second one is refused") {
        auto const again = run({"demo", "--data", data()});
        CHECK(again.code == 1);
        CHECK(again.complaints.starts_with("talentctl: The database is not empty"));
    }
    SECTION("it verifies, and a backup of it too") {
        CHECK(run({"verify", "--data", data()}).code == 0);
        std::filesystem::create_directories(path("copy"));
        REQUIRE(run({"backup", "--data", data(), "--to", path("copy/talent.db")}).code == 0);
        CHECK(run({"verify", "--data", path("copy")}).code == 0);
        CHECK(run({"backup", "--data", data(), "--to", path("copy/talent.db")}).code == 1);
    }
    SECTION("its backup is restored, and refused where it is not what was backed up") {
        auto const file = path("backup.db");
        auto const restore = [&](std::string const& to) {
            return run({"restore", "--data", path(to), "--from", file});
        };
        REQUIRE(run({"backup", "--data", data(), "--to", file}).code == 0);
        auto const done = restore("first");
        CAPTURE(done.complaints);
        CHECK(done.code == 0);
        CHECK(run({"verify", "--data", path("first")}).code == 0);
        CHECK(restore("first").complaints.find("There is a database already") != std::string::npos);

        change("sqlite://" + file,
               "UPDATE journal_entries SET reason = 'nothing happened' WHERE sequence = 17");
        CHECK(restore("second").complaints.find("checksum") != std::string::npos);
        forge_checksum(file);
        CHECK(restore("second").complaints.find("Entry 17") != std::string::npos);
        std::filesystem::remove(file);
        std::ofstream{file}; // SQLite reads an empty file as an empty database
        forge_checksum(file);
        CHECK(restore("second").complaints.find("no marketplace") != std::string::npos);
        std::filesystem::remove(file + ".sha256");
        CHECK(restore("second").complaints.find("checksum of the backup") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(path("second") + "/talent.db"));
        CHECK_FALSE(std::filesystem::exists(path("second") + "/talent.db.restoring"));
    }
    SECTION("verify finds an entry of the journal that was changed") {
        change(url(), "UPDATE journal_entries SET reason = 'nothing happened' WHERE sequence = 17");
        auto const found = run({"verify", "--data", data()});
        CHECK(found.code == 1);
        CHECK(found.complaints.find("Entry 17") != std::string::npos);
    }
    SECTION("verify finds an amount of the ledger that was changed") {
        change(url(),
               "UPDATE ledger_postings SET amount = amount + 1 WHERE id = (SELECT MIN(id) FROM "
               "ledger_postings)");
        auto const found = run({"verify", "--data", data()});
        CHECK(found.code == 1);
        CHECK(found.out.empty());
    }
}
