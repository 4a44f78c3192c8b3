// Merging by the standard's rules: the official example gives the official record, and what the
// rules say of nulls, whole lists and ids holds.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "services/open_data/merge.hpp"
#include "tests/support/read_file.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;

namespace {

std::filesystem::path ocds_folder() {
    auto const* const folder = std::getenv("TALENT_SHARED_DATA");
    return std::filesystem::path(folder != nullptr ? folder : TALENT_SHARED_DATA_DEFAULT) / "ocds";
}

json::value read_document(std::filesystem::path const& path) {
    return json::parse(test::read_file(path)).value();
}

json::value parsed(char const* text) {
    return json::parse(text).value();
}

// The members in whatever order: 1000.0 and 1000 are one number.
void require_equal(json::value const& one, json::value const& other, std::string const& at) {
    INFO(at << ": " << json::write(one) << " and " << json::write(other));
    REQUIRE(one.kind() == other.kind());
    if (one.is_object()) {
        REQUIRE(one.members().size() == other.members().size());
        for (auto const& [name, content] : one.members()) {
            INFO(name);
            REQUIRE(other.find(name) != nullptr);
            require_equal(content, other[name], at + "/" + name);
        }
    } else if (one.is_array()) {
        REQUIRE(one.elements().size() == other.elements().size());
        for (std::size_t i = 0; i < one.elements().size(); ++i)
            require_equal(one.elements()[i], other.elements()[i], at + "/" + std::to_string(i));
    } else if (one.is_number()) {
        REQUIRE(std::stod(one.text()) == std::stod(other.text()));
    } else {
        REQUIRE(one == other);
    }
}

std::vector<json::value> official_releases() {
    std::vector<std::filesystem::path> files;
    for (auto const& entry : std::filesystem::directory_iterator(ocds_folder() / "example")) {
        auto const name = entry.path().filename().string();
        if (name.find("00001-0") != std::string::npos) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    std::vector<json::value> releases;
    for (auto const& file : files)
        releases.push_back(read_document(file)["releases"].elements().front());
    return releases;
}

json::value official_record(char const* file) {
    return read_document(ocds_folder() / "example" / file)["records"].elements().front();
}

} // namespace

TEST_CASE("the standard's own example merges to the standard's own record") {
    auto const releases = official_releases();
    REQUIRE(releases.size() == 6);
    require_equal(open_data::compile(releases),
                  official_record("ocds-213czf-000-00001.json")["compiledRelease"], "compiled");
    require_equal(open_data::version(releases),
                  official_record("ocds-213czf-000-00001-withversions.json")["versionedRelease"],
                  "versioned");
}

TEST_CASE("a null takes a value away, a list of texts is one value, ids tell elements apart") {
    std::vector<json::value> const releases = {
        parsed(R"({"ocid":"o","id":"1","date":"2026-01-01T00:00:00Z","tag":["tender"],
                   "tender":{"id":"t","title":"a","roles":["x","y"],
                             "items":[{"id":"1","description":"one"},{"id":"2","quantity":3}]}})"),
        parsed(R"({"ocid":"o","id":"2","date":"2026-01-02T00:00:00Z","tag":["tenderAmendment"],
                   "tender":{"id":"t","title":null,"roles":["y"],
                             "items":[{"id":"2","quantity":4,"unit":{"name":"day"}}]}})")};
    require_equal(open_data::compile(releases),
                  parsed(R"({"ocid":"o","id":"o-2026-01-02T00:00:00Z","date":"2026-01-02T00:00:00Z",
                             "tag":["compiled"],
                             "tender":{"id":"t","roles":["y"],
                                       "items":[{"id":"1","description":"one"},
                                                {"id":"2","quantity":4,"unit":{"name":"day"}}]}})"),
                  "compiled");
    auto const versions = open_data::version(releases);
    CHECK(versions["ocid"].text() == "o");
    CHECK(versions.find("id") == nullptr);
    CHECK(versions["tender"]["id"].elements().size() == 1); // the same in both
    auto const& titles = versions["tender"]["title"].elements();
    REQUIRE(titles.size() == 2);
    CHECK(titles.back()["value"].is_null());
    CHECK(titles.back()["releaseID"].text() == "2");
    auto const& second = versions["tender"]["items"].elements().at(1);
    CHECK(second["id"].text() == "2"); // what it is known by has no versions
    CHECK(second["quantity"].elements().size() == 2);
}

namespace {

// A small random document of the shapes that releases have.
json::value random_document(std::mt19937_64& random, int depth) {
    auto made = json::value::of_object();
    for (auto const* const name : {"a", "b", "c"}) {
        if (between(random, 0, 2) > 0)
            made.set(name, json::value::of_integer(between(random, 0, 3)));
    }
    if (between(random, 0, 2) > 0) {
        made.set("texts", json::value::of_array({json::value::of_string("x")}));
    }
    if (depth == 0) return made;
    if (between(random, 0, 2) > 0) made.set("within", random_document(random, depth - 1));
    auto list = json::value::of_array();
    for (std::int64_t id = 1; id <= 4; ++id) {
        if (between(random, 0, 1) == 0) continue;
        auto element = random_document(random, depth - 1);
        element.set("id", json::value::of_integer(id));
        list.elements().push_back(std::move(element));
    }
    if (!list.elements().empty()) made.set("list", std::move(list));
    return made;
}

// Without objects that say nothing, nor elements of which only the id is left; lists by id.
json::value tidy(json::value const& one) {
    if (one.is_array() && !one.elements().empty() && one.elements().front().is_object()) {
        auto made = json::value::of_array();
        for (auto const& each : one.elements()) {
            auto const element = tidy(each);
            if (element.members().size() > (element.find("id") == nullptr ? 0U : 1U))
                made.elements().push_back(element);
        }
        std::ranges::sort(made.elements(), {}, [](auto const& each) { return each["id"].text(); });
        return made;
    }
    if (!one.is_object()) return one;
    auto made = json::value::of_object();
    for (auto const& [name, content] : one.members()) {
        auto const kept = tidy(content);
        bool const empty = (kept.is_object() && kept.members().empty()) ||
                           (kept.is_array() && kept.elements().empty());
        if (!empty) made.set(name, kept);
    }
    return made;
}

json::value release_of(int number, json::value content) {
    auto made = parsed(R"({"ocid":"o","tag":["tender"]})");
    made.set("id", json::value::of_string(std::to_string(number)));
    made.set("date", json::value::of_string("2026-01-0" + std::to_string(number) + "T00:00:00Z"));
    made.set("tender", std::move(content));
    return made;
}

} // namespace

TEST_CASE("after an amendment the compiled release says what is now, whatever was before") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 2'000; ++round) {
        CAPTURE(round);
        auto const before = random_document(random, 2);
        auto const now = random_document(random, 2);
        std::vector<json::value> const releases = {
            release_of(1, before), release_of(2, open_data::with_removals(now, before))};
        require_equal(tidy(open_data::compile(releases)["tender"]), tidy(now), "tender");
    }
}
