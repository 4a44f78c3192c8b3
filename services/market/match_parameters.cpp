#include "services/market/match_parameters.hpp"

#include <charconv>

#include "common/http/response.hpp"

namespace talent::market {

result<std::optional<weighting>> read_weights(http::request const& asked,
                                              criteria_terms const& terms) {
    auto const values = asked.query_values("weights");
    if (values.empty()) return std::optional<weighting>{};
    TRY(auto weights, read_weighting(terms, values));
    return std::optional(std::move(weights));
}

result<std::optional<std::int64_t>> read_number(http::request const& asked, std::string_view name,
                                                std::int64_t least, std::int64_t most) {
    auto const text = asked.query_value(name);
    if (!text) return std::optional<std::int64_t>{};
    std::int64_t number = 0;
    auto const* const end = text->data() + text->size();
    auto const [read_to, fault] = std::from_chars(text->data(), end, number);
    if (fault == std::errc{} && read_to == end && number >= least && number <= most)
        return std::optional(number);
    return http::invalid_query(name, "out_of_range",
                               "The " + std::string(name) + " is a whole number from " +
                                   std::to_string(least) + " to " + std::to_string(most) + ".");
}

result<match_wish> read_match_wish(http::request const& asked, criteria_terms const& terms) {
    auto const limit = read_number(asked, "limit", 1, match_items_max);
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
