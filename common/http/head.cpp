#include "common/http/head.hpp"

#include <array>
#include <charconv>

#include "common/http/limits.hpp"

namespace talent::http {
namespace {

constexpr bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

constexpr bool is_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

constexpr bool is_hexadecimal(char character) {
    return is_digit(character) || (character >= 'a' && character <= 'f') ||
           (character >= 'A' && character <= 'F');
}

/// RFC 9110, section 5.6.2.
constexpr bool is_token_character(char character) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return is_digit(character) || is_letter(character) ||
           marks.find(character) != std::string_view::npos;
}

constexpr std::array<bool, 256> make_name_characters() {
    std::array<bool, 256> table{};
    for (int i = 0; i < 256; ++i) {
        // No underscore: many gateways read x_y as x-y, so the name would mean two things.
        table[static_cast<std::size_t>(i)] =
            i < 128 && is_token_character(static_cast<char>(i)) && static_cast<char>(i) != '_';
    }
    return table;
}
constexpr auto name_characters = make_name_characters();

constexpr char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + ('a' - 'A'))
                                                : character;
}

problem malformed(std::string_view detail) {
    return refuse(error_code::malformed_request, std::string(detail));
}

bool is_token(std::string_view text) {
    for (char const character : text) {
        if (!is_token_character(character)) return false;
    }
    return !text.empty();
}

// -- the start line --

struct named_method {
    std::string_view name;
    method verb;
};
constexpr named_method methods[] = {
    {"GET", method::get}, {"HEAD", method::head},   {"POST", method::post},
    {"PUT", method::put}, {"PATCH", method::patch}, {"DELETE", method::delete_},
};

result<void> read_method(std::string_view name, head& into) {
    if (!is_token(name)) return malformed("The method is not a token.");
    for (auto const& known : methods) {
        if (known.name == name) {
            into.verb = known.verb;
            return success();
        }
    }
    if (name == "OPTIONS") {
        into.verb.reset();
        return success();
    }
    if (name == "TRACE" || name == "CONNECT") return malformed("This method is refused here.");
    return refuse(error_code::not_implemented, "The method is not known here.");
}

result<void> read_request_target(std::string_view target, head& into) {
    if (target.size() > target_bytes_max) {
        return refuse(error_code::uri_too_long, "A request target has 8192 bytes at most.");
    }
    if (target.empty() || target.front() != '/') {
        return malformed(
            "The request target must be a path: absolute, authority and asterisk "
            "forms are refused.");
    }
    for (char const character : target) {
        if (character <= ' ' || character > '~') {
            return malformed("The request target holds a character that must be percent-encoded.");
        }
    }
    into.target = target;
    return success();
}

result<void> read_version(std::string_view version, head& into) {
    constexpr std::string_view prefix = "HTTP/";
    bool const well_formed = version.size() == prefix.size() + 3 && version.starts_with(prefix) &&
                             is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
    if (!well_formed) return malformed("The HTTP version is malformed.");
    if (version[5] != '1' || version[7] > '1') {
        return refuse(error_code::http_version_not_supported);
    }
    into.minor_version = version[7] - '0';
    return success();
}

result<void> read_start_line(std::string_view line, head& into) {
    auto const first_space = line.find(' ');
    auto const last_space = line.rfind(' ');
    if (first_space == std::string_view::npos || first_space == last_space) {
        return malformed("The request line is not method, target and version.");
    }
    auto const target = line.substr(first_space + 1, last_space - first_space - 1);
    TRY(read_version(line.substr(last_space + 1), into));
    TRY(read_method(line.substr(0, first_space), into));
    return read_request_target(target, into);
}

// -- the fields --

result<void> read_field(std::string_view line, head& into) {
    if (into.fields.size() == header_fields_max) {
        return refuse(error_code::headers_too_large, "A request has 100 header fields at most.");
    }
    if (line.front() == ' ' || line.front() == '\t') {
        return malformed("A header field is folded over two lines.");
    }
    auto const colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) {
        return malformed("A header line has no name and colon.");
    }
    auto const name = line.substr(0, colon);
    for (char const character : name) {
        if (!name_characters[static_cast<unsigned char>(character)]) {
            return malformed("A header name holds a character that is refused.");
        }
    }
    // Control characters were refused while the end was searched.
    into.fields.push_back({name, trim_white_space(line.substr(colon + 1))});
    return success();
}

// Fields of which a second one would leave open which of the two is meant.
constexpr std::string_view single_fields[] = {
    "host",         "content-length",   "transfer-encoding",
    "content-type", "content-encoding", "authorization",
    "cookie",       "expect",           "idempotency-key",
    "if-match",     "if-none-match",    "last-event-id",
    "traceparent",  "x-csrf-token",
};

result<void> refuse_doubled(head const& one) {
    for (auto const name : single_fields) {
        int count = 0;
        for (auto const& field : one.fields) {
            if (equal_ignoring_case(field.name, name)) ++count;
        }
        if (count > 1) return malformed("The header " + std::string(name) + " is given twice.");
    }
    return success();
}

// -- Host (RFC 9110, section 7.2) --

bool is_port(std::string_view text) {
    unsigned number = 0;
    constexpr unsigned port_max = 65'535;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && end == text.data() + text.size() && number <= port_max;
}

bool is_host_name(std::string_view text) {
    constexpr std::size_t host_bytes_max = 253;
    for (char const character : text) {
        bool const accepted = is_digit(character) || is_letter(character) || character == '-' ||
                              character == '.' || character == '_';
        if (!accepted) return false;
    }
    return !text.empty() && text.size() <= host_bytes_max;
}

