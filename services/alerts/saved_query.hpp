// A saved search as the market's query. Pure; any thread.
#pragma once

#include "services/alerts/model.hpp"
#include "services/alerts/standing_search.hpp"

namespace talent::alerts {

constexpr market::document_kind kind_of(searched_kind kind) {
    return static_cast<market::document_kind>(kind);
}
constexpr searched_kind kind_of(market::document_kind kind) {
    return static_cast<searched_kind>(kind);
}

/// Whose matches a saved search with matches_of wants: the other side of what is searched.
constexpr market::document_kind anchor_kind_of(searched_kind searched) {
    return searched == searched_kind::supply ? market::document_kind::demand
                                             : market::document_kind::supply;
}

/// As somebody without a home region would ask. Words that nobody has are not corrected.
market::search_query query_of(saved_search const& one);

/// `checked`: query_of(one), as market_service::check leaves it.
standing_search standing(saved_search const& one, market::search_query checked);

} // namespace talent::alerts
