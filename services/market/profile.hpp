// A document reduced to the numbers that criteria compare, so that scoring touches no text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "services/market/code_space.hpp"
#include "services/market/document.hpp"
#include "services/market/slot_pool.hpp"

namespace talent::market {

inline constexpr std::int64_t not_stated = -1;

/// The numbers without the lists. A value; any thread.
struct profile_numbers {
    std::int64_t pay_min_fen = not_stated;
    std::int64_t pay_max_fen = not_stated;
    code_number occupation = no_code;
    std::optional<date> available_from;
    std::int16_t experience_years = 0; // within what listings allow
    std::uint8_t education = 0;        // rank of listings::education
    std::uint8_t employments = 0;      // bit set by listings::employment_type
    bool scoped = false;
    bool personalised_ranking = true;
    bool education_verified = false;
    bool experience_verified = false;
};

/// What criteria see. The lists belong to whoever made it: good until that changes.
struct profile : profile_numbers {
    std::span<code_number const> regions; // none within another
    std::span<code_number const> skills;  // this and the next three sorted
    std::span<code_number const> skills_required;
    std::span<code_number const> skills_preferred;
    std::span<code_number const> skills_verified;
};

/// A document's profile with its lists, which are one behind the other.
class owned_profile {
  public:
    owned_profile(document const& from, code_space const& codes);

    profile view() const;

  private:
    friend class profile_column;
    static constexpr std::size_t list_count = 5;

    profile_numbers numbers_;
    std::vector<code_number> lists_;
    std::array<std::uint16_t, list_count> sizes_{};
};

/// The profiles of a partition, by slot, without a pointer to follow: a match reads many of them.
/// Owned by one partition and guarded by its lock.
class profile_column {
  public:
    void set(slot place, owned_profile const& one);
    /// Good until the next set().
    profile at(slot place) const;
    profile_numbers const& numbers_at(slot place) const { return places_[place].numbers; }

  private:
    struct stored {
        profile_numbers numbers;
        std::array<std::uint16_t, owned_profile::list_count> sizes{};
    };

    std::vector<stored> places_; // by slot
    slot_pool<code_number> lists_;
};

} // namespace talent::market
