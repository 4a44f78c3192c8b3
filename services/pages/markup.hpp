// Texts of users put into markup so that they stay texts. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace talent::pages {

/// For an element's content and for an attribute in double quotes.
std::string html_text(std::string_view text);

/// JSON for the inside of a script element: nothing in it can end the element or begin a comment
/// (HTML, 4.12.1.3), and it is the same JSON.
std::string script_json(std::string_view json);

} // namespace talent::pages
