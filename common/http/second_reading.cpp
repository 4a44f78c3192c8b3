#include "common/http/second_reading.hpp"

#include <limits>

#include "common/http/asio.hpp" // first: it says how Beast is compiled
#include "common/http/limits.hpp"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

namespace talent::http {
namespace {

using parser_type = beast::http::request_parser<beast::http::string_body>;

bool same_framing(parser_type const& theirs, head const& ours) {
    auto const length = theirs.content_length();
    return theirs.chunked() == (ours.body == framing::chunked) &&
           length.has_value() == (ours.body == framing::length) &&
           length.value_or(0) == ours.content_length;
}

/// Beast keeps an HTTP/1.0 connection open that asks for keep-alive and close both; RFC 9112,
/// section 9.3, does not, and neither do we: closing is always safe.
bool same_persistence(parser_type const& theirs, head const& ours) {
    return theirs.keep_alive() == ours.keep_alive || !ours.keep_alive;
}

} // namespace

result<void> agree_on(std::string_view bytes, head const& ours) {
    parser_type parser;
    parser.header_limit(header_bytes_max);
    parser.body_limit(std::numeric_limits<std::uint64_t>::max()); // each route has its own
    io_fault fault;
    auto const consumed = parser.put(asio::buffer(bytes.data(), bytes.size()), fault);
    bool agreed = !fault && parser.is_header_done() && consumed == bytes.size();
    if (agreed) {
        auto const& read = parser.get();
        auto const target = read.target();
        auto const fields = static_cast<std::size_t>(std::distance(read.begin(), read.end()));
        agreed = std::string_view(target.data(), target.size()) == ours.target &&
                 fields == ours.fields.size() && same_framing(parser, ours) &&
                 same_persistence(parser, ours);
    }
    if (agreed) return success();
    return refuse(error_code::malformed_request, "The head can be read in two ways.");
}

} // namespace talent::http
