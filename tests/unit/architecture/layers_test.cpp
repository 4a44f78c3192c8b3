// The layering, read from the sources themselves: who may include whom, and which library appears
// where.
#include <catch2/catch.hpp>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/support/read_file.hpp"

namespace {

using folders = std::set<std::string, std::less<>>;

// A folder may include itself and these.
std::map<std::string, folders, std::less<>> const& allowed_folders() {
    static folders const common = {"common/base",     "common/json",     "common/security",
                                   "common/db",       "common/journal",  "common/vocabulary",
                                   "common/personal", "common/calendar", "common/printing",
                                   "common/http"};
    static auto const with = [](folders more) {
        more.insert(common.begin(), common.end());
        return more;
    };
    static std::map<std::string, folders, std::less<>> const table = {
        {"common/base", {}},
        {"common/json", {"common/base"}},
        {"common/security", {"common/base"}},
        {"common/db", {"common/base", "common/json"}},
        {"common/personal", {"common/base", "common/json", "common/security", "common/db"}},
        {"common/journal", {"common/base", "common/json", "common/security", "common/db"}},
        {"common/vocabulary", {"common/base", "common/json"}},
        {"common/calendar", {"common/base", "common/json"}},
        {"common/printing", {"common/base"}},
        {"common/http",
         {"common/base", "common/json", "common/security", "common/db", "common/personal",
          "common/journal"}},
        {"services/identity", with({})},
        {"services/listings", with({"services/identity"})},
        {"services/offerings", with({"services/identity"})},
        {"services/exclusions", with({"services/identity"})},
        {"services/procurement", with({"services/exclusions", "services/identity"})},
        {"services/remedies", with({"services/identity", "services/procurement"})},
        {"services/delivery", with({"services/identity", "services/procurement"})},
        {"services/ratings",
         with({"services/identity", "services/offerings", "services/procurement"})},
        {"services/market", with({"services/exclusions", "services/identity", "services/listings",
                                  "services/offerings", "services/procurement"})},
        {"services/contracting",
         with({"services/delivery", "services/exclusions", "services/identity", "services/listings",
               "services/market", "services/offerings", "services/procurement"})},
        {"services/alerts",
         with({"services/exclusions", "services/identity", "services/listings", "services/market",
               "services/offerings", "services/procurement"})},
        {"services/match_runs",
         with({"services/exclusions", "services/identity", "services/listings", "services/market",
               "services/offerings", "services/procurement"})},
        {"services/notices", with({"services/identity"})},
        {"services/open_data",
         with({"services/identity", "services/procurement", "services/delivery"})},
        {"services/clocks", with({"services/identity"})},
        {"services/audit", with({"services/notices"})},
        {"services/pages", with({"services/identity", "services/listings"})},
        {"services/printing",
         with({"services/delivery", "services/identity", "services/procurement"})},
        {"services/reference", with({})},
        {"services/installation", with({})},
        {"services/erasure", with({"services/identity", "services/listings"})},
    };
    return table;
}

// A third-party library and the only folder that may include it.
struct home {
    std::string_view include;
    std::string_view folder;
};
constexpr home homes[] = {
    {"boost/beast", "common/http"},   {"boost/asio", "common/http"},
    {"openssl/ssl", "common/http"},   {"openssl/evp", "common/security"},
    {"prometheus/", "common/http"},   {"soci/", "common/db"},
    {"sqlite3.h", "common/db"},       {"mysql_", "common/db"},
    {"cppconn/", "common/db"},        {"mariadb/", "common/db"},
    {"rapidjson/", "common/json"},    {"roaring/", "services/market"},
    {"unicode/", "common/base"},      {"spdlog/", "common/base"},
    {"toml++/", "common/base"},       {"curl/", "services/notices"},
    {"zlib.h", "services/open_data"}, {"pango/", "common/printing"},
    {"cairo", "common/printing"},
};

struct source {
    std::string path;   // from the top
    std::string folder; // "common/base"
    std::string text;
};

std::vector<source> const& sources() {
    static std::vector<source> const found = [] {
        std::vector<source> all;
        std::filesystem::path const top = TALENT_SOURCE_DIRECTORY;
        for (auto const* part : {"common", "services"}) {
            for (auto const& entry : std::filesystem::recursive_directory_iterator(top / part)) {
                auto const extension = entry.path().extension();
                if (extension != ".cpp" && extension != ".hpp") continue;
                auto const relative = entry.path().lexically_relative(top);
                auto part_of_path = relative.begin();
                auto folder = *part_of_path++;
                folder /= *part_of_path;
                all.push_back(
                    {relative.string(), folder.string(), talent::test::read_file(entry.path())});
            }
        }
        return all;
    }();
    return found;
}

std::vector<std::string> includes_of(source const& one) {
    static std::regex const pattern(R"(#include\s*[<"]([^>"]+)[>"])");
    std::vector<std::string> found;
    for (std::sregex_iterator at(one.text.begin(), one.text.end(), pattern), end; at != end; ++at)
        found.push_back((*at)[1]);
    return found;
}

std::string folder_of(std::string const& include) {
    if (!include.starts_with("common/") && !include.starts_with("services/")) return {};
    return include.substr(0, include.find('/', include.find('/') + 1));
}

std::string without_comments(std::string const& text) {
    static std::regex const comment(R"(//[^\n]*)");
    return std::regex_replace(text, comment, "");
}

// Programs compose everything: they are above the layers.
bool is_program(std::string const& folder) {
    return folder == "services/talentd" || folder == "services/talentctl";
}

} // namespace

