// Delivery: contracts, their milestones, invoices and payments; their states as tables of data and
// the rules between them. What other services may know of delivery besides its use cases.
#pragma once

#include "services/delivery/contract.hpp"
#include "services/delivery/milestone.hpp"
#include "services/delivery/settlement.hpp"
