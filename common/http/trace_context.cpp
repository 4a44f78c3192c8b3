#include "common/http/trace_context.hpp"

#include <algorithm>

namespace talent::http {
namespace {

constexpr std::size_t traceparent_characters = 55; // 00-<32>-<16>-<2>
constexpr std::size_t version_end = 2;
constexpr std::size_t trace_start = 3;
constexpr std::size_t trace_characters = 32;
constexpr std::size_t trace_end = trace_start + trace_characters;
constexpr std::size_t span_start = trace_end + 1;
constexpr std::size_t span_characters = 16;
constexpr std::size_t span_end = span_start + span_characters;

bool is_lower_hexadecimal(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool is_zero(std::string_view digits) {
    return digits.find_first_not_of('0') == std::string_view::npos;
}

bool is_well_formed(std::string_view text) {
    if (text.size() != traceparent_characters || !text.starts_with("00")) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const hyphen = i == version_end || i == trace_end || i == span_end;
        if (hyphen ? text[i] != '-' : !is_lower_hexadecimal(text[i])) return false;
    }
    return true;
}

} // namespace

std::optional<std::string> trace_id_of(std::string_view traceparent) {
    if (!is_well_formed(traceparent)) return std::nullopt;
    auto const trace = traceparent.substr(trace_start, trace_characters);
    if (is_zero(trace) || is_zero(traceparent.substr(span_start, span_characters))) {
        return std::nullopt;
    }
    std::string id(trace);
    for (std::size_t const place : {20U, 16U, 12U, 8U})
        id.insert(place, 1, '-');
    return id;
}

} // namespace talent::http
