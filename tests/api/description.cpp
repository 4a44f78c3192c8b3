// The checked-in OpenAPI document is the one that the server gives.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "common/security/permission.hpp"
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
    std::ifstream file(path);
    std::stringstream checked_in;
    checked_in << file.rdbuf();
    // As documents, so that a line break at the end is no difference.
    CHECK(json::parse(checked_in.str()).value() == served.document);
    CHECK(served["openapi"].text() == "3.1.0");
}

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
        CHECK(needed.contains(std::string(row.name)));
    }
}

} // namespace talent::test
