// JSON to every typed resource: a body is read as its field table says or refused with faults that
// point into it; what is read is written and read back to the same; a merge patch applied twice is
// applied once. The first character chooses the resource (resources.hpp), the rest is the body.
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/resources.hpp"

namespace talent::fuzz {

void check(std::string_view input) {
    if (input.empty()) return;
    auto const document = json::parse(input.substr(1));
    if (document.has_value()) resource_for(input.front()).check_body(document.value());
}

} // namespace talent::fuzz
