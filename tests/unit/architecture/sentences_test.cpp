// The details of problems, read from the sources themselves: each is a sentence.
#include <catch2/catch.hpp>

#include <filesystem>
#include <regex>
#include <string>

#include "tests/support/read_file.hpp"

namespace {

/// Where a string literal that begins at `at` ends: behind its closing quote.
std::size_t end_of_literal(std::string const& text, std::size_t at) {
    for (++at; text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    return at + 1;
}

/// The arguments from `at` on, up to the bracket that closes the call.
std::string arguments_from(std::string const& text, std::size_t at) {
    auto const begin = at;
    for (int depth = 0; at < text.size();) {
        if (text[at] == '"') {
            at = end_of_literal(text, at);
            continue;
        }
        if (text[at] == '(') ++depth;
        if (text[at] == ')' && depth-- == 0) break;
        ++at;
    }
    return text.substr(begin, at - begin);
}

} // namespace

TEST_CASE("the detail of a problem is a sentence: a capital at its start, a point at its end") {
    static std::regex const refusal(R"(\brefuse\(\s*error_code::\w+,\s*)");
    static std::regex const small_start(R"(^(std::string\()?"[a-z])");
    static std::regex const open_end("[^.?]\"$");
    std::size_t literal = 0;
    for (auto const* const top : {"common", "services"}) {
        auto const folder = std::filesystem::path(TALENT_SOURCE_DIRECTORY) / top;
        for (auto const& entry : std::filesystem::recursive_directory_iterator(folder)) {
            auto const ending = entry.path().extension();
            if (ending != ".cpp" && ending != ".hpp") continue;
            auto const text = talent::test::read_file(entry.path());
            for (std::sregex_iterator each(text.begin(), text.end(), refusal), end; each != end;
                 ++each) {
                auto const at = static_cast<std::size_t>(each->position() + each->length());
                auto const detail = arguments_from(text, at);
                INFO(entry.path().string() << ": " << detail);
                CHECK_FALSE(std::regex_search(detail, small_start));
                CHECK_FALSE(std::regex_search(detail, open_end));
                literal += detail.starts_with('"') ? 1 : 0;
            }
        }
    }
    CHECK(literal > 100);
}
