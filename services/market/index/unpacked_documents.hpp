// The documents that were asked for last, whole: a listing that everybody reads is unpacked once.
// A fixed number of places, found by the id; any thread.
#pragma once

#include <array>
#include <memory>
#include <mutex>

#include "services/market/index/packed_document.hpp"

namespace talent::market {

class unpacked_documents {
  public:
    std::shared_ptr<document const> of(packed_pointer const& packed) {
        auto& kept = places_[std::hash<uuid>{}(packed->id()) % places_.size()];
        {
            std::lock_guard const lock(kept.mutex);
            if (kept.packed == packed) return kept.whole;
        }
        auto whole = packed->unpack();
        std::lock_guard const lock(kept.mutex);
        kept.packed = packed; // also keeps its address from being another's
        kept.whole = whole;
        return whole;
    }

  private:
    static constexpr std::size_t place_count = 4'096;

    struct place {
        std::mutex mutex;
        packed_pointer packed;
        std::shared_ptr<document const> whole;
    };
    std::array<place, place_count> places_;
};

} // namespace talent::market
