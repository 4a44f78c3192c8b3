#include "tests/support/json_corpus.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "tests/support/escaped_text.hpp"
#include "tests/support/read_file.hpp"

namespace talent::test {
namespace {

verdict verdict_of(char letter) {
    if (letter == 'y') return verdict::accepted;
    return letter == 'n' ? verdict::refused : verdict::either;
}

} // namespace

std::vector<json_document> read_json_corpus(std::string const& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error(path + " cannot be read");
    escaped_text const reader;
    std::vector<json_document> found;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        if (line.size() < 2 || line[1] != '\t' || verdict_of(line[0]) == verdict::either)
            throw std::runtime_error("what is \"" + line + "\"?");
        found.push_back({line, reader.bytes_of(line.substr(2)), verdict_of(line[0])});
    }
    return found;
}

std::vector<json_document> read_json_test_suite() {
    std::vector<json_document> found;
    char const* const folder = std::getenv("TALENT_JSON_TEST_SUITE");
    if (folder == nullptr) return found;
    for (auto const& entry : std::filesystem::directory_iterator(folder)) {
        auto name = entry.path().filename().string();
        auto const expected = verdict_of(name.front());
        found.push_back({std::move(name), read_file(entry.path()), expected});
    }
    return found;
}

} // namespace talent::test
