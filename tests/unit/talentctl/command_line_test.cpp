// talentctl as its operator meets it: what it prints, and how it refuses.
#include <catch2/catch.hpp>

#include <fstream>

#include "common/base/configuration.hpp"
#include "services/reference/vocabulary_store.hpp"
#include "tests/unit/talentctl/installation_fixture.hpp"

using namespace talent;

namespace {

bool is_one_line(std::string const& complaint) {
    return complaint.starts_with("talentctl: ") &&
           std::count(complaint.begin(), complaint.end(), '\n') == 1;
}

void write_file(std::string const& path, std::string_view text) {
    std::ofstream(path) << text;
}

std::vector<std::string> operator_arguments(installation_fixture const& place,
                                            std::string const& credit_code) {
    return {"operator",
            "--data",
            place.data(),
            "--name",
            "杭州人才集团有限公司",
            "--credit-code",
            credit_code,
            "--region",
            "330100",
            "--email",
            "Admin@Group.example",
            "--administrator",
            "王思远",
            "--legal-representative",
            "李明",
            "--phone",
            "0571-88001234",
            "--address",
            "杭州市文一西路1号",
            "--password-file",
            place.path("password")};
}

constexpr std::string_view valid_code = "91440300708461136T";

} // namespace

TEST_CASE_METHOD(installation_fixture, "a wrong command line ends with 2 and one sentence") {
    std::vector<std::vector<std::string>> const wrong{
        {},
        {"frobnicate"},
        {"migrate"},
        {"migrate", "--data"},
        {"demo", "--data", data(), "--listings", "many"},
        {"demo", "--data", data(), "--listings", "5"},
        {"verify", "--data", data(), "--colour", "red"},
        {"vocabulary"},
        {"backup", "--data", data()},
        {"restore", "--data", data()},
    };
    for (auto const& arguments : wrong) {
        auto const ended = run(arguments);
        CAPTURE(arguments, ended.complaints);
        CHECK(ended.code == 2);
        CHECK(ended.out.empty());
        CHECK(is_one_line(ended.complaints));
    }
    CHECK_FALSE(std::filesystem::exists(data()));
}

TEST_CASE_METHOD(installation_fixture, "help goes to stdout and ends with 0") {
    auto const ended = run({"demo", "--help"});
    CHECK(ended.code == 0);
    CHECK(ended.out.find("--listings") != std::string::npos);
    CHECK(ended.complaints.empty());
}

TEST_CASE_METHOD(installation_fixture, "what cannot be done ends with 1 and one sentence") {
    write_file(path("file"), "no directory");
    std::vector<std::vector<std::string>> const impossible{
        {"verify", "--data", data()},
        {"backup", "--data", data(), "--to", path("copy.db")},
        {"restore", "--data", data(), "--from", path("missing.db")},
        {"migrate", "--data", path("file") + "/inside"},
        {"migrate", "--data", data(), "--database", "oracle://somewhere"},
        {"vocabulary", "load", "--data", data(), "--occupations", path("missing.csv")},
    };
    for (auto const& arguments : impossible) {
        auto const ended = run(arguments);
        CAPTURE(arguments, ended.complaints);
        CHECK(ended.code == 1);
        CHECK(ended.out.empty());
        CHECK(is_one_line(ended.complaints));
    }
}

TEST_CASE_METHOD(installation_fixture,
                 "migrate makes a private data directory and its database, and may be run again") {
    auto const first = run({"migrate", "--data", data()});
    CAPTURE(first.complaints);
    REQUIRE(first.code == 0);
    CHECK(first.out.starts_with("The database has schema version "));
    CHECK(run({"migrate", "--data", data()}).out == first.out);
    using std::filesystem::perms;
    CHECK(std::filesystem::status(data()).permissions() == perms::owner_all);
    CHECK(std::filesystem::status(data() + "/keys").permissions() == perms::owner_all);
}

TEST_CASE_METHOD(installation_fixture, "an operator is founded with a key that is shown once") {
    write_file(path("password"), "correct horse battery\n");
    auto const founded = run(operator_arguments(*this, std::string(valid_code)));
    CAPTURE(founded.complaints);
    REQUIRE(founded.code == 0);
    CHECK(founded.out.find("tp_live_") != std::string::npos);
    CHECK(founded.out.find("O-330100-") != std::string::npos);
    CHECK(run({"verify", "--data", data()}).code == 0);

    auto const again = run(operator_arguments(*this, std::string(valid_code)));
    CHECK(again.code == 1);
    CHECK(again.complaints.find("registered already") != std::string::npos);
}

