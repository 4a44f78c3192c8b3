// Query parameters of the usual kinds: one of a closed list, yes or no, a whole number. The fault
// is invalid_query with the parameter named. For handlers; any I/O thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "common/http/request.hpp"
#include "common/json/operations.hpp"

namespace talent::http {

/// A whole number from `least` to `most`; nothing where it is left out.
result<std::optional<std::int64_t>> read_number(request const& asked, std::string_view name,
                                                std::int64_t least, std::int64_t most);

/// The same with what it is where it is left out.
result<std::int64_t> read_number_or(request const& asked, std::string_view name,
                                    std::int64_t fallback, std::int64_t least, std::int64_t most);

/// The number from 0 that a cursor of a list in order of a number stands for; `first` where the key
/// is empty.
result<std::int64_t> read_cursor_number(std::string_view key, std::int64_t first = 0);

/// "true" or "false"; false where it is left out.
result<bool> read_flag(request const& asked, std::string_view name);

/// An id; nothing where it is left out.
result<std::optional<uuid>> read_id(request const& asked, std::string_view name);

/// The fault of a value that is none of a closed list.
problem none_of(std::string_view name, std::span<std::string_view const> known);

/// A value of E by its name; nothing where it is left out.
template <class E>
result<std::optional<E>> read_choice(request const& asked, std::string_view name) {
    auto const text = asked.query_value(name);
    if (!text) return std::optional<E>();
    auto const chosen = json::enumerator_named<E>(*text);
    if (chosen) return chosen;
    return none_of(name, json::enumeration<E>::names());
}

} // namespace talent::http
