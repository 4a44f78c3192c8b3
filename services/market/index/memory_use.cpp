#include "services/market/index/memory_use.hpp"

#include <roaring/containers/containers.h>

namespace talent::market {

std::size_t bytes_of(Roaring const& bitmap) {
    auto const& all = bitmap.roaring.high_low_container;
    auto const entry = sizeof(void*) + sizeof(std::uint16_t) + sizeof(std::uint8_t);
    auto bytes = allocated(static_cast<std::size_t>(all.allocation_size) * entry);
    for (int i = 0; i < all.size; ++i) {
        if (all.typecodes[i] == BITSET_CONTAINER_TYPE_CODE) {
            bytes += allocated(sizeof(bitset_container_t)) +
                     allocated(BITSET_CONTAINER_SIZE_IN_WORDS * sizeof(std::uint64_t));
        } else {
            auto const* const list = static_cast<array_container_t const*>(all.containers[i]);
            bytes += allocated(sizeof(array_container_t)) +
                     allocated(static_cast<std::size_t>(list->capacity) * sizeof(std::uint16_t));
        }
    }
    return bytes;
}

} // namespace talent::market
