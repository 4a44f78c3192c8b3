// An answer as bytes of HTTP/1.1: status line, the headers every answer carries, its own headers,
// and the body. No sockets; pure functions; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "common/http/response.hpp"

namespace talent::http {

enum class body_form : std::uint8_t { whole, chunked, until_close };
enum class after_answer : std::uint8_t { keep_open, close };

/// What the connection and the request decide about an answer's form.
struct answer_frame {
    std::string_view date;       // RFC 9110 date, kept by the I/O thread
    std::string_view request_id; // empty: the request was refused before it had one
    bool head_only = false;      // the answer to HEAD: the body's length without the body
    bool secure = false;
    int minor_version = 1;
    after_answer then = after_answer::keep_open;
    body_form form = body_form::whole;
    std::span<std::pair<std::string, std::string> const> headers = {}; // added by the middleware
};

/// Appends the head, and the body where it is sent whole. Throws logic_error where a header's name
/// or value holds a character that would end it: such an answer is a bug and must not leave.
void append_answer(std::string& to, response const& answer, answer_frame const& frame);

/// One chunk of the chunked coding; an empty piece appends nothing, since it would end the body.
void append_chunk(std::string& to, std::string_view piece);
inline constexpr std::string_view last_chunk = "0\r\n\r\n";

} // namespace talent::http
