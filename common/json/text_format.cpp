#include "common/json/text_format.hpp"

#include <charconv>

#include "common/base/text.hpp"

namespace talent::json {
namespace {

constexpr std::size_t email_bytes_max = 254; // RFC 5321, 4.5.3.1.3
constexpr std::size_t local_part_bytes_max = 64;
constexpr std::size_t host_bytes_max = 253; // RFC 1035, 2.3.4
constexpr std::size_t host_label_bytes_max = 63;

bool is_letter_or_digit(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9');
}

bool is_host_name(std::string_view host) {
    if (host.empty() || host.size() > host_bytes_max || host.front() == '.' || host.back() == '.')
        return false;
    char previous = '.';
    std::size_t label_bytes = 0;
    for (char const character : host) {
        label_bytes = character == '.' ? 0 : label_bytes + 1;
        if (label_bytes > host_label_bytes_max) return false;
        if (character == '.' ? previous == '.' || previous == '-'
                             : !is_letter_or_digit(character) && character != '-')
            return false;
        if (character == '-' && previous == '.') return false;
        previous = character;
    }
    return previous != '-';
}

// The dot-atom form of RFC 5322 with a host name that has a dot: what mail systems deliver to.
bool is_email(std::string_view text) {
    auto const at = text.rfind('@');
    if (at == std::string_view::npos || at == 0 || at > local_part_bytes_max ||
        text.size() > email_bytes_max)
        return false;
    auto const local = text.substr(0, at);
    if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos)
        return false;
    for (char const character : local) {
        if (!is_letter_or_digit(character) &&
            std::string_view("!#$%&'*+-/=?^_`{|}~.").find(character) == std::string_view::npos)
            return false;
    }
    auto const host = text.substr(at + 1);
    return host.find('.') != std::string_view::npos && is_host_name(host);
}

// Digits with the signs people write: +86 571 8888 8888, 0571-88888888, 138 0000 0000.
bool is_phone(std::string_view text) {
    constexpr int digits_min = 5;
    constexpr int digits_max = 20;
    int digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const character = text[i];
        if (character >= '0' && character <= '9') {
            ++digits;
        } else if (!(character == '+' && i == 0) &&
                   std::string_view(" -()").find(character) == std::string_view::npos) {
            return false;
        }
    }
    return digits >= digits_min && digits <= digits_max;
}

bool is_sha256(std::string_view text) {
    return text.size() == 64 &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_port(std::string_view digits) {
    constexpr unsigned port_max = 65'535;
    unsigned number = 0;
    auto const end = digits.data() + digits.size();
    auto const [stopped, fault] = std::from_chars(digits.data(), end, number);
    return fault == std::errc{} && stopped == end && number > 0 && number <= port_max;
}

bool is_web_address(std::string_view text) {
    for (auto const scheme : {std::string_view("https://"), std::string_view("http://")}) {
        if (!text.starts_with(scheme)) continue;
        auto const rest = text.substr(scheme.size());
        auto const authority = rest.substr(0, rest.find_first_of("/?#"));
        auto const colon = authority.find(':');
        bool const port = colon == std::string_view::npos || is_port(authority.substr(colon + 1));
        return is_host_name(authority.substr(0, colon)) && port &&
               text.find_first_of(" \"<>\\^`{|}") == std::string_view::npos;
    }
    return false;
}

} // namespace

std::optional<text_fault> format_fault(std::string_view text, text_format format) {
    if (has_forbidden_characters(text)) {
        return text_fault{"forbidden_character",
                          "must not contain control or direction-override characters"};
    }
    if (format != text_format::paragraphs && text.find_first_of("\n\t") != std::string_view::npos) {
        return text_fault{"forbidden_character", "must be a single line without tabs"};
    }
    if (text.empty()) return std::nullopt;
    switch (format) {
        case text_format::line:
        case text_format::paragraphs:
            return std::nullopt;
        case text_format::email:
            return is_email(text)
                       ? std::nullopt
                       : std::optional(text_fault{"not_email", "must be an e-mail address"});
        case text_format::phone:
            return is_phone(text)
                       ? std::nullopt
                       : std::optional(text_fault{"not_phone", "must be a telephone number"});
        case text_format::sha256:
            return is_sha256(text) ? std::nullopt
                                   : std::optional(text_fault{
                                         "not_sha256", "must be 64 lower-case hexadecimal digits"});
        case text_format::web_address:
            return is_web_address(text)
                       ? std::nullopt
                       : std::optional(
                             text_fault{"not_web_address", "must be an http or https address"});
    }
    return std::nullopt;
}

std::string_view schema_format(text_format format) {
    switch (format) {
        case text_format::email:
            return "email";
        case text_format::web_address:
            return "uri";
        default:
            return {};
    }
}

std::string_view list_name(code_list list) {
    switch (list) {
        case code_list::none:
            return {};
        case code_list::region:
            return "regions";
        case code_list::occupation:
            return "occupations";
        case code_list::industry:
            return "industries";
        case code_list::skill:
            return "skills";
    }
    return {};
}

std::string escape_pointer(std::string_view name) {
    std::string escaped;
    for (char const character : name) {
        if (character == '~')
            escaped.append("~0");
        else if (character == '/')
            escaped.append("~1");
        else
            escaped.push_back(character);
    }
    return escaped;
}

} // namespace talent::json
