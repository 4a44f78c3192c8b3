#include "services/market/index/withheld.hpp"

namespace talent::market {

void withheld::begin(uuid const& organisation) {
    std::lock_guard const lock(mutex_);
    by_organisation_.try_emplace(organisation);
}

std::vector<document> withheld::end(uuid const& organisation) {
    std::lock_guard const lock(mutex_);
    std::vector<document> kept;
    auto const found = by_organisation_.find(organisation);
    if (found == by_organisation_.end()) return kept;
    for (auto& [ignored, one] : found->second)
        kept.push_back(std::move(one));
    by_organisation_.erase(found);
    return kept;
}

bool withheld::take(document& one) {
    std::lock_guard const lock(mutex_);
    auto const found = by_organisation_.find(one.organisation);
    if (found == by_organisation_.end()) return false;
    key const place{one.kind, one.id};
    found->second.insert_or_assign(place, std::move(one));
    return true;
}

void withheld::remove(document_kind kind, uuid const& id) {
    std::lock_guard const lock(mutex_);
    for (auto& [ignored, documents] : by_organisation_)
        documents.erase({kind, id});
}

} // namespace talent::market
