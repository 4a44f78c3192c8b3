// A second opinion on the heads that matter: Beast's parser reads the same bytes, and what the two
// understand differently is refused. Smuggling needs two readers that disagree about where a body
// ends; here is one of ours that must agree before the body is touched. Pure; any thread.
#pragma once

#include <string_view>

#include "common/base/result.hpp"
#include "common/http/head.hpp"

namespace talent::http {

/// malformed_request where Beast does not accept the head, or finds another end, target, framing or
/// number of fields than `ours`.
result<void> agree_on(std::string_view bytes, head const& ours);

} // namespace talent::http
