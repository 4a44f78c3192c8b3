// A document reduced to the numbers that criteria compare, so that scoring touches no text.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "services/market/index/code_space.hpp"
#include "services/market/index/document.hpp"
#include "services/market/index/huge_pages.hpp"
#include "services/market/index/short_number.hpp"
#include "services/market/index/slot.hpp"

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
    std::span<short_number const> regions; // none within another
    std::span<short_number const> skills;  // this and the next three sorted
    std::span<short_number const> skills_required;
    std::span<short_number const> skills_preferred;
    std::span<short_number const> skills_verified;
};

inline constexpr std::size_t profile_list_count = 5;

/// A document's profile with its lists, which are one behind the other.
class owned_profile {
  public:
    owned_profile(document const& from, code_space const& codes);

    profile view() const;

  private:
    friend class profile_column;

    profile_numbers numbers_;
    std::vector<short_number> lists_;
    std::array<std::uint16_t, profile_list_count> sizes_{};
};

/// The profiles of a partition, by slot. A match glances at many of them, so what it looks for
/// first stands in short rows, four to a line of the processor's cache; it reads fewer as a whole,
/// so each is one line, its lists included. Owned by one partition and guarded by its lock.
class profile_column {
  public:
    void set(slot place, owned_profile const& one);
    /// Good until the next set().
    [[gnu::always_inline]] profile at(slot place) const {
        auto const& one = rows_[place];
        return (one.flags & elsewhere) == 0 ? unfold(one) : large_.at(place).view();
    }
    std::int64_t pay_min_fen(slot place) const { return rows_[place].pay_min_fen; }
    std::int64_t pay_max_fen(slot place) const { return rows_[place].pay_max_fen; }
    /// Of most profiles, all that is compared before they are scored: a glance shows the pay, the
    /// occupation, the education, the employment and whether it is ranked, and nothing else.
    bool is_glanceable(slot place) const { return (glances_[place].flags & not_glanceable) == 0; }
    [[gnu::always_inline]] profile glance(slot place) const;
    std::size_t bytes() const {
        auto bytes = rows_.size() * (sizeof(row) + sizeof(short_row));
        for (auto const& [place, one] : large_)
            bytes += sizeof(owned_profile) + one.lists_.size() * sizeof(short_number);
        return bytes;
    }
    /// Asks the processor to fetch what at() will read.
    void prefetch(slot place) const { __builtin_prefetch(&rows_[place]); }
    /// The same for glance().
    void prefetch_glance(slot place) const { __builtin_prefetch(&glances_[place]); }

  private:
    static constexpr std::size_t line_bytes = 64;
    static constexpr std::size_t codes_in_row = 16;
    static constexpr std::int32_t no_day = INT32_MIN;
    enum : std::uint8_t {
        is_scoped = 1,
        is_ranked = 2,
        has_verified_education = 4,
        has_verified_experience = 8,
        elsewhere = 16,   // its lists are too long for a row
        is_far_paid = 32, // its pay is too high for a column
    };
    static constexpr std::uint8_t not_glanceable = is_scoped | is_far_paid; // scope needs the lists
    template <class Value>
    using column = std::vector<Value, huge_page_allocator<Value>>;
    using short_fen = std::uint32_t;
    static constexpr short_fen no_fen = UINT32_MAX;

    struct alignas(line_bytes) row {
        std::int64_t pay_min_fen = not_stated;
        std::int64_t pay_max_fen = not_stated;
        std::int32_t available_day = no_day;
        std::int16_t experience_years = 0;
        short_number occupation = no_short_number;
        std::uint8_t education = 0;
        std::uint8_t employments = 0;
        std::uint8_t flags = 0;
        std::array<std::uint8_t, profile_list_count> sizes{};
        std::array<short_number, codes_in_row> codes{};
    };
    static_assert(sizeof(row) == line_bytes);

    struct alignas(line_bytes / 4) short_row {
        short_fen pay_min = no_fen;
        short_fen pay_max = no_fen;
        short_number occupation = no_short_number;
        std::uint8_t education = 0;
        std::uint8_t employments = 0;
        std::uint8_t flags = 0; // as in the row
    };

    static row fold(owned_profile const& one);
    static bool fits_column(std::int64_t fen) { return fen < no_fen; }
    static std::int64_t widened(short_fen fen) { return fen == no_fen ? not_stated : fen; }
    [[gnu::always_inline]] static profile unfold(row const& one);

    // By slot.
    column<row> rows_;
    column<short_row> glances_;
    std::unordered_map<slot, owned_profile> large_;
};

inline profile profile_column::glance(slot place) const {
    auto const& one = glances_[place];
    profile made;
    made.pay_min_fen = widened(one.pay_min);
    made.pay_max_fen = widened(one.pay_max);
    made.occupation = one.occupation == no_short_number ? no_code : one.occupation;
    made.education = one.education;
    made.employments = one.employments;
    made.personalised_ranking = (one.flags & is_ranked) != 0;
    return made;
}

inline profile profile_column::unfold(row const& one) {
    profile made;
    made.pay_min_fen = one.pay_min_fen;
    made.pay_max_fen = one.pay_max_fen;
    made.occupation = one.occupation == no_short_number ? no_code : one.occupation;
    if (one.available_day != no_day)
        made.available_from = date{std::chrono::days{one.available_day}};
    made.experience_years = one.experience_years;
    made.education = one.education;
    made.employments = one.employments;
    made.scoped = (one.flags & is_scoped) != 0;
    made.personalised_ranking = (one.flags & is_ranked) != 0;
    made.education_verified = (one.flags & has_verified_education) != 0;
    made.experience_verified = (one.flags & has_verified_experience) != 0;
    auto const* list = one.codes.data();
    std::size_t next = 0;
    for (auto* each : {&made.regions, &made.skills, &made.skills_required, &made.skills_preferred,
                       &made.skills_verified}) {
        *each = {list, one.sizes[next]};
        list += one.sizes[next++];
    }
    return made;
}

} // namespace talent::market
