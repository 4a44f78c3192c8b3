// A refusal that is itself on the record. A unit that refuses leaves nothing behind, unless all
// that it appended are entries of its refusal, with a type that ends in ".refused": then these are
// kept, and the answer is the problem all the same. Such a unit must have written nothing, since
// what it has written would be kept too. Stateless; on the unit's database thread.
#pragma once

#include <algorithm>
#include <string_view>

#include "common/journal/unit_of_work.hpp"

namespace talent::journal {

inline constexpr std::string_view refused_suffix = ".refused";

inline bool keeps_refusal(unit_of_work const& unit) {
    auto const& drafts = unit.drafts();
    return !drafts.empty() && std::ranges::all_of(drafts, [](draft const& one) {
        return std::string_view(one.type).ends_with(refused_suffix);
    });
}

} // namespace talent::journal
