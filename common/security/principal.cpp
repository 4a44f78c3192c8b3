#include "common/security/principal.hpp"

#include <algorithm>

namespace talent::security {

bool principal::has(role what) const {
    return std::ranges::find(roles, what) != roles.end();
}

} // namespace talent::security
