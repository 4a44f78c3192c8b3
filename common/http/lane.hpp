// The lanes that requests are worked on in. Each has threads and a queue of its own, so that one
// that is full or stuck turns away its own requests and no others. Constants; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace talent::http {

enum class lane : std::uint8_t {
    memory,   // answered on the I/O thread; what it hands on nevertheless is admitted there
    query,    // reckons on a query thread
    reading,  // reads from the database
    writing,  // a unit of work
    password, // hashes a password, then a unit of work
};
inline constexpr std::size_t lane_count = 5;

constexpr std::size_t index_of(lane one) {
    return static_cast<std::size_t>(one);
}

constexpr std::string_view name_of(lane one) {
    constexpr std::string_view names[lane_count] = {"memory", "query", "reading", "writing",
                                                    "password"};
    return names[index_of(one)];
}

} // namespace talent::http
