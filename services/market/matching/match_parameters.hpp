// The query parameters that every route of matches has. Pure functions; any thread.
#pragma once

#include <optional>

#include "common/http/request.hpp"
#include "common/http/route.hpp"
#include "services/market/matching/matching.hpp"

namespace talent::market {

inline constexpr int match_items_default = 20;

inline constexpr http::query_parameter weights_parameter{
    "weights",
    "Other weights than the standard ones, as experience:20,pay_fit:5; a criterion that is not "
    "named keeps its own. Their bounds are in `weights` of an answer. Points are the weights' "
    "shares of 10000, and the answer says what has changed.",
    json::code_list::none, true};

/// Nothing where none are asked for.
result<std::optional<weighting>> read_weights(http::request const& asked,
                                              criteria_terms const& terms);

/// `limit` and `weights`; invalid_query with every fault at once.
result<match_wish> read_match_wish(http::request const& asked, criteria_terms const& terms);

/// Adds the errors of what could not be read.
template <class T>
void append_errors(result<T> const& read, problem& to) {
    if (read.has_value()) return;
    auto const& errors = read.error().errors;
    to.errors.insert(to.errors.end(), errors.begin(), errors.end());
}

} // namespace talent::market
