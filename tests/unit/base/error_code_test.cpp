#include "common/base/error_code.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "tests/support/read_file.hpp"

namespace talent {
namespace {

std::filesystem::path const problem_pages = TALENT_PROBLEM_PAGES;

bool is_slug_character(char character) {
    return character == '-' || (character >= 'a' && character <= 'z');
}

TEST_CASE("no two errors share a slug or a title") {
    std::set<std::string_view> slugs;
    std::set<std::string_view> titles;
    for (auto const& definition : all_errors()) {
        CAPTURE(definition.slug);
        CHECK(slugs.insert(definition.slug).second);
        CHECK(titles.insert(definition.title_en).second);
        CHECK(titles.insert(definition.title_zh).second);
    }
}

TEST_CASE("a slug is made of lower-case words") {
    for (auto const& definition : all_errors()) {
        CAPTURE(definition.slug);
        CHECK_FALSE(definition.slug.empty());
        CHECK(std::ranges::all_of(definition.slug, is_slug_character));
        CHECK(definition.slug.front() != '-');
        CHECK(definition.slug.back() != '-');
    }
}

TEST_CASE("an error's status is an HTTP error that a program may get") {
    for (auto const& definition : all_errors()) {
        CAPTURE(definition.slug);
        CHECK(definition.status >= 400);
        CHECK(definition.status <= 511);
    }
}

TEST_CASE("an error is found by its code, and has a title in both languages") {
    for (auto const& definition : all_errors()) {
        CAPTURE(definition.slug);
        CHECK(&definition_of(definition.code) == &definition);
        CHECK_FALSE(definition.title_en.empty());
        CHECK(is_utf8(definition.title_zh));
        CHECK(std::ranges::any_of(code_points(definition.title_zh), is_han));
    }
}

TEST_CASE("every error has a page that shows its true type, title and status") {
    for (auto const& definition : all_errors()) {
        std::string const slug{definition.slug};
        CAPTURE(slug);
        auto const page = test::read_file(problem_pages / (slug + ".md"));
        CHECK(page.starts_with("# " + std::string(definition.title_en) + "\n"));
        CHECK(page.find(definition.title_zh) != std::string::npos);
        CHECK(page.find("\"type\": \"/problems/" + slug + "\"") != std::string::npos);
        CHECK(page.find("\"title\": \"" + std::string(definition.title_en) + "\"") !=
              std::string::npos);
        CHECK(page.find("\"status\": " + std::to_string(definition.status)) != std::string::npos);
        CHECK(page.find("## What it means") != std::string::npos);
        CHECK(page.find("## What to do") != std::string::npos);
    }
}

TEST_CASE("every page belongs to an error, and the index lists it") {
    auto const index = test::read_file(problem_pages / "README.md");
    std::size_t pages = 0;
    for (auto const& entry : std::filesystem::directory_iterator(problem_pages)) {
        if (entry.path().filename() == "README.md") continue;
        ++pages;
        auto const slug = entry.path().stem().string();
        CAPTURE(entry.path());
        CHECK(entry.path().extension() == ".md");
        auto const found = std::ranges::find(all_errors(), slug, &error_definition::slug);
        REQUIRE(found != all_errors().end());
        CHECK(index.find("| [" + slug + "](" + slug + ".md) | " + std::to_string(found->status) +
                         " | " + std::string(found->title_en) + " | " +
                         std::string(found->title_zh) + " |") != std::string::npos);
    }
    CHECK(pages == all_errors().size());
}

} // namespace
} // namespace talent
