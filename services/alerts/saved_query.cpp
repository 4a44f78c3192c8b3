#include "services/alerts/saved_query.hpp"

namespace talent::alerts {
namespace {

using market::search_field;
using texts = std::vector<std::string>;

static_assert(values_of_filter_max == market::filter_values_max);
static_assert(text_code_points_max == market::query_code_points_max);
static_assert(literal_parts_max == market::query_terms_max);

struct filter_member {
    search_field field;
    texts saved_search::*member;
};
constexpr filter_member filters[] = {
    {search_field::region, &saved_search::region},
    {search_field::occupation, &saved_search::occupation},
    {search_field::industry, &saved_search::industry},
    {search_field::skill, &saved_search::skill},
    {search_field::education, &saved_search::education},
    {search_field::experience, &saved_search::experience},
    {search_field::employment, &saved_search::employment},
    {search_field::organisation, &saved_search::organisation},
    {search_field::category, &saved_search::category},
    {search_field::stage, &saved_search::stage},
    {search_field::method, &saved_search::method},
    {search_field::progress, &saved_search::progress},
};
static_assert(std::size(filters) == market::search_field_count);

} // namespace

market::search_query query_of(saved_search const& one) {
    market::search_query made;
    made.kind = kind_of(one.kind);
    made.text = one.q;
    made.reading = {.interpreted = one.interpret, .as_typed = one.literal, .corrected = false};
    for (auto const& filter : filters)
        made.filter(filter.field) = one.*filter.member;
    made.pay_min = one.pay_min;
    made.pay_max = one.pay_max;
    return made;
}

standing_search standing(saved_search const& one, market::search_query checked) {
    return {.id = one.id,
            .organisation = one.organisation_id,
            .subject = one.subject_id,
            .name = one.name,
            .since = one.updated_at,
            .query = std::move(checked),
            .matches_of = one.matches_of,
            .score_min = static_cast<int>(one.score_min.value_or(0))};
}

} // namespace talent::alerts
