// What searches and matches look like as JSON. Pure functions; any thread.
#pragma once

#include <string>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/market/matching/matching.hpp"
#include "services/market/search/search.hpp"

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
std::string write_explanation(criteria_terms const& terms, weighed_explanation const& one);

/// Of the soft criteria: [{"criterion","weight","standard_weight","weight_min","weight_max",
/// "points_max"}].
std::string write_weights(criteria_terms const& terms, weighting const& used);
/// {"score","place"}; the place is null beyond standard_places_max.
std::string write_standing(standing const& one);

/// {"total","items":[{"listing","explanation"}],"unranked":[…],"weights"}.
std::string write_matches(market_definition const& market, match_result const& found);

/// The same, where each of "items" has "standard":{"score","place"}, and "fallen_out" is items with
/// the same, which the table's weights would have shown.
std::string write_matches(market_definition const& market, weighed_result const& found);

} // namespace talent::market
