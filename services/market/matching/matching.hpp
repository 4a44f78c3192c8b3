// Matching and its reasons. Candidates come from the bitmaps of the hard criteria, are scored one
// by one, and the best are explained; the result equals that of scoring every pair.
//
// Order: the higher score, then the newer publication, then the smaller id.
//
// People who have set personalised_ranking off. PIPL art. 24 gives everyone the choice not to be
// selected by automated decisions from their personal characteristics, and forbids unreasonable
// differences in how people are treated. So such a supply is never scored, and it is not put below
// the scored ones either, where the choice would cost the person the place on the page: those that
// pass the hard criteria stand in a list of their own beside the ranked one, of the same length,
// newest first. The hard criteria still apply, as what both sides published, like the filters of a
// search. A talent who made that choice is shown demands in the same way, newest first.
//
// Pure functions of the index; any thread; the same state and day give the same answer.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/market/index/index.hpp"
#include "services/market/matching/criteria.hpp"
#include "services/market/matching/weighting.hpp"

namespace talent::market {

inline constexpr int match_items_max = 50;

/// By which weights, and how many answers; weights of one's own are held against the standard ones.
struct match_wish {
    int limit = 0; // up to match_items_max
    std::optional<weighting> weights;
};

/// One criterion of one pair.
struct fact {
    std::string_view criterion;
    criterion_kind kind = criterion_kind::soft;
    std::vector<std::string> required;
    std::vector<std::string> offered;
    evidence source = evidence::declared;
    market::outcome outcome = outcome::unknown;
    int points = 0;
    int points_max = 0;
};

struct explanation {
    std::vector<std::string_view> failed; // hard criteria that are unmet; none: the pair is a match
    std::optional<int> score;             // of score_max; nothing: rejected, or not to be scored
    /// Of a scored pair every criterion, and their points add up to the score; otherwise the hard
    /// ones only.
    std::vector<fact> facts;

    bool rejected() const { return !failed.empty(); }
};

struct match_item {
    std::shared_ptr<document const> one;
    explanation why;
};

struct match_result {
    std::uint64_t total = 0; // pairs that pass every hard criterion, in both lists
    std::vector<match_item> ranked;
    std::vector<match_item> unranked; // without personalised ranking
};

/// The best `limit` (up to match_items_max) counterparts of a document of either side of the
/// market, and as many unranked ones. Nothing where the document is not published or is over.
std::optional<match_result> match(market_index const& index, market_definition const& market,
                                  side known, uuid const& id, int limit, instant now);

/// The reasons for one pair, a rejected one too. Nothing where either is not published or is over.
std::optional<explanation> explain(market_index const& index, market_definition const& market,
                                   uuid const& need, uuid const& offer, instant now);
/// Of two documents wherever they come from, as if they were published, on that day.
explanation explain(market_definition const& market, document const& need, document const& offer,
                    weighting const& weights, code_space const& codes, date day);

// -- other weights than the table's --

inline constexpr int standard_places_max = 200; // beyond it no place by the table's weights is told

/// Where a result would stand by the table's weights.
struct standing {
    int score = 0;
    std::optional<int> place; // from 1; nothing beyond standard_places_max
};

/// One of the first by the table's weights, and not by those asked for.
struct fallen_item {
    match_item item; // explained by the weights asked for
    market::standing standing;
};

struct weighed_result {
    weighting weights;
    std::int64_t known_version = 0; // of the document that was matched
    match_result found;
    std::vector<market::standing> standings; // of found.ranked, one each
    std::vector<fallen_item> fallen;         // in the order of their places
};

/// As match(), by these weights, and what they changed. Hard criteria and what is unranked are
/// never changed by weights.
std::optional<weighed_result> match_weighed(market_index const& index,
                                            market_definition const& market, side known,
                                            uuid const& id, int limit, weighting const& weights,
                                            instant now);

struct weighed_explanation {
    weighting weights;
    explanation why;                   // by these weights
    std::optional<int> standard_score; // by the table's
};

/// As explain(), by these weights.
std::optional<weighed_explanation> explain_weighed(market_index const& index,
                                                   market_definition const& market,
                                                   uuid const& need, uuid const& offer,
                                                   weighting const& weights, instant now);

} // namespace talent::market
