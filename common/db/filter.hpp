// What a list may be narrowed to: one value of a column, or any. In SQL the same statement serves
// both, `(:p2 = '' OR state = :p3)`, since the owner's index decides which rows are read at all.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>

#include "common/base/uuid.hpp"
#include "common/json/operations.hpp"

namespace talent::db {

/// The value as its column holds it; empty where any will do.
template <class E>
std::string value_or_any(std::optional<E> const& wanted) {
    return wanted ? std::string(json::name_of(*wanted)) : std::string();
}
inline std::string value_or_any(std::optional<uuid> const& wanted) {
    return wanted ? to_string(*wanted) : std::string();
}

} // namespace talent::db
