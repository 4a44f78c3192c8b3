#include "common/base/log.hpp"

#include <array>
#include <memory>

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unicode/utf8.h>

#include "common/base/clock.hpp"

namespace talent::log {
namespace {

constexpr std::string_view replacement_character = "\xEF\xBF\xBD"; // U+FFFD

struct level_definition {
    std::string_view name;
    spdlog::level::level_enum threshold;
};

constexpr std::array level_definitions{
    level_definition{"debug", spdlog::level::debug},  level_definition{"info", spdlog::level::info},
    level_definition{"warning", spdlog::level::warn}, level_definition{"error", spdlog::level::err},
    level_definition{"off", spdlog::level::off},
};

level_definition const& definition_of(level at) {
    return level_definitions[static_cast<std::size_t>(at)];
}

spdlog::logger& destination() {
    static spdlog::logger instance = [] {
        auto sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
        // The line is complete when it reaches spdlog: nothing may be added outside the JSON.
        sink->set_formatter(std::make_unique<spdlog::pattern_formatter>("%v"));
        return spdlog::logger("talent", std::move(sink));
    }();
    return instance;
}

void append_escaped_control(std::string& line, unsigned char character) {
    static constexpr char digits[] = "0123456789abcdef";
    line += "\\u00";
    line.push_back(digits[character >> 4U]);
    line.push_back(digits[character & 0x0fU]);
}

void append_escaped_ascii(std::string& line, char character) {
    switch (character) {
        case '"':
            line += "\\\"";
            break;
        case '\\':
            line += "\\\\";
            break;
        case '\n':
            line += "\\n";
            break;
        case '\r':
            line += "\\r";
            break;
        case '\t':
            line += "\\t";
            break;
        default:
            if (character < 0x20 || character == 0x7F) {
                append_escaped_control(line, static_cast<unsigned char>(character));
            } else {
                line.push_back(character);
            }
    }
}

// A JSON string. Bytes that are not UTF-8 become U+FFFD, so that a line is always valid JSON.
void append_string(std::string& line, std::string_view text) {
    auto const* bytes = reinterpret_cast<std::uint8_t const*>(text.data());
    auto const length = static_cast<std::int64_t>(text.size());
    line.push_back('"');
    for (std::int64_t position = 0; position < length;) {
        std::int64_t const start = position;
        std::int32_t character = 0;
        U8_NEXT(bytes, position, length, character);
        if (character < 0) {
            line += replacement_character;
        } else if (character < 0x80) {
            append_escaped_ascii(line, static_cast<char>(character));
        } else {
            line += text.substr(static_cast<std::size_t>(start),
                                static_cast<std::size_t>(position - start));
        }
    }
    line.push_back('"');
}

void append_value(std::string& line, field_value const& value) {
    if (auto const* text = std::get_if<std::string_view>(&value)) {
        append_string(line, *text);
    } else if (auto const* number = std::get_if<std::int64_t>(&value)) {
        line += std::to_string(*number);
    } else {
        line += std::get<bool>(value) ? "true" : "false";
    }
}

std::string format_line(level at, std::string_view message, std::initializer_list<field> fields) {
    std::string line;
    line.reserve(96 + message.size() + fields.size() * 32);
    line += "{\"time\":\"";
    line += format_instant(system_clock{}.now());
    line += "\",\"level\":\"";
    line += definition_of(at).name;
    line += "\",\"message\":";
    append_string(line, message);
    for (auto const& [name, value] : fields) {
        line.push_back(',');
        append_string(line, name);
        line.push_back(':');
        append_value(line, value);
    }
    line.push_back('}');
    return line;
}

} // namespace

void start(std::string_view level_name) {
    for (auto const& definition : level_definitions) {
        if (definition.name == level_name) destination().set_level(definition.threshold);
    }
}

void write(level at, std::string_view message, std::initializer_list<field> fields) {
    auto const threshold = definition_of(at).threshold;
    auto& logger = destination();
    if (!logger.should_log(threshold)) return;
    logger.log(threshold, spdlog::string_view_t(format_line(at, message, fields)));
}

} // namespace talent::log