TEST_CASE("a folder includes only the folders below it") {
    REQUIRE(sources().size() > 50);
    for (auto const& one : sources()) {
        if (is_program(one.folder)) continue;
        auto const allowed = allowed_folders().find(one.folder);
        INFO(one.path);
        REQUIRE(allowed != allowed_folders().end());
        for (auto const& include : includes_of(one)) {
            auto const folder = folder_of(include);
            INFO(include);
            CHECK((folder.empty() || folder == one.folder || allowed->second.contains(folder)));
        }
    }
}

TEST_CASE("a third-party library appears in its one folder only") {
    for (auto const& one : sources()) {
        for (auto const& include : includes_of(one)) {
            for (auto const& library : homes) {
                INFO(one.path << " includes " << include);
                CHECK((!include.starts_with(library.include) || one.folder == library.folder));
            }
        }
    }
}

TEST_CASE(
    "a service sees another through its service, its directory and its model, never its store or "
    "tables") {
    for (auto const& one : sources()) {
        if (is_program(one.folder)) continue;
        for (auto const& include : includes_of(one)) {
            auto const folder = folder_of(include);
            if (!folder.starts_with("services/") || folder == one.folder) continue;
            INFO(one.path << " includes " << include);
            CHECK(include.find("store") == std::string::npos);
            CHECK(include.find("api") == std::string::npos);
        }
    }
}

TEST_CASE("a model knows no database, no socket and no journal") {
    for (auto const& one : sources()) {
        if (one.path.find("/model.") == std::string::npos) continue;
        for (auto const& include : includes_of(one)) {
            INFO(one.path << " includes " << include);
            CHECK_FALSE((include.starts_with("common/db") || include.starts_with("common/http") ||
                         include.starts_with("common/journal")));
        }
    }
}

// g++ 12 may destroy temporaries inside a co_await expression twice.
TEST_CASE("no lambda and no braced object stands inside a co_await expression") {
    static std::regex const pattern(R"(co_await[^;]*(\[[^\]]*\]\s*(\(|\{|mutable)|[A-Za-z_>]\{))");
    for (auto const& one : sources()) {
        std::string const code = without_comments(one.text);
        INFO(one.path);
        CHECK_FALSE(std::regex_search(code, pattern));
    }
}

// g++ 12 awaits the right side of && and || whatever the left side is.
TEST_CASE("no co_await stands behind a short-circuit operator") {
    static std::regex const pattern(R"((&&|\|\|)\s*!?\s*\(?\s*co_await)");
    for (auto const& one : sources()) {
        INFO(one.path);
        CHECK_FALSE(std::regex_search(without_comments(one.text), pattern));
    }
}

// What a client sends can then reach no shell.
TEST_CASE("no command is ever run") {
    static std::regex const pattern(R"(\b(system|popen|v?fork|exec[lv]p?e?|posix_spawnp?)\s*\()");
    for (auto const& one : sources()) {
        INFO(one.path);
        CHECK_FALSE(std::regex_search(without_comments(one.text), pattern));
    }
}

TEST_CASE("nothing is left unfinished") {
    static std::regex const pattern(R"(\b(TO)DO\b|\bFIX(ME)\b|\bXX(X)\b)");
    for (auto const& one : sources()) {
        INFO(one.path);
        CHECK_FALSE(std::regex_search(one.text, pattern));
    }
}

TEST_CASE("every decision has a number of its own, and is in the index") {
    auto const folder = std::filesystem::path(TALENT_SOURCE_DIRECTORY) / "docs/decisions";
    auto const index = talent::test::read_file(folder / "README.md");
    std::set<std::string> numbers;
    for (auto const& entry : std::filesystem::directory_iterator(folder)) {
        auto const name = entry.path().filename().string();
        if (name == "README.md") continue;
        INFO(name);
        CHECK(numbers.insert(name.substr(0, name.find('-'))).second);
        CHECK(index.find("](" + name + ")") != std::string::npos);
    }
    CHECK(numbers.size() >= 10);
}

namespace {

std::set<std::string> all_matches(std::string const& text, std::regex const& pattern) {
    std::set<std::string> found;
    for (std::sregex_iterator each(text.begin(), text.end(), pattern), end; each != end; ++each)
        found.insert((*each)[1]);
    return found;
}

/// Environment variables that tests and their scripts read.
std::set<std::string> variables_of_tests(std::filesystem::path const& folder) {
    static std::regex const in_code(R"re(getenv\("(TALENT_[A-Z_]+)")re");
    static std::regex const in_scripts(R"(\$\{(TALENT_[A-Z_]+)[:}])");
    static std::regex const in_modules(R"(process\.env\.(TALENT_[A-Z_]+))");
    std::set<std::string> found;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
        auto const ending = entry.path().extension();
        bool const is_code = ending == ".cpp" || ending == ".hpp";
        bool const is_module = ending == ".mjs";
        if (!entry.is_regular_file() || !(is_code || is_module || ending.empty())) continue;
        found.merge(all_matches(talent::test::read_file(entry.path()), is_code     ? in_code
                                                                       : is_module ? in_modules
                                                                                   : in_scripts));
    }
    return found;
}

} // namespace

TEST_CASE("the environment variables of the tests are those that their guide lists") {
    auto const folder = std::filesystem::path(TALENT_SOURCE_DIRECTORY) / "tests";
    std::set<std::string> listed;
    std::istringstream guide(talent::test::read_file(folder / "README.md"));
    for (std::string line; std::getline(guide, line);) {
        auto const first_cell =
            line.starts_with('|') ? line.substr(0, line.find('|', 1)) : std::string();
        listed.merge(all_matches(first_cell, std::regex("`(TALENT_[A-Z_]+)`")));
    }
    auto const read = variables_of_tests(folder);
    REQUIRE(read.size() > 10);
    CHECK(listed == read);
}
