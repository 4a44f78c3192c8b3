#include "services/talentctl/demo/dice.hpp"

#include <numeric>

namespace talent::demo {
namespace {

// SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014).
constexpr std::uint64_t golden_gamma = 0x9E3779B97F4A7C15ULL;

constexpr std::uint64_t mix(std::uint64_t value) {
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31U);
}

} // namespace

dice::dice(std::uint64_t seed, std::string_view subject, std::uint64_t index) : state_(mix(seed)) {
    for (char const each : subject)
        state_ = mix(state_ + static_cast<unsigned char>(each));
    state_ = mix(state_ + index * golden_gamma);
}

std::uint64_t dice::next() {
    state_ += golden_gamma;
    return mix(state_);
}

std::int64_t dice::between(std::int64_t least, std::int64_t most) {
    // The remainder's bias is below 2^-40 for every range drawn here.
    auto const range = static_cast<std::uint64_t>(most - least) + 1;
    return least + static_cast<std::int64_t>(next() % range);
}

std::size_t dice::weighted(std::span<int const> weights) {
    auto rest = between(0, std::accumulate(weights.begin(), weights.end(), std::int64_t{0}) - 1);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        rest -= weights[i];
        if (rest < 0) return i;
    }
    return weights.size() - 1;
}

} // namespace talent::demo
