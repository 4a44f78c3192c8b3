// The pay of each slot in four bytes, for filters: rounded to buckets, which decide nearly always.
// Owned by one partition and guarded by its lock.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "services/market/index/pay_bucket.hpp"
#include "services/market/index/profile.hpp"
#include "services/market/index/slot.hpp"

namespace talent::market {

enum class pay_fits : std::uint8_t { no, yes, in_same_bucket };

class pay_column {
  public:
    void set(slot place, profile_numbers const& pay) {
        if (place >= least_.size()) {
            least_.resize(place + 1);
            most_.resize(place + 1);
        }
        bool const has_least = pay.pay_min_fen != not_stated;
        bool const has_most = pay.pay_max_fen != not_stated;
        if (!has_least && !has_most) { // fits nothing
            least_[place] = above_all;
            most_[place] = below_all;
            return;
        }
        least_[place] = has_least ? bucket(pay.pay_min_fen) : below_all;
        most_[place] = has_most ? bucket(pay.pay_max_fen) : above_all;
    }

    /// Whether the document may pay so much, or more.
    pay_fits reaches(slot place, short_number wanted) const {
        return compare(most_[place], wanted);
    }
    /// Whether the document may pay so little, or less.
    pay_fits begins_by(slot place, short_number wanted) const {
        return compare(wanted, least_[place]);
    }

    static short_number bucket(std::int64_t fen) {
        return static_cast<short_number>(pay_bucket_of(std::max<std::int64_t>(fen, 0)) + 1);
    }

    std::size_t bytes() const { return least_.size() * 2 * sizeof(short_number); }

  private:
    static constexpr short_number below_all = 0;
    static constexpr short_number above_all = pay_bucket_count + 1;

    static pay_fits compare(short_number higher, short_number lower) {
        if (higher == lower) return pay_fits::in_same_bucket;
        return higher > lower ? pay_fits::yes : pay_fits::no;
    }

    std::vector<short_number> least_; // by slot
    std::vector<short_number> most_;  // by slot
};

} // namespace talent::market
