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

/// {"total","items":[{"listing","explanation"}],"unranked":[…]}.
std::string write_matches(match_result const& found);

} // namespace talent::market