TEST_CASE_METHOD(installation_fixture,
                 "an operator's details are checked as the API checks a registration") {
    write_file(path("password"), "correct horse battery\n");
    auto const refused = run(operator_arguments(*this, "914403007084611360"));
    CHECK(refused.code == 1);
    CHECK(refused.complaints.find("/organisation/credit_code") != std::string::npos);
    CHECK(is_one_line(refused.complaints));

    write_file(path("password"), "short\n");
    auto const weak = run(operator_arguments(*this, std::string(valid_code)));
    CHECK(weak.code == 1);
    CHECK(weak.complaints.find("12") != std::string::npos);
}

TEST_CASE_METHOD(installation_fixture,
                 "a loaded table of occupations is the catalogue's, and a faulty one is refused") {
    std::string table =
        "code,name,parent,level\n2,专业技术人员,,1\n2-02,工程技术人员,2,2\n2-02-10,"
        "信息和通信工程技术人员,2-02,3\n"
        "2-02-10-03,计算机软件工程技术人员,2-02-10,4\n2-02-10-99,量子计算工程技术人员,2-02-10,4\n";
    write_file(path("occupations.csv"), table);
    auto const loaded =
        run({"vocabulary", "load", "--data", data(), "--occupations", path("occupations.csv")});
    CAPTURE(loaded.complaints);
    REQUIRE(loaded.code == 0);
    CHECK(loaded.out.starts_with("5 occupations are loaded as occupations.csv sha256 "));
    {
        auto database = db::open(url(), {}, db::migration::leave);
        REQUIRE(database.has_value());
        auto const codes = reference::load_catalogue(*database.value());
        REQUIRE(codes.has_value());
        CHECK(codes.value().known(vocabulary::code_list::occupation, "2-02-10-99"));
        CHECK_FALSE(codes.value().known(vocabulary::code_list::occupation, "6-31-01-03"));
    }
    CHECK(run({"verify", "--data", data()}).code == 0);

    write_file(path("faulty.csv"), table + "2-02-11-01,没有上级,2-02-11,4\n");
    auto const refused =
        run({"vocabulary", "load", "--data", data(), "--occupations", path("faulty.csv")});
    CHECK(refused.code == 1);
    CHECK(refused.complaints.find("is not a table of occupations") != std::string::npos);
}

TEST_CASE_METHOD(
    installation_fixture,
    "a table that lacks occupations which listings name is refused and changes nothing") {
    REQUIRE(run({"demo", "--data", data(), "--listings", "100"}).code == 0);
    write_file(path("short.csv"), "code,name,parent,level\n2,专业技术人员,,1\n");
    auto const refused =
        run({"vocabulary", "load", "--data", data(), "--occupations", path("short.csv")});
    CHECK(refused.code == 1);
    CHECK(refused.complaints.find("that listings name") != std::string::npos);
    CHECK(is_one_line(refused.complaints));
    auto database = db::open(url(), {}, db::migration::leave);
    REQUIRE(database.has_value());
    auto const codes = reference::load_catalogue(*database.value());
    REQUIRE(codes.has_value());
    CHECK(codes.value().known(vocabulary::code_list::occupation, "6-31-01-03"));
}

TEST_CASE_METHOD(installation_fixture,
                 "erasures are applied from a file that is there, and its absence is said") {
    REQUIRE(run({"demo", "--data", data(), "--listings", "100"}).code == 0);
    auto const of_its_own = run({"erasures", "apply", "--data", data()});
    CHECK(of_its_own.code == 1);
    CHECK(of_its_own.complaints.find(data() + "/erasures.jsonl") != std::string::npos);
    CHECK(is_one_line(of_its_own.complaints));
    auto const copy = path("copy.jsonl");
    auto const missing = run({"erasures", "apply", "--data", data(), "--from", copy});
    CHECK(missing.code == 1);
    CHECK(missing.complaints.find(copy) != std::string::npos);
    write_file(copy, "");
    auto const applied = run({"erasures", "apply", "--data", data(), "--from", copy});
    CAPTURE(applied.complaints);
    CHECK(applied.code == 0);
    CHECK(applied.out.starts_with("0 of the 0 erasures in " + copy));
}

TEST_CASE_METHOD(installation_fixture, "the printed configuration reads as the defaults") {
    auto const printed = run({"configuration"});
    REQUIRE(printed.code == 0);
    auto const read = parse_configuration(printed.out, "printed");
    REQUIRE(read.has_value());
    CHECK(read.value() == configuration{});
}
