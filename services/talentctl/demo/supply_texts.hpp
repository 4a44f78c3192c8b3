// Talent supply as agencies write it, without identity: title, summary, skills, education,
// experience, wishes. Pure functions of the dice.
#pragma once

#include "common/base/clock.hpp"
#include "common/vocabulary/catalogue.hpp"
#include "services/listings/model.hpp"
#include "services/talentctl/demo/dice.hpp"
#include "services/talentctl/demo/places.hpp"
#include "services/talentctl/demo/professions.hpp"

namespace talent::demo {

/// Everything but the expiry. `home` is a county; `today` is when the talent is asked.
listings::supply draw_supply(profession const& work, places const& all_places, place const& home,
                             date today, vocabulary::catalogue const& codes, dice& chance);

} // namespace talent::demo
