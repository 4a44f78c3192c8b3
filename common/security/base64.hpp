// Base64 with padding (RFC 4648, section 4). Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace talent::security {

std::string to_base64(std::string_view bytes);

} // namespace talent::security
