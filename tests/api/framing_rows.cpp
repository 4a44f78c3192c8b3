#include "tests/api/framing_rows.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/escaped_text.hpp"

namespace talent::test {
namespace {

[[noreturn]] void refuse_line(std::string const& line) {
    throw std::runtime_error("framing.txt: what is \"" + line + "\"?");
}

escaped_text reader_of(framing_words const& words) {
    std::ostringstream size;
    size << std::hex << words.body.size();
    return escaped_text({{"auth", "Authorization: Bearer " + words.credential + "\r\n"},
                         {"body", words.body},
                         {"length", std::to_string(words.body.size())},
                         {"size", size.str()}});
}

void read_expectation(std::string const& line, framing_row& into) {
    std::istringstream words(line.substr(1));
    for (std::string word; words >> word;) {
        if (word == "keep") {
            into.then = connection_after::keep;
        } else if (word == "close") {
            into.then = connection_after::close;
        } else if (word == "alone") {
            into.then = connection_after::alone;
        } else {
            into.answers.push_back({std::stoi(word), word.back() == 'h'});
        }
    }
}

} // namespace

std::vector<framing_row> read_framing_rows(std::string const& path, framing_words const& words) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error(path + " cannot be read");
    auto const reader = reader_of(words);
    std::vector<framing_row> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        if (line.starts_with("= ")) {
            rows.push_back({.name = line.substr(2), .bytes = {}, .answers = {}, .then = {}});
        } else if (rows.empty()) {
            refuse_line(line);
        } else if (line == ">>" || line.starts_with(">> ")) {
            rows.back().bytes += reader.bytes_of(line.size() > 3 ? line.substr(3) : "");
        } else if (line == ">" || line.starts_with("> ")) {
            rows.back().bytes += reader.bytes_of(line.size() > 2 ? line.substr(2) : "") + "\r\n";
        } else if (line.starts_with("< ")) {
            read_expectation(line, rows.back());
        } else {
            refuse_line(line);
        }
    }
    return rows;
}

} // namespace talent::test
