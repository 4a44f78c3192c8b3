// What a handler answers. Values; any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/result.hpp"
#include "common/http/request.hpp"

namespace talent::http {

struct response {
    int status = 200;
    std::string content_type = "application/json";
    std::string body = {};
    /// Instead of `body`, where somebody keeps it ready: it is not copied on its way to the bytes.
    std::shared_ptr<std::string const> kept_body = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    /// Whom the body tells of: its idempotency record keeps it sealed under that person's key, so
    /// that an erasure reaches it too. Without a key it keeps only that the request was carried
    /// out; a repetition is answered with a conflict.
    std::optional<uuid> subject = {};

    response& header(std::string_view name, std::string_view value);
    std::string_view content() const { return kept_body ? *kept_body : body; }
};

/// The ETag of a version: W/-less, quoted: "7".
std::string etag_of(std::int64_t version);

/// 200 with the object and its ETag.
template <class T>
response shown(T const& object) {
    response made{.body = json::write_shown(object)};
    if constexpr (requires { object.version; }) made.header("ETag", etag_of(object.version));
    if constexpr (requires { object.sealed; }) made.subject = object.id;
    return made;
}

/// 201 with Location.
template <class T>
response created(T const& object, std::string const& location) {
    response made = shown(object);
    made.status = 201;
    made.header("Location", location);
    return made;
}

/// The object a use case made, as 200, or its problem.
template <class T>
result<response> shown_or_problem(result<T> outcome) {
    TRY(auto one, std::move(outcome));
    return shown(one);
}

inline response no_content() {
    return {.status = 204, .content_type = {}};
}

/// 304 where the request's If-None-Match names this ETag (weak comparison, lists, "*"), or where it
/// has none and the Last-Modified is not after its If-Modified-Since (RFC 9110, 13.1.2 and 13.1.3);
/// else the response as it is. A date that is none is passed over.
response unless_unchanged(request const& asked, response full);

/// RFC 9457; the title in the asked language. A refused credential is told how to authenticate, an
/// overload when to come back.
response problem_response(problem const& fault, request const& asked);
response problem_response(problem const& fault, language spoken, std::string_view request_id);

/// A list page: {"items":[…],"next":"cursor"} and Link: rel="next" where there is more.
struct page {
    std::vector<std::string> items; // each a written JSON object
    std::string next_cursor;        // empty: the last page
    std::vector<std::pair<std::string, std::string>> more =
        {}; // further members: name, written JSON
};
response page_response(request const& asked, page const& one);

/// Cursors are opaque to clients: base64url of the key that the next page starts after. Nothing
/// where the text was never one.
std::string make_cursor(std::string_view key);
std::optional<std::string> read_cursor(std::string_view cursor);

inline constexpr int page_items_default = 50;
inline constexpr int page_items_max = 200;

struct paging {
    int limit = page_items_default;
    std::string after; // the cursor's key; empty: from the start
};
/// The page of objects that were read in order of id, `limit` at most.
template <class T>
page page_of(std::vector<T> const& found, int limit) {
    page one;
    for (auto const& each : found)
        one.items.push_back(json::write_shown(each));
    if (static_cast<int>(found.size()) == limit)
        one.next_cursor = make_cursor(to_string(found.back().id));
    return one;
}

/// All of a list that is short by its own limit.
template <class T>
page whole_page(std::vector<T> const& found) {
    page one;
    for (auto const& each : found)
        one.items.push_back(json::write_shown(each));
    return one;
}

/// invalid_query with the parameter named: pointer "?name".
inline problem invalid_query(std::string_view name, std::string code, std::string detail) {
    problem made{.code = error_code::invalid_query, .detail = {}, .errors = {}};
    made.errors.push_back({"?" + std::string(name), std::move(code), std::move(detail)});
    return made;
}

/// `limit` and `cursor` of the query; invalid_query where they are wrong.
result<paging> read_paging(request const& asked);

} // namespace talent::http
