#include "common/http/event_text.hpp"

namespace talent::http {
namespace {

/// One field; a line break in the value would end it, so that each line becomes a field.
void append_field(std::string& to, std::string_view name, std::string_view value) {
    for (;;) {
        auto const end = value.find_first_of("\r\n");
        to.append(name).append(": ").append(value.substr(0, end)).append("\n");
        if (end == std::string_view::npos) return;
        bool const pair = value.substr(end).starts_with("\r\n");
        value.remove_prefix(end + (pair ? 2 : 1));
    }
}

} // namespace

void append_events(std::string& to, std::span<event const> events) {
    for (auto const& one : events) {
        if (!one.id.empty()) append_field(to, "id", one.id);
        if (!one.type.empty()) append_field(to, "event", one.type);
        append_field(to, "data", one.data);
        to.push_back('\n');
    }
}

} // namespace talent::http
