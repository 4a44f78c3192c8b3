// The head of a request: however its bytes arrive they mean the same, and what is accepted means
// the same to us, to a plain second reader and to Beast's parser: no two readings, no smuggling.
#include <algorithm>
#include <limits>

#include "common/http/asio.hpp"
#include "common/http/head.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace talent::fuzz {
namespace {

using namespace talent::http;

std::string serialised(head const& one, std::string_view method) {
    std::string bytes(method);
    bytes.append(" ").append(one.target).append(" HTTP/1.");
    bytes.append(std::to_string(one.minor_version)).append("\r\n");
    for (auto const& field : one.fields)
        bytes.append(field.name).append(": ").append(field.value).append("\r\n");
    return bytes.append("\r\n");
}

bool same(head const& left, head const& right) {
    return left.verb == right.verb && left.target == right.target &&
           left.minor_version == right.minor_version && left.keep_alive == right.keep_alive &&
           left.expects_continue == right.expects_continue && left.body == right.body &&
           left.content_length == right.content_length &&
           std::equal(left.fields.begin(), left.fields.end(), right.fields.begin(),
                      right.fields.end(), [](auto const& one, auto const& other) {
                          return one.name == other.name && one.value == other.value;
                      });
}

void check_search(std::string_view input, head_progress whole, std::size_t length) {
    std::size_t searched = 0;
    for (std::size_t arrived = 1; arrived <= input.size(); ++arrived) {
        auto const progress = search_head_end(input.substr(0, arrived), searched);
        if (progress == head_progress::incomplete) continue;
        require(progress == whole, "bytes one by one are judged as they are at once");
        require(whole != head_progress::complete || (searched == length && arrived == length),
                "a head ends where it ends");
        return;
    }
    require(whole == head_progress::incomplete, "what is incomplete in pieces is so as a whole");
}

/// The framing as somebody reads it who only counts lines.
void check_framing(head const& one) {
    std::size_t lengths = 0;
    std::size_t codings = 0;
    std::size_t hosts = 0;
    for (auto const& field : one.fields) {
        lengths += equal_ignoring_case(field.name, "content-length") ? 1 : 0;
        codings += equal_ignoring_case(field.name, "transfer-encoding") ? 1 : 0;
        hosts += equal_ignoring_case(field.name, "host") ? 1 : 0;
    }
    require(lengths + codings <= 1, "there is one word about the body at most");
    require((one.body == framing::length) == (lengths == 1), "a length is given and used");
    require((one.body == framing::chunked) == (codings == 1), "a coding is given and used");
    require(hosts <= 1 && (hosts == 1 || one.minor_version == 0), "there is one Host");
    require(one.body != framing::length ||
                std::to_string(one.content_length) == one.value_of("content-length"),
            "the length is written in one way");
}

void check_against_beast(std::string_view bytes, head const& one) {
    beast::http::request_parser<beast::http::string_body> parser;
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());
    parser.header_limit(1U << 20U);
    parser.eager(false);
    io_fault fault;
    parser.put(asio::buffer(bytes.data(), bytes.size()), fault);
    require(!fault, "Beast accepts what is accepted here");
    require(parser.is_header_done(), "Beast sees the same end");
    auto const& read = parser.get();
    auto const target = read.target();
    require(std::string_view(target.data(), target.size()) == one.target,
            "Beast sees the same target");
    require(parser.chunked() == (one.body == framing::chunked), "Beast sees the same coding");
    auto const length = parser.content_length();
    require(length.has_value() == (one.body == framing::length) &&
                length.value_or(0) == one.content_length,
            "Beast sees the same length");
    // Beast keeps an HTTP/1.0 connection open that asks for both; RFC 9112, section 9.3, does not.
    require(!one.keep_alive || parser.keep_alive(), "a connection that is kept is kept by Beast");
    require(one.minor_version == 0 || parser.keep_alive() == one.keep_alive,
            "Beast sees the same connection");
    require(
        std::distance(read.begin(), read.end()) == static_cast<std::ptrdiff_t>(one.fields.size()),
        "Beast sees the same fields");
}

} // namespace

void check(std::string_view input) {
    std::size_t length = 0;
    auto const progress = search_head_end(input, length);
    check_search(input, progress, length);
    if (progress != head_progress::complete) return;
    require(length >= 4 && input.substr(0, length).find("\r\n\r\n") == length - 4,
            "a head ends at its first empty line");

    auto const bytes = input.substr(0, length);
    head one;
    if (!read_head(bytes, one).has_value()) return;
    check_framing(one);
    check_against_beast(bytes, one);
    std::string const again = serialised(one, bytes.substr(0, bytes.find(' ')));
    head other;
    require(read_head(again, other).has_value(), "an accepted head is accepted again");
    require(same(one, other), "an accepted head reads the same again");
}

} // namespace talent::fuzz
