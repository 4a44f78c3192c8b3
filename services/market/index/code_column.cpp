#include "services/market/index/code_column.hpp"

namespace talent::market {

void code_column::set(slot place, std::span<code_number const> codes) {
    if (place >= single_.size()) single_.resize(place + 1, none);
    if (codes.empty()) {
        single_[place] = none;
        return;
    }
    if (codes.size() == 1 && codes.front() < none) {
        single_[place] = static_cast<std::uint16_t>(codes.front());
        return;
    }
    single_[place] = several;
    lists_.set(place, codes);
}

} // namespace talent::market
