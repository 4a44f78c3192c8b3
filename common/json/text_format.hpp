// What a text field may look like, by its format. Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/json/fields.hpp"

namespace talent::json {

struct text_fault {
    std::string_view code;
    std::string_view detail;
};

/// Nothing where the text has the form; an empty text has every form (length_min forbids it).
std::optional<text_fault> format_fault(std::string_view text, text_format format);

/// The OpenAPI format's name; empty where there is none.
std::string_view schema_format(text_format format);

std::string_view list_name(code_list list);

/// RFC 6901: ~ becomes ~0 and / becomes ~1.
std::string escape_pointer(std::string_view name);

} // namespace talent::json
