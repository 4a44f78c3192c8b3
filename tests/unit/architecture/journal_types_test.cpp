// Every type of object that the services tell the journal of is known where entries are shown: read
// from the sources themselves.
#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <regex>
#include <set>

#include "tests/support/read_file.hpp"

namespace {

namespace files = std::filesystem;

files::path const top = TALENT_SOURCE_DIRECTORY;

std::set<std::string> first_groups(std::string const& text, std::regex const& pattern) {
    std::set<std::string> found;
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
        found.insert((*at)[1]);
    return found;
}

// An entry's state is shown by its type's table. These have none that anybody may see there.
std::map<std::string, std::string> const without_a_table = {
    {"evaluation", "the entry tells that something was done, and not what"},
    {"opening", "a refused opening: the entry has no state"},
    {"personal_record", "what is in it is sealed"},
    {"review", "blind until both sides have written"},
    {"vocabulary", "its state is a description, and no object of the market"},
};

// Where the type comes in as a parameter; the literals stand in the same file, or in the traits.
std::map<std::string, std::regex> const by_parameter = {
    {"services/delivery/changes.hpp", std::regex(R"re(_table,\s*"([a-z_]+)")re")},
    {"services/listings/service.cpp", std::regex(R"re(object_type = "([a-z_]+)")re")},
};

struct appended {
    std::set<std::string> types;
    std::set<std::string> unknown_places; // where a type is given in another way
};

appended read_services() {
    std::regex const literal(R"re(\bobject_type\s*=\s*"([a-z_]+)")re");
    std::regex const given(R"re(\.object_type\s*=\s*([^",=\s][^,;}]*))re");
    appended found;
    for (auto const& entry : files::recursive_directory_iterator(top / "services")) {
        auto const extension = entry.path().extension();
        if (extension != ".cpp" && extension != ".hpp") continue;
        auto const name = entry.path().lexically_relative(top).string();
        auto const text = talent::test::read_file(entry.path());
        found.types.merge(first_groups(text, literal));
        if (auto const how = by_parameter.find(name); how != by_parameter.end()) {
            found.types.merge(first_groups(text, how->second));
        } else if (text.find("journal::change") != std::string::npos &&
                   !first_groups(text, given).empty()) {
            found.unknown_places.insert(name);
        }
    }
    return found;
}

} // namespace

TEST_CASE(
    "every type of object in the journal has a table by which it is shown, or a reason why not") {
    auto const found = read_services();
    REQUIRE(found.types.size() > 40);
    CHECK(found.unknown_places == std::set<std::string>{});
    auto const composition = talent::test::read_file(top / "services/talentd/composition.cpp");
    auto const tables =
        first_groups(composition, std::regex(R"re(add_table<[a-z_:]+>\(tables, "([a-z_]+)"\))re"));
    REQUIRE(tables.size() > 40);
    for (auto const& type : found.types) {
        INFO(type);
        CHECK((tables.contains(type) != without_a_table.contains(type)));
    }
    for (auto const& type : tables) {
        INFO(type << " is appended nowhere");
        CHECK(found.types.contains(type));
    }
}
