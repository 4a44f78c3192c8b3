// The route table's rows. Each service has one constexpr array of them; a row without a permission
// does not compile. The router, the permission matrix, the OpenAPI document and the field tests all
// follow from the rows. Constants; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "common/http/lane.hpp"
#include "common/http/request.hpp"
#include "common/http/work.hpp"
#include "common/json/fields.hpp"
#include "common/security/permission.hpp"

namespace talent::http {

inline constexpr std::size_t body_bytes_default = 256 * 1024;
inline constexpr std::size_t body_bytes_none = 0;
/// The default where the row has a table for its body, none where it has not: what nobody would
/// read is refused rather than ignored.
inline constexpr std::size_t body_bytes_by_table = static_cast<std::size_t>(-1);

using table_function = json::object_definition const& (*)();

/// A query parameter that a route knows; any other name is refused.
struct query_parameter {
    std::string_view name;
    std::string_view about;
    json::code_list codes = json::code_list::none;
    bool repeated = false;
};

/// What every route with a page of items knows besides its own.
inline constexpr query_parameter page_parameters[] = {
    {.name = "limit", .about = "How many items, 1 to 200."},
    {.name = "cursor", .about = "Where the page starts: `next` of the page before."},
};
/// What every route that writes knows, where it offers a dry run.
inline constexpr query_parameter dry_run_parameter = {
    .name = "dry_run", .about = "true: full validation and the would-be answer, nothing kept."};

enum class effect : std::uint8_t {
    read,   // GET: nothing changes
    create, // POST that makes something: Idempotency-Key honoured
    change, // PATCH, PUT, DELETE or a state change: If-Match needed
    act,    // POST with an effect on no versioned object (login)
};
enum class idempotency : std::uint8_t { none, honoured, required };

struct route_options {
    http::effect effect = effect::read;
    http::idempotency idempotency = idempotency::honoured; // on writes
    table_function body = nullptr;                         // the request body's table
    table_function answer = nullptr;                       // the answer's table
    bool answers_page = false;                             // {"items":[answer…]}
    std::span<query_parameter const> query = {};
    std::size_t body_bytes_max = body_bytes_by_table;
    std::string_view summary = {};
    int success_status = 200;
    /// On an open route: what it takes to be shown one's own side of it, such as a draft. Who may
    /// not, a key by its scopes, is answered as anybody.
    security::permission own_side = security::permission::open;
    bool creates_or_replaces = false; // a PUT: If-Match where something is there, none where not
    bool dry_run = true; // false where the would-be answer itself is the effect: a reveal, a login
    bool probe = false;  // answered under overload and outside the rate limit: health and metrics
    std::optional<http::lane> lane = {}; // left out: reading or writing, by the effect

    std::size_t body_limit() const {
        if (body_bytes_max != body_bytes_by_table) return body_bytes_max;
        return body != nullptr ? body_bytes_default : body_bytes_none;
    }
};

/// The lane that a request of this route will need.
constexpr lane lane_of(route_options const& options) {
    if (options.lane) return *options.lane;
    return options.effect == effect::read ? lane::reading : lane::writing;
}

/// `Api` is the service's handler object; rows name its member functions.
template <class Api>
struct route {
    http::method method;
    std::string_view path; // "/v1/demands/{id}/publish"
    security::permission permission;
    work (Api::*handler)(request const&) const;
    route_options options;

    constexpr route(http::method verb, std::string_view pattern, security::permission needed,
                    work (Api::*function)(request const&) const, route_options chosen)
        : method(verb), path(pattern), permission(needed), handler(function), options(chosen) {}
};

/// A row with its handler bound: what the router keeps.
struct bound_route {
    http::method method;
    std::string_view path;
    security::permission permission;
    route_options options;
    std::function<work(request const&)> handle;
};

template <class T>
constexpr table_function table_of() {
    return &json::described<T>::table;
}

} // namespace talent::http
