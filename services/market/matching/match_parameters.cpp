#include "services/market/matching/match_parameters.hpp"

#include "common/http/query.hpp"

namespace talent::market {

result<std::optional<weighting>> read_weights(http::request const& asked,
                                              criteria_terms const& terms) {
    auto const values = asked.query_values("weights");
    if (values.empty()) return std::optional<weighting>{};
    TRY(auto weights, read_weighting(terms, values));
    return std::optional(std::move(weights));
}

result<match_wish> read_match_wish(http::request const& asked, criteria_terms const& terms) {
    auto const limit = http::read_number(asked, "limit", 1, match_items_max);
    auto weights = read_weights(asked, terms);
    if (limit.has_value() && weights.has_value()) {
        return match_wish{static_cast<int>(limit.value().value_or(match_items_default)),
                          std::move(weights).value()};
    }
    problem faults{.code = error_code::invalid_query, .detail = {}, .errors = {}};
    append_errors(limit, faults);
    append_errors(weights, faults);
    return faults;
}

} // namespace talent::market
