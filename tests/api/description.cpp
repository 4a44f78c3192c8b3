// What the server says of itself: the checked-in OpenAPI document is the one it gives, its metrics
// are those of the operator's guide, and no permission is without a route.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "common/security/permission.hpp"
#include "tests/support/read_file.hpp"
#include "tests/support/server_process.hpp"

namespace talent::test {

// TALENT_UPDATE_DESCRIPTION=1 build/description writes the file anew.
TEST_CASE("schemas/openapi.json is what the server says of itself") {
    server_process server(engine::sqlite);
    server.start();
    auto const served = server.client().get("/openapi.json");
    REQUIRE(served.status == 200);
    std::string const path = TALENT_SOURCE_DIRECTORY "/schemas/openapi.json";
    if (std::getenv("TALENT_UPDATE_DESCRIPTION") != nullptr)
        std::ofstream(path) << served.body << "\n";
    // As documents, so that a line break at the end is no difference.
    CHECK(json::parse(read_file(path)).value() == served.document);
    CHECK(served["openapi"].text() == "3.1.0");
}

// A row of the table in docs/operations.md begins with the metric's name and its kind.
TEST_CASE("the metrics that are explained are those that are served, of the same kind") {
    std::map<std::string, std::string> explained;
    std::ifstream guide(TALENT_SOURCE_DIRECTORY "/docs/operations.md");
    std::regex const row(R"(^\| `(talent_[a-z_]+)` \| ([a-z]+), .*)");
    std::smatch cells;
    for (std::string line; std::getline(guide, line);) {
        if (std::regex_match(line, cells, row)) explained.emplace(cells[1], cells[2]);
    }
    server_process server(engine::sqlite);
    server.start();
    std::map<std::string, std::string> served;
    std::istringstream lines(server.client().get("/metrics").body);
    std::regex const type("^# TYPE ([a-z_]+) ([a-z]+)");
    for (std::string line; std::getline(lines, line);) {
        if (std::regex_match(line, cells, type)) served.emplace(cells[1], cells[2]);
    }
    REQUIRE(served.size() > 5);
    CHECK(explained == served);
}

// Declared before their routes come in; a line goes with the first route that needs it.
std::set<std::string> const awaited = {};

TEST_CASE("every permission is some route's") {
    server_process server(engine::sqlite);
    server.start();
    auto const served = server.client().get("/openapi.json");
    std::set<std::string> needed;
    for (auto const& [path, operations] : served["paths"].members()) {
        for (auto const& [verb, operation] : operations.members())
            needed.insert(operation["x-permission"].text());
    }
    for (auto const& row : security::all_permissions()) {
        INFO(row.name);
        std::string const name(row.name);
        CHECK(needed.contains(name) != awaited.contains(name));
    }
}

} // namespace talent::test
