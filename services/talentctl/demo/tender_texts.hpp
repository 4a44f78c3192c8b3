// What government offices buy in the demonstration market: tenders with their items, criteria and
// conditions, the bids for them and the contracts that follow. Pure functions of the dice.
#pragma once

#include "services/delivery/model.hpp"
#include "services/procurement/bid.hpp"
#include "services/talentctl/demo/dice.hpp"
#include "services/talentctl/demo/places.hpp"

namespace talent::demo {

/// Everything but the instants.
procurement::tender draw_tender(place const& where, dice& chance);

/// Between 80 and 97 percent of the budget; never so low that it would have to be justified.
procurement::bid_submission draw_bid(procurement::tender const& wanted, dice& chance);
/// Less than half of the budget.
procurement::bid_submission draw_abnormally_low_bid(procurement::tender const& wanted,
                                                    dice& chance);

/// Three milestones from `signed_on` on.
delivery::contract_request draw_contract(date signed_on, std::int64_t fee_basis_points);

} // namespace talent::demo
