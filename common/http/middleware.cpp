#include "common/http/middleware.hpp"

#include <algorithm>

#include "common/base/log.hpp"
#include "common/http/characters.hpp"
#include "common/http/credentials.hpp"
#include "common/http/language.hpp"
#include "common/http/limits.hpp"
#include "common/http/target.hpp"
#include "common/http/trace_context.hpp"
#include "common/security/token.hpp"

namespace talent::http {
namespace {

/// The session has given the request an id of ours; a caller's trace takes its place.
result<void> identify_request(edge& around, exchange& passing) {
    auto& asked = passing.asked;
    auto const parent = passing.sent->value_of("traceparent");
    if (auto trace = trace_id_of(parent)) {
        asked.id = std::move(*trace);
        asked.trace_parent = parent;
    }
    asked.language = preferred_language(passing.sent->value_of("accept-language"));
    asked.codes = &around.parts.codes;
    return success();
}

/// A proxy's connections are shared by its clients, so each of their requests takes the place that
/// a connection of its own would have had.
result<void> identify_client(edge& around, exchange& passing) {
    if (!passing.from_proxy) return success();
    TRY(auto const said, read_forwarded(*passing.sent, around.proxies));
    passing.asked.secure = said.secure.value_or(passing.asked.secure);
    if (!said.client) return success();
    passing.asked.remote_address = to_string(*said.client);
    passing.network = network_of(*said.client);
    passing.asked.network = passing.network;
    passing.client_place = around.clients.take(passing.network);
    if (passing.client_place) return success();
    auto crowded = refuse(error_code::rate_limited, "Too many requests of one client at once.");
    crowded.retry_after_seconds = retry_after_overload_seconds;
    return crowded;
}

std::string_view first_segment(std::string_view path) {
    path.remove_prefix(path.starts_with('/') ? 1 : 0);
    return path.substr(0, path.find('/'));
}

/// An address that a person mistyped: neither the API's nor the console's.
bool is_strange_to(edge const& around, exchange const& passing) {
    auto const segment = first_segment(passing.asked.path);
    return around.files.has_page() && prefers_page(passing.sent->value_of("accept")) &&
           std::ranges::none_of(around.routes.routes(), [&](bound_route const& row) {
               return first_segment(row.path) == segment;
           });
}

result<void> find_route(edge& around, exchange& passing) {
    TRY(auto const where, read_target(passing.sent->target));
    auto& asked = passing.asked;
    passing.query = where.query;
    asked.path = where.path.find('%') == std::string_view::npos
                     ? std::string(where.path)
                     : percent_decode(where.path).value_or("");
    auto const verb = passing.sent->verb;
    if (verb) asked.method = *verb;
    passing.method_name = verb ? name_of(*verb) : "OPTIONS";
    auto found = around.routes.find(verb, where.path);
    if (found.route != nullptr) {
        passing.route = found.route;
        asked.path_parameters = std::move(found.parameters);
        return success();
    }
    if (found.path_exists) {
        passing.headers.emplace_back("Allow", std::move(found.allow));
        return refuse(error_code::method_not_allowed);
    }
    bool const reads = verb == method::get || verb == method::head;
    auto const* const pages = around.parts.pages;
    if (reads && pages != nullptr && pages->has(asked.path)) {
        passing.route = &around.page_route;
    } else if (reads && (around.files.has(asked.path) || is_strange_to(around, passing))) {
        passing.route = &around.file_route;
    } else {
        return refuse(error_code::not_found);
    }
    passing.query = {}; // it is for the page's own router
    return success();
}

bool is_write(exchange const& passing) {
    return passing.route->options.effect != effect::read;
}

result<void> shed_load(edge& around, exchange& passing) {
    if (passing.route->options.probe) return success();
    if (around.gate.admits(lane_of(passing.route->options))) return success();
    // Who comes back without a pause uses up the network's requests, and is told to wait longer.
    auto const taken = around.limiter.limits()
                           ? around.limiter.take("address " + std::string(passing.network),
                                                 std::chrono::steady_clock::now())
                           : rate_limiter::decision{};
    if (taken.accepted) return refuse(error_code::overloaded);
    auto refused = refuse(error_code::rate_limited);
    refused.retry_after_seconds = static_cast<int>(taken.retry_after.count());
    return refused;
}

result<void> authenticate(edge& around, exchange& passing) {
    auto offered = read_credentials(*passing.sent, passing.asked.secure);
    if (!offered.has_value()) {
        if (offered.error().code != error_code::unauthenticated) return offered.error();
        passing.refused_credential = std::move(offered).error();
        return success();
    }
    auto& asked = passing.asked;
    asked.cookie_session = offered.value().cookie;
    asked.csrf_token = passing.sent->value_of("x-csrf-token");
    if (offered.value().bearer.empty() && offered.value().cookie.empty()) return success();
    auto known = around.parts.authenticate(offered.value(), asked.received);
    if (known.has_value()) {
        asked.principal = std::move(known).value();
        return success();
    }
    // A browser that still holds an expired cookie may log in again; a key that is no good anywhere
    // is said to be so everywhere.
    bool const stale_cookie = !asked.cookie_session.empty();
    if (stale_cookie && passing.route->permission == security::permission::open) return success();
    passing.refused_credential = std::move(known).error();
    return success();
}

std::string rate_key(exchange const& passing) {
    auto const& who = passing.asked.principal;
    if (who.credential.is_nil()) return "address " + std::string(passing.network);
    return "credential " + to_string(who.credential);
}

result<void> limit_rate(edge& around, exchange& passing) {
    if (passing.route->options.probe || !around.limiter.limits()) return success();
    auto const taken = around.limiter.take(rate_key(passing), std::chrono::steady_clock::now());
    passing.headers.emplace_back(
        "RateLimit-Policy",
        "\"default\";q=" + std::to_string(around.limiter.per_minute()) + ";w=60");
    passing.headers.emplace_back("RateLimit", "\"default\";r=" + std::to_string(taken.remaining) +
                                                  ";t=" + std::to_string(taken.until_full.count()));
    if (taken.accepted) return success();
    auto refused = refuse(error_code::rate_limited);
    refused.retry_after_seconds = static_cast<int>(taken.retry_after.count());
    return refused;
}

result<void> check_permission(edge&, exchange& passing) {
    if (passing.refused_credential) return *passing.refused_credential;
    auto const& who = passing.asked.principal;
    if (passing.route->permission == security::permission::open) {
        if (!security::allowed(passing.route->options.own_side, who)) passing.asked.principal = {};
        return success();
    }
    if (security::allowed(passing.route->permission, who)) return success();
    std::string needed = "The permission " +
                         std::string(security::definition_of(passing.route->permission).name) +
                         " is needed.";
    return refuse(who.anonymous() ? error_code::unauthenticated : error_code::forbidden,
                  std::move(needed));
}

bool has_csrf_token(request const& asked) {
    if (asked.csrf_token.empty() || asked.principal.csrf_sha256.empty()) return false;
    return security::equal_in_constant_time(security::sha256_hex(asked.csrf_token),
                                            asked.principal.csrf_sha256);
}

result<void> check_csrf(edge&, exchange& passing) {
    auto& asked = passing.asked;
    bool const by_cookie = asked.principal.kind == security::credential_kind::session_cookie;
    if (!by_cookie || !is_write(passing) || has_csrf_token(asked)) return success();
    if (passing.route->permission != security::permission::open) {
        return refuse(error_code::csrf_rejected);
    }
    // Anybody may call it, so it is carried out, but not in the name of the cookie's owner.
    asked.principal = {};
    return success();
}

result<void> check_query(edge& around, exchange& passing) {
    auto& asked = passing.asked;
    TRY(asked.query, read_query(passing.query, passing.route->options, around.parts.codes));
    asked.dry_run = is_write(passing) && asked.query_value("dry_run") == "true";
    return success();
}

result<void> read_idempotency_key(edge&, exchange& passing) {
    auto const policy = passing.route->options.idempotency;
    if (!is_write(passing) || policy == idempotency::none) return success();
    if (!passing.sent->has("idempotency-key")) {
        // A dry run keeps nothing, so there is nothing to protect from a repetition.
        bool const needed = policy == idempotency::required && !passing.asked.dry_run;
        return needed ? result<void>(refuse(error_code::idempotency_key_required))
                      : result<void>(success());
    }
    auto const key = passing.sent->value_of("idempotency-key");
    if (key.empty() || key.size() > idempotency_key_bytes_max || !all_in(visible_characters, key)) {
        return refuse(error_code::malformed_request,
                      "An Idempotency-Key is 1 to 255 visible ASCII characters.");
    }
    passing.asked.idempotency_key = key;
    return success();
}

std::optional<std::string> optional_value(head const& sent, std::string_view name) {
    if (!sent.has(name)) return std::nullopt;
    return std::string(sent.value_of(name));
}

result<void> read_preconditions(edge&, exchange& passing) {
    auto& asked = passing.asked;
    asked.if_match = optional_value(*passing.sent, "if-match");
    asked.if_none_match = optional_value(*passing.sent, "if-none-match");
    asked.if_modified_since = optional_value(*passing.sent, "if-modified-since");
    asked.last_event_id = optional_value(*passing.sent, "last-event-id");
    asked.accept = passing.sent->value_of("accept");
    asked.accept_encoding = passing.sent->value_of("accept-encoding");
    if (passing.route->options.effect == effect::change && !asked.if_match) {
        return refuse(error_code::precondition_required);
    }
    return success();
}

std::string lower_case(std::string_view text) {
    std::string made(text);
    for (auto& c : made) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    return made;
}

result<void> check_body(edge&, exchange& passing) {
    auto const& sent = *passing.sent;
    auto const content_type = sent.value_of("content-type");
    passing.asked.content_type =
        lower_case(trim_white_space(content_type.substr(0, content_type.find(';'))));
    bool const has_body = sent.body == framing::chunked || sent.content_length > 0;
    if (!has_body) return success();
    auto const encoding = sent.value_of("content-encoding");
    if (!encoding.empty() && !equal_ignoring_case(encoding, "identity")) {
        return refuse(error_code::unsupported_media_type, "The body must not be compressed.");
    }
    auto const limit = passing.route->options.body_limit();
    if (limit == body_bytes_none) {
        return refuse(error_code::body_too_large, "No body is taken here.");
    }
    if (sent.content_length > limit) {
        return refuse(error_code::body_too_large,
                      "At most " + std::to_string(limit) + " bytes are accepted.");
    }
    return success();
}

constexpr step steps[] = {
    {"request id", "First, so that every later refusal and every log line can name the request.",
     &identify_request},
    {"client address", "Limits and log lines below are about the client, not about its proxy.",
     &identify_client},
    {"route", "Everything below depends on what the route says: limits, permission, parameters.",
     &find_route},
    {"load shedding",
     "The cheapest refusal stands before any look-up, and before the body is read.", &shed_load},
    {"authentication", "In memory. A bad credential is only noted, so that it is counted below.",
     &authenticate},
    {"rate limit", "By credential, which is known now; wrong credentials are limited by address.",
     &limit_rate},
    {"permission",
     "The outer gate: who is refused here learns nothing about parameters or objects.",
     &check_permission},
    {"csrf", "A browser sends its cookie to us from any page; only our own page has the token.",
     &check_csrf},
    {"query", "Names and codes are checked against the route, before the handler reads them.",
     &check_query},
    {"idempotency key", "Needs the query: a dry run needs no key.", &read_idempotency_key},
    {"preconditions", "428 before the body, which would only be thrown away.", &read_preconditions},
    {"body limit", "Last: all that could refuse the request without its body has had its say.",
     &check_body},
};

} // namespace

std::span<step const> all_steps() {
    return steps;
}

result<void> pass_steps(edge& around, exchange& passing) {
    for (auto const& one : steps) {
        TRY(one.run(around, passing));
    }
    return success();
}

void record(edge& around, exchange const& passed, answered const& how) {
    around.measured.count(passed.route, how.status, how.duration);
    auto const microseconds =
        std::chrono::duration_cast<std::chrono::microseconds>(how.duration).count();
    log::information("request", {{"method", passed.method_name},
                                 {"route", passed.route != nullptr ? passed.route->path : "none"},
                                 {"status", std::int64_t{how.status}},
                                 {"duration_us", std::int64_t{microseconds}},
                                 {"bytes", static_cast<std::int64_t>(how.bytes)},
                                 {"request", passed.asked.id}});
}

} // namespace talent::http
