#include "tests/api/framing_rows.hpp"

#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace talent::test {
namespace {

[[noreturn]] void refuse_line(std::string const& line) {
    throw std::runtime_error("framing.txt: what is \"" + line + "\"?");
}

class text_reader {
  public:
    explicit text_reader(framing_words const& words) {
        std::ostringstream size;
        size << std::hex << words.body.size();
        words_ = {{"auth", "Authorization: Bearer " + words.credential + "\r\n"},
                  {"body", words.body},
                  {"length", std::to_string(words.body.size())},
                  {"size", size.str()}};
    }

    std::string bytes_of(std::string_view text) const {
        std::string made;
        while (!text.empty()) {
            if (text.front() == '\\') {
                made.push_back(take_escape(text));
            } else if (auto const word = find_word(text)) {
                made += *word;
                text.remove_prefix(text.find('}') + 1);
            } else {
                made.push_back(text.front());
                text.remove_prefix(1);
            }
        }
        return made;
    }

  private:
    static char take_escape(std::string_view& text) {
        static std::map<char, char> const plain = {
            {'r', '\r'}, {'n', '\n'}, {'t', '\t'}, {'0', '\0'}};
        char const kind = text.at(1);
        if (auto const found = plain.find(kind); found != plain.end()) {
            text.remove_prefix(2);
            return found->second;
        }
        int byte = 0;
        auto const digits = text.substr(2, 2);
        auto const end =
            std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16).ptr;
        if (kind != 'x' || end != digits.data() + 2) refuse_line(std::string(text));
        text.remove_prefix(4);
        return static_cast<char>(byte);
    }

    /// What the braces at the front stand for; nothing where they stand for themselves.
    std::optional<std::string> find_word(std::string_view text) const {
        auto const end = text.find('}');
        if (text.front() != '{' || end == std::string_view::npos) return std::nullopt;
        auto const inside = text.substr(1, end - 1);
        if (auto const found = words_.find(std::string(inside)); found != words_.end())
            return found->second;
        auto const star = inside.rfind('*');
        if (star == std::string_view::npos) return std::nullopt;
        auto const piece = bytes_of(inside.substr(0, star));
        std::string repeated;
        for (int left = std::stoi(std::string(inside.substr(star + 1))); left > 0; --left)
            repeated += piece;
        return repeated;
    }

    std::map<std::string, std::string> words_;
};

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
    text_reader const reader(words);
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
