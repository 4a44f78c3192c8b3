// One member of a stored object, without reading the rest: for read models that decide by it
// whether they want the object at all. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace talent::json {

/// The text of the object's own string member of that name; nothing where there is none, or where
/// the text before it is no JSON object. What follows the member is not looked at.
std::optional<std::string> peek_text(std::string_view object, std::string_view name);

} // namespace talent::json
