// Which of the two languages a client wants to be spoken to in (RFC 9110, section 12.5.4). Pure
// functions; any thread.
#pragma once

#include <string_view>

#include "common/http/request.hpp"

namespace talent::http {

/// The better weighted of zh and en; the one named first where they weigh the same; English where
/// neither is acceptable.
language preferred_language(std::string_view accept_language);

/// As Content-Language has it.
std::string_view tag_of(language spoken);

} // namespace talent::http
