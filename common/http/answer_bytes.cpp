#include "common/http/answer_bytes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "common/http/characters.hpp"
#include "common/http/head.hpp"

namespace talent::http {
namespace {

struct status_line {
    int status;
    std::string_view line;
};
constexpr std::array status_lines{
    status_line{200, "HTTP/1.1 200 OK\r\n"},
    status_line{201, "HTTP/1.1 201 Created\r\n"},
    status_line{202, "HTTP/1.1 202 Accepted\r\n"},
    status_line{204, "HTTP/1.1 204 No Content\r\n"},
    status_line{301, "HTTP/1.1 301 Moved Permanently\r\n"},
    status_line{302, "HTTP/1.1 302 Found\r\n"},
    status_line{303, "HTTP/1.1 303 See Other\r\n"},
    status_line{304, "HTTP/1.1 304 Not Modified\r\n"},
    status_line{307, "HTTP/1.1 307 Temporary Redirect\r\n"},
    status_line{308, "HTTP/1.1 308 Permanent Redirect\r\n"},
    status_line{400, "HTTP/1.1 400 Bad Request\r\n"},
    status_line{401, "HTTP/1.1 401 Unauthorized\r\n"},
    status_line{403, "HTTP/1.1 403 Forbidden\r\n"},
    status_line{404, "HTTP/1.1 404 Not Found\r\n"},
    status_line{405, "HTTP/1.1 405 Method Not Allowed\r\n"},
    status_line{408, "HTTP/1.1 408 Request Timeout\r\n"},
    status_line{409, "HTTP/1.1 409 Conflict\r\n"},
    status_line{410, "HTTP/1.1 410 Gone\r\n"},
    status_line{412, "HTTP/1.1 412 Precondition Failed\r\n"},
    status_line{413, "HTTP/1.1 413 Content Too Large\r\n"},
    status_line{414, "HTTP/1.1 414 URI Too Long\r\n"},
    status_line{415, "HTTP/1.1 415 Unsupported Media Type\r\n"},
    status_line{417, "HTTP/1.1 417 Expectation Failed\r\n"},
    status_line{422, "HTTP/1.1 422 Unprocessable Content\r\n"},
    status_line{428, "HTTP/1.1 428 Precondition Required\r\n"},
    status_line{429, "HTTP/1.1 429 Too Many Requests\r\n"},
    status_line{431, "HTTP/1.1 431 Request Header Fields Too Large\r\n"},
    status_line{500, "HTTP/1.1 500 Internal Server Error\r\n"},
    status_line{501, "HTTP/1.1 501 Not Implemented\r\n"},
    status_line{503, "HTTP/1.1 503 Service Unavailable\r\n"},
    status_line{505, "HTTP/1.1 505 HTTP Version Not Supported\r\n"},
    status_line{507, "HTTP/1.1 507 Insufficient Storage\r\n"},
};

// On every answer. nosniff and the policy keep a browser from running what a client stored here;
// the cross-origin headers keep other sites' pages from embedding our answers or holding our window
// (no CORS header is ever sent, so their scripts read nothing either); no-store keeps one client's
// answer from another, unless the answer says what may be kept.
constexpr std::string_view fixed_headers =
    "Server: talentd\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "X-Frame-Options: DENY\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n";
constexpr std::string_view api_policy =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n";
constexpr std::string_view no_store = "Cache-Control: no-store\r\n";
constexpr std::string_view transport_security =
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";

constexpr int status_no_content = 204;
constexpr int status_not_modified = 304;

void append_status_line(std::string& to, int status) {
    for (auto const& known : status_lines) {
        if (known.status == status) {
            to.append(known.line);
            return;
        }
    }
    to.append("HTTP/1.1 ").append(std::to_string(status)).append(" \r\n");
}

void append_number(std::string& to, std::size_t number, int base) {
    std::array<char, 24> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
    to.append(digits.data(), end);
}

bool is_safe(std::string_view text) {
    return all_in(value_characters, text);
}

void append_header(std::string& to, std::string_view name, std::string_view value) {
    if (name.empty() || !is_safe(name) || !is_safe(value)) {
        throw std::logic_error("an answer's header holds a control character");
    }
    to.append(name).append(": ").append(value).append("\r\n");
}

bool sets(response const& answer, std::string_view name) {
    return std::any_of(answer.headers.begin(), answer.headers.end(),
                       [&](auto const& header) { return equal_ignoring_case(header.first, name); });
}

void append_connection(std::string& to, answer_frame const& frame) {
    if (frame.then == after_answer::close) {
        to.append("Connection: close\r\n");
    } else if (frame.minor_version == 0) {
        to.append("Connection: keep-alive\r\n");
    }
}

bool has_no_body(response const& answer) {
    return answer.status == status_no_content || answer.status == status_not_modified;
}

void append_framing(std::string& to, response const& answer, answer_frame const& frame) {
    if (has_no_body(answer)) return;
    if (!answer.content_type.empty()) append_header(to, "Content-Type", answer.content_type);
    if (frame.form == body_form::chunked) {
        to.append("Transfer-Encoding: chunked\r\n");
    } else if (frame.form == body_form::whole) {
        to.append("Content-Length: ");
        append_number(to, answer.content().size(), 10);
        to.append("\r\n");
    }
}

void append_defaults(std::string& to, response const& answer, answer_frame const& frame) {
    to.append(fixed_headers);
    if (!sets(answer, "Content-Security-Policy")) to.append(api_policy);
    if (!sets(answer, "Cache-Control")) to.append(no_store);
    if (frame.secure) to.append(transport_security);
    to.append("Date: ").append(frame.date).append("\r\n");
    // Ours, or the digits of a trace: it needs no look at each character.
    if (!frame.request_id.empty())
        to.append("X-Request-Id: ").append(frame.request_id).append("\r\n");
}

} // namespace

void append_answer(std::string& to, response const& answer, answer_frame const& frame) {
    append_status_line(to, answer.status);
    append_defaults(to, answer, frame);
    append_framing(to, answer, frame);
    append_connection(to, frame);
    for (auto const& [name, value] : answer.headers)
        append_header(to, name, value);
    for (auto const& [name, value] : frame.headers)
        append_header(to, name, value);
    to.append("\r\n");
    bool const sends_body = frame.form == body_form::whole && !frame.head_only;
    if (sends_body && !has_no_body(answer)) to.append(answer.content());
}

void append_chunk(std::string& to, std::string_view piece) {
    if (piece.empty()) return;
    append_number(to, piece.size(), 16);
    to.append("\r\n").append(piece).append("\r\n");
}

} // namespace talent::http
