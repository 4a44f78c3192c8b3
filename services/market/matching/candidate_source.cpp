#include "services/market/matching/candidate_source.hpp"

#include <algorithm>

#include "services/market/index/bitmaps.hpp"

namespace talent::market {
namespace {

using bitmaps = std::vector<Roaring const*>;

Roaring united(bitmaps of) {
    return Roaring::fastunion(of.size(), of.data());
}

// What is in all of the first and in one of the others.
Roaring in_all_and_any(bitmaps all_of, bitmaps const& any_of) {
    std::vector<Roaring> parts;
    bitmaps pointers;
    parts.reserve(any_of.size());
    all_of.push_back(nullptr);
    for (auto const* each : any_of) {
        all_of.back() = each;
        pointers.push_back(&parts.emplace_back(intersection(all_of)));
    }
    return parts.size() == 1 ? std::move(parts.front()) : united(std::move(pointers));
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

Roaring candidate_source::intersect() const {
    bitmaps held;
    std::vector<requirement const*> choices;
    for (auto const& each : requirements_) {
        if (each.any_of.empty()) return {};
        if (each.any_of.size() == 1) held.push_back(each.any_of.front());
        if (each.any_of.size() > 1) choices.push_back(&each);
    }
    if (choices.empty()) return held.empty() ? Roaring{} : intersection(held);
    std::ranges::sort(choices, {}, &requirement::documents);
    Roaring found = in_all_and_any(held, choices.front()->any_of);
    for (auto next = std::next(choices.begin()); next != choices.end(); ++next)
        found = in_all_and_any({&found}, (*next)->any_of);
    return found;
}

} // namespace talent::market
