// What field tables of most resources have in common. For the tables of services, which bring in
// what they use. Constants; any thread.
#pragma once

#include "common/json/fields.hpp"

namespace talent::json::tables {

inline constexpr std::size_t reason_code_points_max = 1'000;
inline constexpr std::size_t reasons_max = 20;
inline constexpr std::size_t evidences_max = 50; // documents by which something is shown

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

} // namespace talent::json::tables
