// The vocabularies over HTTP: a title and a part of a name in Chinese, answers that a client may
// keep, and the table that an operator loaded.
#include <catch2/catch.hpp>

#include <fstream>

#include "tests/support/server_process.hpp"

namespace talent::test {
namespace {

constexpr std::string_view loaded_table =
    "code,name,parent,level\n"
    "2,专业技术人员,,1\n"
    "2-02,工程技术人员,2,2\n"
    "2-02-10,信息和通信工程技术人员,2-02,3\n"
    "2-02-10-03,计算机软件工程技术人员,2-02-10,4\n"
    "2-02-10-98,量子算法工程技术人员,2-02-10,4\n";

std::string encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string made;
    for (char const character : text) {
        auto const byte = static_cast<unsigned char>(character);
        made.append("%").append(1, digits[byte / 16]).append(1, digits[byte % 16]);
    }
    return made;
}

std::string occupations_for(std::string_view title) {
    return "/v1/vocabulary/occupations?title=" + encoded(title);
}

std::vector<std::string> codes_of(answer const& got) {
    std::vector<std::string> codes;
    for (auto const& each : got["items"].elements())
        codes.push_back(each["code"].text());
    return codes;
}

} // namespace

TEST_CASE("anybody asks what a job title may mean, and keeps the answer") {
    server_process server(engine::sqlite);
    server.start();
    auto anybody = server.client();
    auto const got = anybody.get(occupations_for("【急聘】會計（双休）") + "&limit=2");
    REQUIRE(got.status == 200);
    REQUIRE(codes_of(got).size() == 2);
    CHECK(codes_of(got).front() == "2-06-03-00");
    CHECK(got["confident"].boolean());
    CHECK(got.header("cache-control") == "public, max-age=3600");

    auto const part = anybody.get("/v1/vocabulary/skills?query=" + encoded("编程"));
    CHECK(part.status == 200);
    CHECK_FALSE(codes_of(part).empty());
    CHECK(anybody.get("/v1/vocabulary/skills?title=" + encoded("会计")).status == 400);
    CHECK(anybody.get(occupations_for(std::string(201, 'a'))).status == 400);
    CHECK(anybody.get("/v1/vocabulary/occupations?title=%FF").status == 400);
}

TEST_CASE("occupations are proposed from the table that was loaded") {
    for (auto const on : engines()) {
        INFO(name_of(on));
        server_process server(on);
        server.found_operator("330000");
        auto const file = server.data_directory() + "/occupations.csv";
        std::ofstream(file, std::ios::binary) << loaded_table;
        auto const loaded = server.run_talentctl(
            {"vocabulary", "load", "--occupations", file, "--version-name", "own"});
        INFO(loaded.errors);
        REQUIRE(loaded.status == 0);
        server.start();
        auto anybody = server.client();
        auto const got = anybody.get(occupations_for("高级量子算法工程师"));
        REQUIRE(got.status == 200);
        CHECK(got["version"].text() == "own");
        REQUIRE_FALSE(codes_of(got).empty());
        CHECK(codes_of(got).front() == "2-02-10-98");
        // The words of the lexicon speak for the nearest group that this table has.
        for (auto const& code : codes_of(anybody.get(occupations_for("保洁"))))
            CHECK(loaded_table.find("\n" + code + ",") != std::string_view::npos);
    }
}

} // namespace talent::test
