// JSON lines on standard error, by spdlog: one object a line with time, level, message and fields.
// Any thread. Never log a field value that a client sent: names and codes only.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace talent::log {

using field_value = std::variant<std::string_view, std::int64_t, bool>;
using field = std::pair<std::string_view, field_value>;

enum class level { debug, information, warning, error };

/// Called once by a program's main; `level_name` is one of debug, info, warning, error, off.
void start(std::string_view level_name);

void write(level at, std::string_view message, std::initializer_list<field> fields = {});

inline void information(std::string_view message, std::initializer_list<field> fields = {}) {
    write(level::information, message, fields);
}
inline void warning(std::string_view message, std::initializer_list<field> fields = {}) {
    write(level::warning, message, fields);
}
inline void error(std::string_view message, std::initializer_list<field> fields = {}) {
    write(level::error, message, fields);
}

} // namespace talent::log
