#include "common/http/credentials.hpp"

#include <algorithm>
#include <utility>

namespace talent::http {
namespace {

constexpr std::size_t token_bytes_max = 4096;

/// RFC 6750's b64token.
bool is_token_character(char character) {
    constexpr std::string_view marks = "-._~+/=";
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') ||
           marks.find(character) != std::string_view::npos;
}

result<std::string> read_bearer(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer ";
    if (authorization.size() <= scheme.size() ||
        !equal_ignoring_case(authorization.substr(0, scheme.size()), scheme)) {
        return refuse(error_code::unauthenticated, "The scheme must be Bearer.");
    }
    auto const token = trim_white_space(authorization.substr(scheme.size()));
    if (token.empty() || token.size() > token_bytes_max ||
        !std::all_of(token.begin(), token.end(), is_token_character)) {
        return refuse(error_code::unauthenticated, "The bearer token is malformed.");
    }
    return std::string(token);
}

/// The session cookie's value among a browser's cookies; a problem where there are two.
result<std::string> read_cookie(std::string_view cookies, std::string_view name) {
    std::string value;
    bool found = false;
    while (!cookies.empty()) {
        auto const semicolon = cookies.find(';');
        auto const pair = trim_white_space(cookies.substr(0, semicolon));
        auto const equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
            if (std::exchange(found, true)) {
                return refuse(error_code::malformed_request, "There are two session cookies.");
            }
            value = pair.substr(equals + 1);
        }
        if (semicolon == std::string_view::npos) break;
        cookies.remove_prefix(semicolon + 1);
    }
    return value;
}

} // namespace

result<credentials> read_credentials(head const& sent, bool secure) {
    credentials found;
    TRY(found.cookie, read_cookie(sent.value_of("cookie"), session_cookie_name(secure)));
    if (!sent.has("authorization")) return found;
    if (!found.cookie.empty()) {
        return refuse(error_code::malformed_request,
                      "Authorization and the session cookie exclude each other.");
    }
    TRY(found.bearer, read_bearer(sent.value_of("authorization")));
    return found;
}

} // namespace talent::http
