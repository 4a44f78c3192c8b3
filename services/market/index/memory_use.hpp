// How many bytes structures of the index take on the heap, as near as can be told without asking
// the allocator: for benchmarks. Pure functions; under the lock of what is looked at.
#pragma once

#include <bit>
#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <roaring/roaring.hh>

namespace talent::market {

struct memory_use {
    std::string_view what;
    std::size_t bytes = 0;
};

/// What an allocation of so many bytes takes of jemalloc: its sizes are 8 and multiples of 16 up to
/// 128, then four between each power of two and the next.
constexpr std::size_t allocated(std::size_t bytes) {
    constexpr std::size_t least = 8;
    constexpr std::size_t quantum = 16;
    constexpr std::size_t quanta_until = 128;
    if (bytes <= least) return bytes == 0 ? 0 : least;
    auto const step = bytes <= quanta_until ? quantum : std::bit_ceil(bytes) / 8;
    return (bytes + step - 1) / step * step;
}

/// Behind the bitmap itself.
std::size_t bytes_of(Roaring const& bitmap);

template <class Value>
std::size_t bytes_of(std::vector<Value> const& values) {
    return values.size() * sizeof(Value); // what was never touched takes no memory
}

template <class Key, class Value, class... Rest>
std::size_t bytes_of_table(std::unordered_map<Key, Value, Rest...> const& table) {
    struct node {
        void* next;
        std::pair<Key const, Value> content;
        std::size_t hash;
    };
    return table.bucket_count() * sizeof(void*) + table.size() * allocated(sizeof(node));
}

template <class Map>
std::size_t bytes_of_bitmaps(Map const& bitmaps) {
    auto bytes = bytes_of_table(bitmaps);
    for (auto const& [key, bitmap] : bitmaps)
        bytes += bytes_of(bitmap);
    return bytes;
}

template <class Map>
std::size_t bytes_of_postings(Map const& postings) {
    auto bytes = bytes_of_table(postings);
    for (auto const& [key, one] : postings)
        bytes += one.bytes();
    return bytes;
}

} // namespace talent::market
