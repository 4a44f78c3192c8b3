#include "services/pages/markup.hpp"

#include <array>

namespace talent::pages {
namespace {

struct escape {
    std::string_view sign;
    std::string_view written;
};

// The longer signs are U+2028 and U+2029, which old script readers take for line ends.
constexpr std::array in_html{escape{"&", "&amp;"}, escape{"<", "&lt;"}, escape{">", "&gt;"},
                             escape{"\"", "&quot;"}, escape{"'", "&#39;"}};
constexpr std::array in_script{escape{"&", "\\u0026"}, escape{"<", "\\u003c"},
                               escape{">", "\\u003e"}, escape{"\xe2\x80\xa8", "\\u2028"},
                               escape{"\xe2\x80\xa9", "\\u2029"}};

template <std::size_t Count>
std::string escaped(std::string_view text, std::array<escape, Count> const& escapes) {
    std::string made;
    made.reserve(text.size());
    while (!text.empty()) {
        std::string_view taken = text.substr(0, 1);
        std::string_view written = taken;
        for (auto const& each : escapes) {
            if (!text.starts_with(each.sign)) continue;
            taken = each.sign;
            written = each.written;
        }
        made.append(written);
        text.remove_prefix(taken.size());
    }
    return made;
}

} // namespace

std::string html_text(std::string_view text) {
    return escaped(text, in_html);
}

std::string script_json(std::string_view json) {
    return escaped(json, in_script);
}

} // namespace talent::pages
