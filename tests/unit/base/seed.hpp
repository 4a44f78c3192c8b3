// Random input for the base tests: a new seed each run, shown with a failure so that it can be
// fixed here and the run repeated. One generator per test case; one thread.
#pragma once

#include <cstdint>
#include <random>

namespace talent {

inline std::uint64_t new_seed() {
    return std::random_device{}();
}

/// Evenly distributed, both ends included.
inline std::int64_t between(std::mt19937_64& generator, std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>{low, high}(generator);
}

} // namespace talent
