#include "services/alerts/key_frequency.hpp"

#include <algorithm>

namespace talent::alerts {
namespace {

// What is assumed of a key weighs as much as so many documents that were looked at.
constexpr double assumed_documents = 16;
constexpr double assumed_share_of_gram = 0.01;
constexpr double assumed_share_of_other = 0.1;

double assumed_share(key one) {
    constexpr unsigned mark = 63;
    return (one >> mark) == 0 ? assumed_share_of_gram : assumed_share_of_other;
}

} // namespace

void key_frequency::observe(document_keys const& one) {
    if (has_enough()) return;
    for (auto const each : one.keys)
        ++counts_[each];
    ++documents_;
}

double key_frequency::share_of(key one) const {
    auto const found = counts_.find(one);
    auto const count = found == counts_.end() ? 0U : found->second;
    return (count + assumed_share(one) * assumed_documents) /
           (static_cast<double>(documents_) + assumed_documents);
}

double key_frequency::share_of(std::vector<key> const& set) const {
    double share = 0;
    for (auto const each : set)
        share += share_of(each);
    return std::min(share, 1.0);
}

} // namespace talent::alerts
