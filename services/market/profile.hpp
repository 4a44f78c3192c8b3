// A document reduced to the numbers that criteria compare, so that scoring touches no text. Made
// once when a document enters the index; a value, immutable, any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "services/market/code_space.hpp"
#include "services/market/document.hpp"

namespace talent::market {

inline constexpr std::int64_t not_stated = -1;

struct profile {
    code_number occupation = no_code;
    std::vector<code_number> regions; // none within another
    std::vector<code_number> skills;  // this and the next three sorted
    std::vector<code_number> skills_required;
    std::vector<code_number> skills_preferred;
    std::vector<code_number> skills_verified;
    std::int64_t pay_min_fen = not_stated;
    std::int64_t pay_max_fen = not_stated;
    std::int64_t experience_years = 0;
    std::optional<date> available_from;
    std::uint8_t education = 0;   // rank of listings::education
    std::uint8_t employments = 0; // bit set by listings::employment_type
    bool scoped = false;
    bool personalised_ranking = true;
    bool education_verified = false;
    bool experience_verified = false;
};

profile make_profile(document const& from, code_space const& codes);

} // namespace talent::market
