// The chance of the demonstration market: a small generator whose sequence follows from a seed and
// a subject alone, on every platform (the standard library's distributions do not promise that).
// Each listing has dice of its own, so that its text does not depend on how many others there are.
// A value; one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace talent::demo {

class dice {
  public:
    /// The same three always give the same sequence.
    dice(std::uint64_t seed, std::string_view subject, std::uint64_t index);

    std::uint64_t next();
    /// Evenly in [least, most].
    std::int64_t between(std::int64_t least, std::int64_t most);
    bool chance(int percent) { return between(1, 100) <= percent; }

    /// An element of a sequence that is not empty.
    template <class Sequence>
    auto const& pick(Sequence const& from) {
        return from[static_cast<std::size_t>(
            between(0, static_cast<std::int64_t>(std::size(from)) - 1))];
    }

    /// The place of a weight, drawn in proportion; at least one weight is positive.
    std::size_t weighted(std::span<int const> weights);

    template <class T>
    void shuffle(std::vector<T>& list) {
        for (std::size_t i = list.size(); i > 1; --i) {
            auto const other = between(0, static_cast<std::int64_t>(i) - 1);
            std::swap(list[i - 1], list[static_cast<std::size_t>(other)]);
        }
    }

  private:
    std::uint64_t state_;
};

} // namespace talent::demo
