#include "services/market/index/conjunction.hpp"

#include <algorithm>

#include "services/market/index/bitmaps.hpp"

namespace talent::market {

void conjunction::add(posting const& held) {
    if (auto const* const many = held.many())
        add(*many);
    else
        lists_.push_back(held.few());
}

Roaring conjunction::intersect() const {
    if (lists_.empty()) return intersection(bitmaps_);
    auto const shortest = std::ranges::min_element(lists_, {}, &std::span<slot const>::size);
    std::vector<slot> kept(shortest->begin(), shortest->end());
    for (auto const& list : lists_)
        std::erase_if(kept, [&](slot at) { return !std::ranges::binary_search(list, at); });
    for (auto const* const bitmap : bitmaps_)
        std::erase_if(kept, [&](slot at) { return !bitmap->contains(at); });
    return Roaring(kept.size(), kept.data());
}

} // namespace talent::market
