// That the targets of the typed resources reach what they are for: every body a route takes, beyond
// the first refusal.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "tests/fuzz/resources.hpp"
#include "tests/support/read_file.hpp"

using namespace talent;

namespace {

std::filesystem::path const top = TALENT_SOURCE_DIRECTORY;

/// The schemas that the API's description names for request bodies; a patch is its resource's.
std::set<std::string> bodies_of_routes() {
    auto const description = json::parse(test::read_file(top / "schemas/openapi.json")).value();
    std::set<std::string> names;
    for (auto const& [path, methods] : description["paths"].members()) {
        for (auto const& [method, operation] : methods.members()) {
            for (auto const& [type, content] : operation["requestBody"]["content"].members()) {
                std::string name = content["schema"]["$ref"].text();
                name.erase(0, name.rfind('/') + 1);
                if (name.ends_with("_patch")) name.resize(name.rfind('_'));
                names.insert(name);
            }
        }
    }
    return names;
}

} // namespace

TEST_CASE("every body that a route takes is a resource that is fuzzed") {
    auto const bodies = bodies_of_routes();
    REQUIRE(bodies.size() > 20);
    for (auto const& name : bodies) {
        INFO(name);
        auto const all = fuzz::resources();
        CHECK(std::any_of(all.begin(), all.end(),
                          [&](auto const& one) { return one.table().name == name; }));
    }
}

TEST_CASE("the corpus of request bodies has one that is accepted for each resource") {
    std::map<std::string, std::string> refusals; // by resource, of its complete seed
    for (auto const& entry :
         std::filesystem::directory_iterator(top / "tests/fuzz/corpus/request_body")) {
        auto const text = test::read_file(entry.path());
        if (!entry.path().string().ends_with("_whole")) continue;
        auto const document = json::parse(std::string_view(text).substr(1));
        REQUIRE(document.has_value());
        auto const& chosen = fuzz::resource_for(text.front());
        auto& refusal = refusals[std::string(chosen.table().name)];
        for (auto const& fault : chosen.faults(document.value()))
            refusal += fault.pointer + " " + fault.code + " ";
    }
    for (auto const& name : bodies_of_routes()) {
        INFO(name);
        REQUIRE(refusals.contains(name));
        CHECK(refusals[name] == "");
    }
}

TEST_CASE("every stored record of the corpus is one") {
    for (auto const& entry :
         std::filesystem::directory_iterator(top / "tests/fuzz/corpus/stored_record")) {
        auto const text = test::read_file(entry.path());
        auto const document = json::parse(std::string_view(text).substr(1));
        INFO(entry.path());
        REQUIRE(document.has_value());
        CHECK(fuzz::resource_for(text.front()).check_stored(document.value()));
    }
}
