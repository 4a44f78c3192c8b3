// What work is paid in the demonstration market, by profession, region and experience. The figures
// are plausible, not statistics. Pure functions of the dice.
#pragma once

#include "common/base/money.hpp"
#include "services/talentctl/demo/dice.hpp"
#include "services/talentctl/demo/places.hpp"
#include "services/talentctl/demo/professions.hpp"

namespace talent::demo {

struct pay_range {
    money least; // a month, before tax
    money most;
};

/// What an employer offers for at least this much experience.
pay_range draw_offered_pay(profession const& work, place const& where,
                           std::int64_t experience_years, dice& chance);

/// What a talent of this experience asks: somewhat less at the least than employers offer.
pay_range draw_asked_pay(profession const& work, place const& where, std::int64_t experience_years,
                         dice& chance);

} // namespace talent::demo
