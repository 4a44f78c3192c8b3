// One request after the edge has read, checked and authenticated it; handlers get it whole. A value
// owned by its session; read on I/O and database threads, one at a time.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/result.hpp"
#include "common/json/fields.hpp"
#include "common/security/principal.hpp"

namespace talent::http {

enum class method : std::uint8_t { get, head, post, put, patch, delete_ };
enum class language : std::uint8_t { english, chinese };

std::string_view name_of(method verb);

struct request {
    http::method method = method::get;
    std::string path;                         // decoded, without query
    std::vector<std::string> path_parameters; // in the order of the route's {…}
    std::vector<std::pair<std::string, std::string>>
        query; // decoded; names checked against the route
    std::string body;
    std::string content_type; // lower case, parameters removed
    std::optional<std::string> if_match;
    std::optional<std::string> if_none_match;
    std::optional<std::string> if_modified_since;
    std::optional<std::string> idempotency_key;
    std::optional<std::string> last_event_id;
    std::string accept;
    std::string accept_encoding;
    http::language language = language::english;
    bool dry_run = false;     // ?dry_run=true on a write
    std::string id;           // the request id: UUIDv7, or the trace id of a valid traceparent
    std::string trace_parent; // W3C traceparent to hand on; empty where none came
    std::string remote_address;
    std::string network;        // the address, or its /64: what limits are counted by
    bool secure = false;        // arrived over TLS
    std::string cookie_session; // the value of the session cookie; empty where none
    std::string csrf_token;     // X-CSRF-Token
    instant received;
    security::principal principal;
    json::code_checker const* codes = nullptr;

    /// The n-th {…} of the route as an id; nothing where it is none (the handler answers
    /// not_found).
    std::optional<uuid> path_id(std::size_t index) const;
    std::optional<std::string> query_value(std::string_view name) const;
    /// Every value of a parameter that may be repeated.
    std::vector<std::string> query_values(std::string_view name) const;

    /// The body read by T's field table.
    template <class T>
    result<T> read_body() const {
        TRY(auto document, document_body());
        return json::read<T>(document, *codes);
    }
    /// The body as a document: for merge patches.
    result<json::value> document_body() const;

    /// The body as a merge patch that T's field table allows: names, owners and types are checked
    /// here, before the database is asked for the object it is to change.
    template <class T>
    result<json::value> patch_body() const {
        TRY(auto document, document_body());
        T anything{};
        TRY(json::patch(document, anything, *codes));
        return document;
    }

    /// The version in If-Match; precondition_required where it is missing, stale_version where it
    /// is no ETag of ours. "*" is refused: a decision needs to know what it decides on.
    result<std::int64_t> expected_version() const;
};

} // namespace talent::http
