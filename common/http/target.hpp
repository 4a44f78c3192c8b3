// The request target: path and query, checked and decoded. The path stays percent-encoded until the
// router decodes it segment by segment, so that an encoded slash never makes a segment. No sockets;
// pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/result.hpp"
#include "common/http/route.hpp"
#include "common/json/fields.hpp"

namespace talent::http {

/// Views into the target as sent.
struct target {
    std::string_view path;  // starts with a slash; every segment decodes to UTF-8 without NUL
    std::string_view query; // after the question mark
};

/// Splits and checks a target; malformed_request where a character is refused, an escape is broken,
/// the path is no UTF-8 or holds a NUL.
result<target> read_target(std::string_view text);

/// Nothing where an escape is broken, or the bytes are no UTF-8, or there is a NUL.
std::optional<std::string> percent_decode(std::string_view text);
/// Everything but RFC 3986's unreserved characters is escaped.
std::string percent_encode(std::string_view text);

using query_pairs = std::vector<std::pair<std::string, std::string>>;

/// The query, decoded ("+" is a space, as forms and URLSearchParams write it) and checked against
/// what the route knows: its own parameters, `limit` and `cursor` where it answers a page,
/// `dry_run` on a write. invalid_query names every fault, each as "?name".
result<query_pairs> read_query(std::string_view query, route_options const& known,
                               json::code_checker const& codes);

} // namespace talent::http
