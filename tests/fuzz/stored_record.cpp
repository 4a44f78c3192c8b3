// Stored records: whatever reads as one is written back to the same text, column by column too. The
// first character chooses the resource (resources.hpp), the rest is the record.
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/resources.hpp"

namespace talent::fuzz {

void check(std::string_view input) {
    if (input.empty()) return;
    auto const document = json::parse(input.substr(1));
    if (document.has_value()) resource_for(input.front()).check_stored(document.value());
}

} // namespace talent::fuzz
