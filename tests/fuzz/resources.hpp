// Every described resource, for the targets that try all of them. An input's first character says
// which one it is for, so the order of a list is the meaning of the corpus: append, never insert.
// Constants and pure functions; one thread.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "common/json/fields.hpp"

namespace talent::fuzz {

/// One resource as the targets handle it.
struct resource {
    json::object_definition const& (*table)();
    void (*check_body)(json::value const& document);   // as a request's body and as a merge patch
    bool (*check_stored)(json::value const& document); // as a stored record; false: it is none
    std::vector<field_error> (*faults)(
        json::value const& document); // as a body; as a patch where less
};

/// What routes take as a body, and what the database and the journal keep.
std::span<resource const> resources();

/// The resource that the first character chooses: 'A' is the first.
resource const& resource_for(char selector);

/// Any short code is known, so that mutated codes pass too.
json::code_checker const& short_codes();

// The checks of one type, used by resources.cpp alone.
void check_problem(problem const& refused, json::value const& document);
/// The members of `written` that `sent` has too; what is only ever sent is taken from there.
json::value as_sent(json::value const& written, json::value const& sent);
void check_table_lines(void const* object, json::object_definition const& table);

} // namespace talent::fuzz
