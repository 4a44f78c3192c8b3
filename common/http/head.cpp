#include "common/http/head.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <arpa/inet.h>

#include "common/http/asio.hpp"
#include "common/http/characters.hpp"
#include "common/http/limits.hpp"

namespace talent::http {
namespace {

constexpr char lower(char character) {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character + ('a' - 'A'))
                                                : character;
}

problem malformed(std::string_view detail) {
    return refuse(error_code::malformed_request, std::string(detail));
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
    if (!all_in(visible_characters, target)) {
        return malformed("The request target holds a character that must be percent-encoded.");
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
    // The method first, whatever becomes of the rest: an answer to HEAD has no body.
    auto const known = read_method(line.substr(0, first_space), into);
    TRY(read_version(line.substr(last_space + 1), into));
    TRY(known);
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
    if (!is_field_name(name)) {
        return malformed("A header name holds a character that is refused.");
    }
    // Tabs are white space to the RFC, and part of the number to some.
    bool const frames = equal_ignoring_case(name, "content-length") ||
                        equal_ignoring_case(name, "transfer-encoding");
    if (frames && line.find('\t') != std::string_view::npos) {
        return malformed("A header that frames the body holds a tab.");
    }
    // Control characters were refused while the end was searched.
    into.fields.add({name, trim_white_space(line.substr(colon + 1))});
    return success();
}

constexpr std::string_view single_fields[] = {
    "host",         "content-length",   "transfer-encoding",
    "content-type", "content-encoding", "authorization",
    "cookie",       "expect",           "idempotency-key",
    "if-match",     "if-none-match",    "last-event-id",
    "traceparent",  "x-csrf-token",
};

result<void> refuse_doubled(head const& one) {
    for (auto const name : single_fields) {
        if (one.fields.count(name) > 1)
            return malformed("The header " + std::string(name) + " is given twice.");
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

/// Labels with a point between them; one more point ends an absolute name.
bool is_host_name(std::string_view text) {
    constexpr std::size_t host_bytes_max = 253;
    if (text.size() > host_bytes_max) return false;
    char previous = '.';
    for (char const character : text) {
        bool const in_label =
            is_digit(character) || is_letter(character) || character == '-' || character == '_';
        if (!in_label && (character != '.' || previous == '.')) return false;
        previous = character;
    }
    return !text.empty();
}

bool is_bracketed_address(std::string_view text) {
    if (text.size() < 4 || text.front() != '[' || text.back() != ']') return false;
    in6_addr ignored{};
    return ::inet_pton(AF_INET6, std::string(text.substr(1, text.size() - 2)).c_str(), &ignored) ==
           1;
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
    // A leading zero is allowed by the RFC and written by nobody: some read the number as octal.
    bool const padded = value.size() > 1 && value.front() == '0';
    if (value.empty() || value.size() > digits_max || padded) {
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

/// Some readers skip the body of a GET, so that it becomes the next request.
result<void> refuse_body_of_read(head const& one) {
    bool const reads = one.verb == method::get || one.verb == method::head;
    bool const has_body = one.body == framing::chunked || one.content_length > 0;
    if (reads && has_body) return malformed("This method takes no body.");
    return success();
}

result<void> read_connection(head& into) {
    bool close = false;
    bool keep = false;
    for (auto const& field : into.fields) {
        if (!equal_ignoring_case(field.name, "connection")) continue;
        beast::http::opt_token_list const options({field.value.data(), field.value.size()});
        if (!beast::http::validate_list(options)) {
            return malformed("The header Connection is not a list of tokens.");
        }
        for (auto const option : options) {
            close = close || beast::iequals(option, "close");
            keep = keep || beast::iequals(option, "keep-alive");
        }
    }
    into.keep_alive = !close && (into.minor_version == 1 || keep);
    return success();
}

result<void> read_expectation(head& into) {
    if (!into.has("expect") || into.minor_version == 0) return success();
    if (!equal_ignoring_case(into.value_of("expect"), "100-continue")) {
        return refuse(error_code::expectation_failed, "Only 100-continue can be expected.");
    }
    into.expects_continue = true;
    return success();
}

/// Where the first character from `at` on stands that no value may have.
std::size_t find_control(std::string_view bytes, std::size_t at) {
    while (at < bytes.size() && value_characters[static_cast<unsigned char>(bytes[at])])
        ++at;
    return at;
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

header_field const* header_fields::find(std::string_view name) const {
    if (!may_have(name)) return nullptr;
    auto const found = std::find_if(all_.begin(), all_.end(), [&](header_field const& one) {
        return equal_ignoring_case(one.name, name);
    });
    return found != all_.end() ? &*found : nullptr;
}

std::size_t header_fields::count(std::string_view name) const {
    if (!may_have(name)) return 0;
    return static_cast<std::size_t>(std::count_if(
        all_.begin(), all_.end(),
        [&](header_field const& one) { return equal_ignoring_case(one.name, name); }));
}

bool is_single_field(std::string_view name) {
    for (auto const single : single_fields) {
        if (equal_ignoring_case(single, name)) return true;
    }
    return false;
}

head_progress search_head_end(std::string_view bytes, std::size_t& searched) {
    for (;;) {
        searched = find_control(bytes, searched);
        if (searched == bytes.size()) return head_progress::incomplete;
        bool const no_start_line = searched == 0;
        if (bytes[searched] != '\r' || no_start_line) return head_progress::malformed;
        if (searched + 1 == bytes.size()) return head_progress::incomplete;
        if (bytes[searched + 1] != '\n') return head_progress::malformed;
        bool const empty_line = bytes[searched - 1] == '\n';
        searched += 2;
        if (empty_line) return head_progress::complete;
    }
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
    TRY(refuse_body_of_read(into));
    TRY(read_connection(into));
    return read_expectation(into);
}

} // namespace talent::http
