// A saved search made ready to be held against documents: which keys a document must have
// (document_keys.hpp), and what is compared beyond keys. Values, immutable; any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "services/alerts/document_keys.hpp"
#include "services/market/index/profile.hpp"
#include "services/market/search/search.hpp"

namespace talent::alerts {

struct standing_search {
    uuid id;
    uuid organisation;
    std::optional<uuid> subject; // of a talent's own
    std::string name;
    instant since; // what happened before it was saved, or last changed, is no news
    market::search_query
        query; // as market_service::check leaves it; its order and page mean nothing
    std::optional<uuid> matches_of; // besides: matches this demand or supply
    int score_min = 0;              // of market::score_max, where the pair is scored
};

/// Words and runs that a document must have all of.
struct required_terms {
    std::vector<std::string> words;
    std::vector<key> runs;            // that are one key
    std::vector<std::string> phrases; // runs too long for it
};
/// What may stand in several ways (market::wide_term): one of them is enough.
struct required_part {
    std::vector<key> codes;
    std::vector<required_terms> ways;
    std::string prefix; // of a word; empty: none
};

/// Sets of keys. A document can only be found where it has one key of every set.
struct requirements {
    std::vector<std::vector<key>> sets;
    required_terms terms;
    std::vector<required_part> parts;
};
/// The text is read as market::search reads it, but for corrections: what a word may have been
/// meant as changes with the market, and an alert is not to come by a guess. A prefix has no limit
/// of its words. invalid_query where the text cannot be searched.
result<requirements> requirements_of(market::search_query const& query,
                                     market::code_space const& codes,
                                     market::vocabulary_names const& names);
/// Of the hard criteria by which a demand or supply of this profile is matched: a superset.
void add_requirements_of_match(market::profile const& known, market::code_space const& codes,
                               requirements& to);

/// Whether market::search with this query would return the document were it on the market. The
/// document must have one key of each set of `needed`.
struct examined {
    market::document const& one;
    document_keys const& keys;
    market::code_space const& codes;
    instant now;
};
bool has_every_set(requirements const& needed, document_keys const& keys);
bool passes_beyond_keys(market::search_query const& query, requirements const& needed,
                        examined const& document);
/// Whether a searcher of that home region may see it.
bool is_shown(market::search_query const& query, std::string_view home_region,
              examined const& document);

struct judgement {
    std::optional<int> score; // nothing where the pair is not to be scored
};
/// Nothing where a hard criterion is unmet. The same as market::explain.
std::optional<judgement> judge(market::profile const& need, market::profile const& offer,
                               market::code_space const& codes, instant now);

} // namespace talent::alerts
