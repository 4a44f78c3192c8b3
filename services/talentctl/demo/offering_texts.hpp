// What agencies sell in the demonstration market: for each category of service its titles, what the
// buyer gets, how it is priced and how fast it is. Pure functions of the dice.
#pragma once

#include <optional>

#include "services/identity/model.hpp"
#include "services/offerings/model.hpp"
#include "services/talentctl/demo/dice.hpp"
#include "services/talentctl/demo/organisations.hpp"

namespace talent::demo {

/// How many different services there are to be sold.
std::size_t service_count();

/// Whether the agency may sell the service of that place, by its business and its licences.
bool may_sell(organisation_plan const& seller, std::size_t service);

/// The service of that place, which the agency may sell; without one, any that it may sell.
offerings::offering draw_offering(organisation_plan const& seller,
                                  std::optional<std::size_t> service, dice& chance);

/// What a buyer asks for with an order of the offering.
offerings::order draw_order(offerings::offering const& offered, dice& chance);

} // namespace talent::demo
