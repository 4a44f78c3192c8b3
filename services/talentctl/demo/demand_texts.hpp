// Talent demand as employers write it: title, work, conditions, skills and pay that fit together.
// Pure functions of the dice.
#pragma once

#include "common/vocabulary/catalogue.hpp"
#include "services/listings/model.hpp"
#include "services/talentctl/demo/dice.hpp"
#include "services/talentctl/demo/places.hpp"
#include "services/talentctl/demo/professions.hpp"

namespace talent::demo {

/// Everything that the work itself decides; employer, source and expiry are the publisher's to add.
listings::demand draw_demand(profession const& work, place const& where,
                             vocabulary::catalogue const& codes, dice& chance);

} // namespace talent::demo
