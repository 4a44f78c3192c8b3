// Whom a request speaks for, after authentication. A value, copied into the request; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/uuid.hpp"
#include "common/security/permission.hpp"

namespace talent::security {

enum class credential_kind : std::uint8_t { none, api_key, session_cookie };

struct principal {
    security::audience audience = security::audience::anonymous;
    std::vector<role> roles = {};
    permission_set scopes = permission_set::everything(); // what a key's scopes leave of its roles
    uuid organisation = {};                               // nil for anonymous
    std::string region = {};                              // the organisation's home region
    bool verified = false;               // the organisation is verified and not suspended
    uuid member = {};                    // nil where a key speaks for the organisation itself
    uuid credential = {};                // the API key or session
    std::int64_t credential_version = 0; // of its record: with a new secret it is another one
    uuid subject = {};                   // audience talent: the talent's supply listing
    credential_kind kind = credential_kind::none;
    std::string csrf_sha256 = {}; // session_cookie only: hash of the token that writes must carry
    bool test = false;            // of a test organisation

    bool anonymous() const { return audience == security::audience::anonymous; }
    bool has(role what) const;
    bool operator==(principal const&) const = default;
};

/// The outer gate for whoever this is.
bool allowed(permission action, principal const& who);

} // namespace talent::security
