#include "common/http/response.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "common/http/head.hpp"
#include "common/http/http_date.hpp"
#include "common/http/target.hpp"

namespace talent::http {
namespace {

constexpr int ok = 200;
constexpr int not_modified = 304;

// What a 304 repeats of the answer it stands for (RFC 9110, section 15.4.5).
// The policy too: a browser takes the headers of a 304 over into what it kept (RFC 9111, 3.2), and
// the one that answers have by themselves would forbid a page its own scripts.
constexpr std::array<std::string_view, 8> kept_when_unchanged = {"Cache-Control",
                                                                 "Content-Location",
                                                                 "Content-Security-Policy",
                                                                 "ETag",
                                                                 "Expires",
                                                                 "Last-Modified",
                                                                 "Link",
                                                                 "Vary"};

std::string_view header_of(response const& one, std::string_view name) {
    for (auto const& [given, value] : one.headers) {
        if (equal_ignoring_case(given, name)) return value;
    }
    return {};
}

std::string_view without_weakness(std::string_view etag) {
    if (etag.starts_with("W/")) etag.remove_prefix(2);
    return etag;
}

bool names_etag(std::string_view list, std::string_view etag) {
    if (trim_white_space(list) == "*") return true;
    auto const wanted = without_weakness(etag);
    while (!list.empty()) {
        // Our ETags hold no comma, so one inside a foreign ETag cannot make it equal to ours.
        auto const comma = list.find(',');
        if (without_weakness(trim_white_space(list.substr(0, comma))) == wanted) return true;
        if (comma == std::string_view::npos) break;
        list.remove_prefix(comma + 1);
    }
    return false;
}

/// The address of the next page: the request's own, with another cursor.
std::string next_address(request const& asked, std::string const& cursor) {
    std::string address;
    for (char const character : asked.path) {
        address += character == '/' ? "/" : percent_encode({&character, 1});
    }
    address.push_back('?');
    for (auto const& [name, value] : asked.query) {
        if (name == "cursor") continue;
        address.append(percent_encode(name)).append("=").append(percent_encode(value)).append("&");
    }
    return address.append("cursor=").append(percent_encode(cursor));
}

// If-None-Match is the stronger of the two: beside it the date is not looked at.
bool is_unchanged(request const& asked, response const& full) {
    if (asked.if_none_match) {
        auto const etag = header_of(full, "ETag");
        return !etag.empty() && names_etag(*asked.if_none_match, etag);
    }
    if (!asked.if_modified_since) return false;
    auto const now = std::chrono::system_clock::to_time_t(asked.received);
    auto const since = read_http_date(*asked.if_modified_since, now);
    auto const changed = read_http_date(header_of(full, "Last-Modified"), now);
    return since && changed && *changed <= *since;
}

} // namespace

response& response::header(std::string_view name, std::string_view value) {
    headers.emplace_back(name, value);
    return *this;
}

std::string etag_of(std::int64_t version) {
    return "\"" + std::to_string(version) + "\"";
}

response unless_unchanged(request const& asked, response full) {
    if (full.status != ok || !is_unchanged(asked, full)) return full;
    response unchanged{.status = not_modified, .content_type = {}};
    for (auto const& each : full.headers) {
        bool const kept =
            std::any_of(kept_when_unchanged.begin(), kept_when_unchanged.end(),
                        [&](auto wanted) { return equal_ignoring_case(each.first, wanted); });
        if (kept) unchanged.header(each.first, each.second);
    }
    return unchanged;
}

response page_response(request const& asked, page const& one) {
    json::writer to;
    to.begin_object();
    to.key("items").begin_array();
    for (auto const& item : one.items)
        to.raw(item);
    to.end_array();
    if (one.next_cursor.empty()) {
        to.key("next").null();
    } else {
        to.member("next", one.next_cursor);
    }
    for (auto const& [name, value] : one.more)
        to.key(name).raw(value);
    to.end_object();
    response made{.body = to.take()};
    if (!one.next_cursor.empty()) {
        made.header("Link", "<" + next_address(asked, one.next_cursor) + ">; rel=\"next\"");
    }
    return made;
}

} // namespace talent::http