bool is_bracketed_address(std::string_view text) {
    if (text.size() < 4 || text.front() != '[' || text.back() != ']') return false;
    for (char const character : text.substr(1, text.size() - 2)) {
        if (!is_hexadecimal(character) && character != ':' && character != '.') return false;
    }
    return true;
}

bool is_host(std::string_view value) {
    auto const bracket = value.rfind(']');
    auto const colon = value.find(':', bracket == std::string_view::npos ? 0 : bracket);
    auto const name = value.substr(0, colon);
    if (colon != std::string_view::npos && !is_port(value.substr(colon + 1))) return false;
    return name.starts_with('[') ? is_bracketed_address(name) : is_host_name(name);
}

result<void> check_host(head const& one) {
    bool const given = one.has("host");
    if (!given && one.minor_version == 1) return malformed("The header Host is missing.");
    if (given && !is_host(one.value_of("host"))) return malformed("The header Host is not valid.");
    return success();
}

// -- framing (RFC 9112, section 6) --

result<void> read_content_length(std::string_view value, head& into) {
    constexpr std::size_t digits_max = 15;
    if (value.empty() || value.size() > digits_max) {
        return malformed("The header Content-Length is not valid.");
    }
    std::uint64_t length = 0;
    for (char const digit : value) {
        if (!is_digit(digit)) return malformed("The header Content-Length is not valid.");
        length = length * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    into.body = framing::length;
    into.content_length = length;
    return success();
}

result<void> read_framing(head& into) {
    bool const has_length = into.has("content-length");
    if (!into.has("transfer-encoding")) {
        if (!has_length) return success();
        return read_content_length(into.value_of("content-length"), into);
    }
    if (has_length) {
        return malformed("Transfer-Encoding and Content-Length exclude each other.");
    }
    if (into.minor_version == 0) return malformed("HTTP/1.0 has no Transfer-Encoding.");
    if (!equal_ignoring_case(into.value_of("transfer-encoding"), "chunked")) {
        return malformed("The only Transfer-Encoding that is read here is chunked.");
    }
    into.body = framing::chunked;
    return success();
}

bool lists_token(head const& one, std::string_view field_name, std::string_view token) {
    for (auto const& field : one.fields) {
        if (!equal_ignoring_case(field.name, field_name)) continue;
        auto rest = field.value;
        while (!rest.empty()) {
            auto const comma = rest.find(',');
            if (equal_ignoring_case(trim_white_space(rest.substr(0, comma)), token)) return true;
            if (comma == std::string_view::npos) break;
            rest.remove_prefix(comma + 1);
        }
    }
    return false;
}

void read_connection(head& into) {
    bool const close = lists_token(into, "connection", "close");
    bool const keep = lists_token(into, "connection", "keep-alive");
    into.keep_alive = !close && (into.minor_version == 1 || keep);
}

result<void> read_expectation(head& into) {
    auto const expectation = into.value_of("expect");
    if (expectation.empty() || into.minor_version == 0) return success();
    if (!equal_ignoring_case(expectation, "100-continue")) {
        return refuse(error_code::expectation_failed, "Only 100-continue can be expected.");
    }
    into.expects_continue = true;
    return success();
}

void reset(head& one) {
    auto fields = std::move(one.fields);
    fields.clear();
    one = head{};
    one.fields = std::move(fields);
}

} // namespace

std::string_view trim_white_space(std::string_view text) {
    constexpr std::string_view white_space = " \t";
    auto const first = text.find_first_not_of(white_space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (lower(left[i]) != lower(right[i])) return false;
    }
    return true;
}

std::string_view head::value_of(std::string_view name) const {
    for (auto const& field : fields) {
        if (equal_ignoring_case(field.name, name)) return field.value;
    }
    return {};
}

bool head::has(std::string_view name) const {
    for (auto const& field : fields) {
        if (equal_ignoring_case(field.name, name)) return true;
    }
    return false;
}

head_progress search_head_end(std::string_view bytes, std::size_t& searched) {
    while (searched < bytes.size()) {
        auto const byte = static_cast<unsigned char>(bytes[searched]);
        if ((byte >= 0x20 && byte != 0x7f) || byte == '\t') {
            ++searched;
            continue;
        }
        if (byte != '\r') return head_progress::malformed;
        if (searched + 1 == bytes.size()) return head_progress::incomplete;
        if (bytes[searched + 1] != '\n') return head_progress::malformed;
        bool const empty_line = searched > 0 && bytes[searched - 1] == '\n';
        searched += 2;
        if (empty_line) return head_progress::complete;
    }
    return head_progress::incomplete;
}

result<void> read_head(std::string_view bytes, head& into) {
    reset(into);
    auto line_end = bytes.find("\r\n");
    if (line_end == std::string_view::npos) return malformed("The request line has no end.");
    TRY(read_start_line(bytes.substr(0, line_end), into));
    for (std::size_t position = line_end + 2; position < bytes.size();) {
        line_end = bytes.find("\r\n", position);
        if (line_end == std::string_view::npos) return malformed("A header line has no end.");
        if (line_end == position) break;
        TRY(read_field(bytes.substr(position, line_end - position), into));
        position = line_end + 2;
    }
    TRY(refuse_doubled(into));
    TRY(check_host(into));
    TRY(read_framing(into));
    read_connection(into);
    return read_expectation(into);
}

} // namespace talent::http
