#include "tests/support/escaped_text.hpp"

#include <charconv>
#include <stdexcept>

namespace talent::test {
namespace {

char take_escape(std::string_view& text) {
    static std::map<char, char> const plain = {{'r', '\r'}, {'n', '\n'}, {'t', '\t'}, {'0', '\0'}};
    char const kind = text.size() > 1 ? text[1] : '\\';
    if (auto const found = plain.find(kind); found != plain.end()) {
        text.remove_prefix(2);
        return found->second;
    }
    constexpr std::size_t hexadecimal_bytes = 4; // \xHH
    int byte = 0;
    auto const digits = text.substr(std::min<std::size_t>(2, text.size()), 2);
    auto const end = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16).ptr;
    if (kind != 'x' || digits.size() != 2 || end != digits.data() + 2)
        throw std::runtime_error("what is \"" + std::string(text) + "\"?");
    text.remove_prefix(hexadecimal_bytes);
    return static_cast<char>(byte);
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

std::string escaped_text::bytes_of(std::string_view text) const {
    std::string made;
    while (!text.empty()) {
        if (text.front() == '\\') {
            made.push_back(take_escape(text));
        } else if (auto const word = find_word(text)) {
            made += *word;
            text.remove_prefix(text.find('}', 2) + 1);
        } else {
            made.push_back(text.front());
            text.remove_prefix(1);
        }
    }
    return made;
}

/// What the braces at the front stand for. What is repeated may itself be a brace: {}*64}.
std::optional<std::string> escaped_text::find_word(std::string_view text) const {
    auto const end = text.front() == '{' ? text.find('}', 2) : std::string_view::npos;
    if (end == std::string_view::npos) return std::nullopt;
    auto const inside = text.substr(1, end - 1);
    if (auto const found = words_.find(std::string(inside)); found != words_.end())
        return found->second;
    auto const star = inside.rfind('*');
    if (star == std::string_view::npos || !is_number(inside.substr(star + 1))) return std::nullopt;
    auto const piece = bytes_of(inside.substr(0, star));
    std::string repeated;
    for (int left = std::stoi(std::string(inside.substr(star + 1))); left > 0; --left)
        repeated += piece;
    return repeated;
}

} // namespace talent::test
