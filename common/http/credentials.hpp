// The credentials that a request carries: a bearer token or the console's session cookie, never
// both. Pure functions; any thread.
#pragma once

#include <string_view>

#include "common/base/result.hpp"
#include "common/http/head.hpp"
#include "common/http/server.hpp"

namespace talent::http {

/// Over TLS the name has the prefix that browsers take from the host itself only, with Secure and
/// Path=/: a neighbouring subdomain cannot plant a session (RFC 6265bis, section 4.1.3.2).
constexpr std::string_view session_cookie_name(bool secure) {
    return secure ? "__Host-talent_session" : "talent_session";
}

/// Both empty where there is none. malformed_request where there are two; unauthenticated where the
/// Authorization header is of another scheme or its token is malformed. `secure`: it came over TLS.
result<credentials> read_credentials(head const& sent, bool secure);

} // namespace talent::http
