// The credentials that a request carries: a bearer token or the console's session cookie, never
// both. Pure functions; any thread.
#pragma once

#include <string_view>

#include "common/base/result.hpp"
#include "common/http/head.hpp"
#include "common/http/server.hpp"

namespace talent::http {

inline constexpr std::string_view session_cookie_name = "talent_session";

/// Both empty where there is none. malformed_request where there are two; unauthenticated where the
/// Authorization header is of another scheme or its token is malformed.
result<credentials> read_credentials(head const& sent);

} // namespace talent::http
