#include "common/http/language.hpp"

#include <optional>

#include "common/http/head.hpp"

namespace talent::http {
namespace {

// Weights in thousandths: RFC 9110 gives them three decimals.
constexpr int weight_full = 1000;

std::optional<int> read_weight(std::string_view text) {
    if (text == "1" || text == "1." || text.starts_with("1.0")) return weight_full;
    if (text.empty() || text.front() != '0' || text.size() > 5) return std::nullopt;
    if (text.size() > 1 && text[1] != '.') return std::nullopt;
    int weight = 0;
    int place = 100;
    for (char const digit : text.substr(text.size() > 1 ? 2 : 1)) {
        if (digit < '0' || digit > '9') return std::nullopt;
        weight += (digit - '0') * place;
        place /= 10;
    }
    return weight;
}

/// The weight of one range: "zh-CN;q=0.8" → 800.
int weight_of(std::string_view range) {
    auto const semicolon = range.find(';');
    if (semicolon == std::string_view::npos) return weight_full;
    auto parameter = trim_white_space(range.substr(semicolon + 1));
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) return weight_full;
    return read_weight(parameter.substr(2)).value_or(0);
}

bool names_language(std::string_view range, std::string_view primary) {
    auto const tag = trim_white_space(range.substr(0, range.find(';')));
    return equal_ignoring_case(tag.substr(0, tag.find('-')), primary);
}

} // namespace

language preferred_language(std::string_view accept_language) {
    int best = 0;
    auto chosen = language::english;
    while (!accept_language.empty()) {
        auto const comma = accept_language.find(',');
        auto const range = accept_language.substr(0, comma);
        bool const chinese = names_language(range, "zh");
        if (chinese || names_language(range, "en")) {
            int const weight = weight_of(range);
            if (weight > best) {
                best = weight;
                chosen = chinese ? language::chinese : language::english;
            }
        }
        if (comma == std::string_view::npos) break;
        accept_language.remove_prefix(comma + 1);
    }
    return chosen;
}

std::string_view tag_of(language spoken) {
    return spoken == language::chinese ? "zh-CN" : "en";
}

} // namespace talent::http
