// One SQL value in or out. Integers and text are all that the schema uses: time is milliseconds,
// money is fen, flags are 0 and 1, lists and nested objects are JSON text. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace talent {

struct null_cell {
    bool operator==(null_cell const&) const = default;
};

using cell = std::variant<null_cell, std::int64_t, std::string>;
using row = std::vector<cell>;

enum class cell_kind { integer, text };

inline bool is_null(cell const& value) {
    return std::holds_alternative<null_cell>(value);
}
inline std::int64_t integer_of(cell const& value) {
    return std::get<std::int64_t>(value);
}
inline std::string const& text_of(cell const& value) {
    return std::get<std::string>(value);
}

} // namespace talent
