// What the field tables of delivery's resources have in common. Private to them. Constants; any
// thread.
#pragma once

#include "common/json/field_options.hpp"

namespace talent::delivery::tables {

using namespace json::tables;
using json::exposure;
using json::field_options;
using json::owner;
using json::text_format;

inline constexpr std::size_t terms_code_points_max = 100'000;

inline constexpr field_options buyer{.owner = owner::server, .about = "The government office."};
inline constexpr field_options supplier{.owner = owner::server, .about = "Who delivers."};

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
