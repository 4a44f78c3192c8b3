// What the field tables of delivery's resources have in common. Private to them. Constants; any
// thread.
#pragma once

#include "common/json/fields.hpp"

namespace talent::delivery::tables {

using json::exposure;
using json::field_options;
using json::owner;
using json::text_format;

inline constexpr std::size_t terms_code_points_max = 100'000;
inline constexpr std::size_t reason_code_points_max = 1'000;
inline constexpr std::size_t reasons_max = 20;
inline constexpr std::size_t evidences_max = 50;

inline constexpr field_options identifier{.owner = owner::server, .about = "The id, a UUIDv7."};
inline constexpr field_options version{.owner = owner::server,
                                       .about = "Rises by one with each change; the ETag."};
inline constexpr field_options created{.owner = owner::server, .about = "When it was made."};
inline constexpr field_options updated{.owner = owner::server, .about = "When it last changed."};
inline constexpr field_options buyer{.owner = owner::server, .about = "The government office."};
inline constexpr field_options supplier{.owner = owner::server, .about = "Who delivers."};

inline constexpr field_options by_server(std::string_view about) {
    return {.owner = owner::server, .about = about};
}
inline constexpr field_options derived(std::string_view about) {
    return {.owner = owner::server, .exposure = exposure::derived, .about = about};
}
inline constexpr field_options hidden(std::string_view about) {
    return {.owner = owner::server, .exposure = exposure::hidden, .about = about};
}
inline constexpr field_options reasons_because(std::string_view about) {
    return {.required = true,
            .length_min = 1,
            .length_max = reason_code_points_max,
            .items_max = reasons_max,
            .about = about};
}
inline constexpr field_options amount_once(std::string_view about) {
    return {.owner = owner::client_once, .required = true, .minimum = 1, .about = about};
}
inline constexpr field_options bank_reference{.owner = owner::client_once,
                                              .length_max = 100,
                                              .about = "The transfer's reference at the bank."};

} // namespace talent::delivery::tables
