// The text of the tables in schemas/codes that this folder reads, as the build embedded it.
// Constants; any thread.
#pragma once

#include <string_view>

namespace talent::security::tables {

extern std::string_view const common_passwords;

} // namespace talent::security::tables
