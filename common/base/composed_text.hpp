// One form for text that people type in different ways: Unicode's composed form (NFC), by ICU. A
// keyboard that sends e + ´ and one that sends é mean the same password. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace talent {

/// The text in NFC; nothing else about it changes. The bytes must be UTF-8.
std::string composed(std::string_view text);

} // namespace talent
