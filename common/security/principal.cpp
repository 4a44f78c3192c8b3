#include "common/security/principal.hpp"

#include <algorithm>

namespace talent::security {

bool principal::has(role what) const {
    return std::ranges::find(roles, what) != roles.end();
}

bool allowed(permission action, principal const& who) {
    return allowed(action, who.audience, who.roles, who.scopes);
}

} // namespace talent::security
