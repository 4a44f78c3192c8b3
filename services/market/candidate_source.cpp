#include "services/market/candidate_source.hpp"

#include <algorithm>
#include <array>

#include "services/market/bitmaps.hpp"

namespace talent::market {
namespace {

Roaring united(std::vector<Roaring const*> bitmaps) {
    if (bitmaps.size() == 1) return *bitmaps.front();
    return Roaring::fastunion(bitmaps.size(), bitmaps.data());
}

Roaring in_any(Roaring const& among, std::vector<Roaring const*> const& bitmaps) {
    std::vector<Roaring> parts;
    std::vector<Roaring const*> pointers;
    parts.reserve(bitmaps.size());
    for (auto const* each : bitmaps)
        pointers.push_back(&parts.emplace_back(intersection(std::array{&among, each})));
    if (parts.size() == 1) return std::move(parts.front());
    return united(std::move(pointers));
}

} // namespace

void candidate_source::require_any(std::vector<Roaring const*> held) {
    requirement made;
    for (auto const* each : held) {
        auto const count = each->cardinality();
        if (count == 0) continue;
        made.any_of.push_back(each);
        made.documents += count;
    }
    requirements_.push_back(std::move(made));
}

// From the rarest on, but first one that can be used as it is.
Roaring candidate_source::intersect() const {
    std::vector<requirement const*> order;
    for (auto const& each : requirements_) {
        if (each.any_of.empty()) return {};
        order.push_back(&each);
    }
    std::ranges::sort(order, {}, [](requirement const* each) {
        return std::pair(each->any_of.size() > 1, each->documents);
    });
    if (order.empty()) return {};
    if (order.size() == 1) return united(order.front()->any_of);
    auto const& first = order.front()->any_of;
    Roaring found = first.size() == 1 ? in_any(*first.front(), order[1]->any_of)
                                      : in_any(united(first), order[1]->any_of);
    for (std::size_t i = 2; i < order.size(); ++i)
        found = in_any(found, order[i]->any_of);
    return found;
}

} // namespace talent::market
