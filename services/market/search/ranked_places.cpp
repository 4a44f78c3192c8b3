#include "services/market/search/ranked_places.hpp"

#include <algorithm>

namespace talent::market {
namespace {

bool comes_before(ranked_places::place const& left, ranked_places::place const& right) {
    return left.key.comes_before(right.key);
}

} // namespace

std::vector<slot> slots_of(Roaring const& documents) {
    std::vector<slot> slots(documents.cardinality());
    documents.toUint32Array(slots.data());
    return slots;
}

void ranked_places::offer(std::int64_t value, slot at) {
    if (wanted_ == 0) return;
    place one{{value, part_.published_ms(at), {}}, at};
    // The id is fetched only where the rest does not decide.
    if (full() && std::pair(value, one.key.published_ms) <
                      std::pair(kept_.front().key.value, kept_.front().key.published_ms)) {
        return;
    }
    one.key.id = part_.at(at)->id();
    if (after_ != nullptr && !after_->comes_before(one.key)) return;
    if (full()) {
        if (!one.key.comes_before(kept_.front().key)) return;
        std::ranges::pop_heap(kept_, comes_before);
        kept_.pop_back();
    }
    kept_.push_back(one);
    std::ranges::push_heap(kept_, comes_before);
}

std::vector<ranked_places::place> ranked_places::take() {
    std::ranges::sort(kept_, comes_before);
    return std::move(kept_);
}

} // namespace talent::market
