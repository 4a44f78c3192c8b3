// What searches and matches look like as JSON. Pure functions; any thread.
#pragma once

#include <string>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/market/matching.hpp"
#include "services/market/search.hpp"

namespace talent::market {

/// Members added to the listing's own.
struct item_extras {
    bool score = false;
    bool highlights = false; // [{"pointer","pieces":[{"text","matched"}],"cut_before","cut_after"}]
};
std::string write_item(search_item const& item, item_extras const& with);

/// {"region":[{"value","name_zh","name_en","count"}]}; names are empty where nobody has named the
/// value.
std::string write_facets(std::vector<facet> const& facets, vocabulary::catalogue const& codes);

/// [{"text","read_as","code","name_zh","name_en","applied"}], of a correction also "corrected";
/// code and names are empty of what is no region, occupation or skill.
std::string write_readings(std::vector<reading> const& readings);

/// {"rejected","failed","score","score_max","facts"}; the score is null for a pair that is rejected
/// or not to be scored.
std::string write_explanation(explanation const& why);

/// The same with "weights" as answers of matches have them, and "standard_score", what the table's
/// weights would give; null where the score is.
std::string write_explanation(market_definition const& market, weighed_explanation const& one);

/// {"total","items":[{"listing","explanation"}],"unranked":[…],"weights":[{"criterion","weight",
/// "standard_weight","weight_min","weight_max","points_max"}]}, of the soft criteria.
std::string write_matches(market_definition const& market, match_result const& found);

/// The same, where each of "items" has "standard":{"score","place"}, and "fallen_out" is items with
/// the same, which the table's weights would have shown.
std::string write_matches(market_definition const& market, weighed_result const& found);

} // namespace talent::market
