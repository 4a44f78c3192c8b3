// What the field tables of contracting's resources have in common. Private to them. Constants; any
// thread.
#pragma once

#include "common/json/fields.hpp"

namespace talent::contracting::tables {

using json::exposure;
using json::field_options;
using json::owner;
using json::text_format;

inline constexpr std::size_t paragraphs_code_points_max = 10'000;
inline constexpr std::size_t reason_code_points_max = 1'000;
inline constexpr std::size_t reasons_max = 20;
inline constexpr std::size_t evidences_max = 50;

inline constexpr field_options identifier{.owner = owner::server, .about = "The id, a UUIDv7."};
inline constexpr field_options version{.owner = owner::server,
                                       .about = "Rises by one with each change; the ETag."};
inline constexpr field_options created{.owner = owner::server, .about = "When it was made."};
inline constexpr field_options updated{.owner = owner::server, .about = "When it last changed."};

inline constexpr field_options by_server(std::string_view about) {
    return {.owner = owner::server, .about = about};
}
inline constexpr field_options derived(std::string_view about) {
    return {.owner = owner::server, .exposure = exposure::derived, .about = about};
}
inline constexpr field_options hidden(std::string_view about) {
    return {.owner = owner::server, .exposure = exposure::hidden, .about = about};
}
inline constexpr field_options paragraphs(std::string_view about) {
    return {.length_max = paragraphs_code_points_max,
            .format = text_format::paragraphs,
            .about = about};
}
inline constexpr field_options told(std::string_view about) {
    return {.about = about};
}

} // namespace talent::contracting::tables
