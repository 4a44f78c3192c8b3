// What matches with agencies and their services look like as JSON. Pure functions; any thread.
#pragma once

#include <string>

#include "services/market/suppliers/supplier_market.hpp"

namespace talent::market {

/// {"total","items":[{"offering","explanation"}],"weights"}; with weights of one's own each item
/// has "standard":{"score","place"}, and "fallen_out" is items that the standard weights would have
/// shown.
std::string write_matches(matched_services const& found);
/// The same with "organisation", as everybody may see it.
std::string write_matches(matched_agencies const& found);
/// The same with "tender", as searches show it.
std::string write_matches(matched_tenders const& found);

} // namespace talent::market
