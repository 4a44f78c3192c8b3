#include "common/http/query.hpp"

#include <charconv>
#include <string>

#include "common/http/response.hpp"

namespace talent::http {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    auto const* const end = text.data() + text.size();
    auto const [read_to, fault] = std::from_chars(text.data(), end, number);
    if (fault != std::errc{} || read_to != end) return std::nullopt;
    return number;
}

} // namespace

result<std::optional<std::int64_t>> read_number(request const& asked, std::string_view name,
                                                std::int64_t least, std::int64_t most) {
    auto const text = asked.query_value(name);
    if (!text) return std::optional<std::int64_t>();
    auto const number = whole_number(*text);
    if (number && *number >= least && *number <= most) return number;
    return invalid_query(
        name, "out_of_range",
        "must be a number from " + std::to_string(least) + " to " + std::to_string(most));
}

result<std::int64_t> read_number_or(request const& asked, std::string_view name,
                                    std::int64_t fallback, std::int64_t least, std::int64_t most) {
    TRY(auto const number, read_number(asked, name, least, most));
    return number.value_or(fallback);
}

result<std::int64_t> read_cursor_number(std::string_view key, std::int64_t first) {
    if (key.empty()) return first;
    auto const number = whole_number(key);
    if (number && *number >= 0) return *number;
    return invalid_query("cursor", "malformed", "is no cursor of this list");
}

result<bool> read_flag(request const& asked, std::string_view name) {
    auto const text = asked.query_value(name);
    if (text && *text != "true" && *text != "false")
        return invalid_query(name, "not_boolean", "must be true or false");
    return text == "true";
}

result<std::optional<uuid>> read_id(request const& asked, std::string_view name) {
    auto const text = asked.query_value(name);
    if (!text) return std::optional<uuid>();
    auto const id = parse_uuid(*text);
    if (id) return id;
    return invalid_query(name, "malformed", "must be an id");
}

problem none_of(std::string_view name, std::span<std::string_view const> known) {
    std::string names;
    for (auto const each : known)
        names.append(names.empty() ? "" : ", ").append(each);
    return invalid_query(name, "unknown_value", "must be one of: " + names);
}

} // namespace talent::http
