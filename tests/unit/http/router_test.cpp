// The router against a naive matcher, on random tables and paths.
#include <catch2/catch.hpp>

#include <random>

#include "common/http/router.hpp"

using namespace talent;
using namespace talent::http;

namespace {

bound_route route_of(method verb, std::string_view path) {
    bool const reads = verb == method::get;
    return {.method = verb,
            .path = path,
            .permission = security::permission::open,
            .options = {.effect = reads ? effect::read : effect::act, .summary = "A row."},
            .handle = [](request const&) -> work { return response{}; }};
}

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> parts;
    std::string part;
    for (char const character : path.substr(1)) {
        if (character == '/') {
            parts.push_back(std::exchange(part, {}));
        } else {
            part.push_back(character);
        }
    }
    parts.push_back(part);
    return parts;
}

bool matches(std::vector<std::string> const& pattern, std::vector<std::string> const& path) {
    if (pattern.size() != path.size()) return false;
    for (std::size_t i = 0; i < path.size(); ++i) {
        bool const parameter = pattern[i].starts_with("{");
        if (parameter ? path[i].empty() : pattern[i] != path[i]) return false;
    }
    return true;
}

/// 0 for a static segment, 1 for a parameter: the smaller word is the better match.
std::string shape_of(std::vector<std::string> const& pattern) {
    std::string shape;
    for (auto const& segment : pattern)
        shape.push_back(segment.starts_with("{") ? '1' : '0');
    return shape;
}

std::string best_shape(std::vector<std::string> const& patterns, std::string const& path) {
    std::string best;
    for (auto const& pattern : patterns) {
        if (!matches(split(pattern), split(path))) continue;
        auto const shape = shape_of(split(pattern));
        if (best.empty() || shape < best) best = shape;
    }
    return best;
}

} // namespace

TEST_CASE("the router agrees with a naive matcher on random tables") {
    std::mt19937 random(7);
    char const* const segments[] = {"a", "b", "c", "{x}"};
    for (int table = 0; table < 300; ++table) {
        std::set<std::string> unique;
        for (int i = 0; i < 12; ++i) {
            std::string pattern;
            for (unsigned depth = 1 + random() % 4; depth > 0; --depth) {
                pattern.append("/").append(segments[random() % 4]);
            }
            unique.insert(pattern);
        }
        std::vector<std::string> const patterns(unique.begin(), unique.end());
        router routes;
        for (auto const& pattern : patterns)
            routes.add(route_of(method::get, pattern));
        for (int i = 0; i < 60; ++i) {
            char const* const pieces[] = {"a", "b", "c", "d", ""};
            std::string path;
            for (unsigned depth = 1 + random() % 4; depth > 0; --depth) {
                path.append("/").append(pieces[random() % 5]);
            }
            auto const found = routes.find(method::get, path);
            auto const expected = best_shape(patterns, path);
            INFO(path);
            REQUIRE((found.route != nullptr) == !expected.empty());
            if (found.route == nullptr) continue;
            auto const pattern = split(found.route->path);
            CHECK(matches(pattern, split(path)));
            CHECK(shape_of(pattern) == expected);
            CHECK(found.parameters.size() ==
                  static_cast<std::size_t>(std::count(expected.begin(), expected.end(), '1')));
        }
    }
}

TEST_CASE("parameters are decoded by segment, so that an escaped slash makes none") {
    router routes;
    routes.add(route_of(method::get, "/v1/names/{name}"));
    auto const found = routes.find(method::get, "/v1/names/%E6%9D%AD%20%E5%B7%9E");
    REQUIRE(found.route != nullptr);
    CHECK(found.parameters.front() == "杭 州");
    CHECK(routes.find(method::get, "/v1/names/a%2Fb").route == nullptr);
    CHECK(routes.find(method::get, "/v1%2Fnames/a").route == nullptr);
    CHECK(routes.find(method::get, "/%76%31/names/a").route != nullptr);
}

TEST_CASE("no path means another one") {
    router routes;
    routes.add(route_of(method::get, "/v1/names"));
    routes.add(route_of(method::get, "/v1/names/{name}"));
    for (auto const* path : {"/v1/names/", "//v1/names", "/v1//names", "/v1/./names", "/V1/names",
                             "/v1/x/../names", "/", "/v1"}) {
        CHECK(routes.find(method::get, path).route == nullptr);
    }
}

TEST_CASE("HEAD finds the GET route, and other methods are told what there is") {
    router routes;
    routes.add(route_of(method::get, "/a/{x}"));
    routes.add(route_of(method::patch, "/a/{y}"));
    CHECK(routes.find(method::head, "/a/1").route->method == method::get);
    auto const wrong = routes.find(method::delete_, "/a/1");
    CHECK(wrong.route == nullptr);
    CHECK(wrong.path_exists);
    CHECK(wrong.allow == "GET, HEAD, PATCH");
    auto const options = routes.find(std::nullopt, "/a/1");
    CHECK(options.path_exists);
    CHECK_FALSE(routes.find(std::nullopt, "/b").path_exists);
}

TEST_CASE("a path deeper than any route is not found") {
    router routes;
    routes.add(route_of(method::get, "/{a}"));
    std::string deep;
    for (int i = 0; i < 4000; ++i)
        deep += "/a";
    CHECK(routes.find(method::get, deep).route == nullptr);
}
