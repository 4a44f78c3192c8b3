#include "services/market/statistics/statistics_api.hpp"

#include "common/http/response.hpp"
#include "common/security/token.hpp"
#include "services/market/statistics/gap_statistics.hpp"
#include "services/market/statistics/pay_statistics.hpp"
#include "services/market/statistics/statistics_reader.hpp"
#include "services/offerings/category.hpp"

namespace talent::market {
namespace {

using http::request;
using http::response;
using json::code_list;
using security::permission;

constexpr std::size_t etag_digits = 32; // of the body's SHA-256

constexpr http::query_parameter pay_parameters[] = {
    {"region", "Within this region.", code_list::region, true},
    {"occupation", "Within this occupation.", code_list::occupation, true},
    {"experience",
     "Demands that ask for as many years as this band has, named by its first: 0, 1, 3, 5 or 10.",
     code_list::none, true},
    {"from", "Published in this month or later: 2026-01, as the calendar is in Shanghai."},
    {"to", "Published in this month or earlier."},
    {"group", "One cell for each region, occupation, experience or month."},
    {"level",
     "With group=region (1 province, 2 city, 3 county) or group=occupation (1 to 4): the level of "
     "the cells. Left out: one below the filter."},
};

constexpr http::query_parameter gap_parameters[] = {
    {"region", "Within this region.", code_list::region, true},
    {"occupation", "Within this occupation.", code_list::occupation, true},
    {"region_level",
     "1 province, 2 city, 3 county: the level of the cells. Left out: one below the filter."},
    {"occupation_level", "1 to 4: the level of the cells. Left out: one below the filter."},
};

constexpr http::query_parameter service_gap_parameters[] = {
    {"region", "This region and those within it.", code_list::region, true},
    {"region_level",
     "1 province, 2 city, 3 county: down to this level. Left out: one below the filter."},
};

constexpr http::query_parameter trend_parameters[] = {
    {"region", "Demands within this region.", code_list::region, true},
    {"occupation", "Demands within this occupation.", code_list::occupation, true},
    {"months", "How many, the current one included: 1 to 120; 12 where left out."},
};

constexpr http::route<statistics_api> rows[] = {
    {http::method::get,
     "/v1/statistics/pay",
     permission::open,
     &statistics_api::pay,
     {.answer = &json::described<pay_statistics>::table,
      .query = pay_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "What live demands pay a month: P10, P25, P50, P75, P90 with their number, small "
                 "cells suppressed.",
      .lane = http::lane::query}},
    {http::method::get,
     "/v1/statistics/gaps",
     permission::open,
     &statistics_api::gaps,
     {.answer = &json::described<gap_statistics>::table,
      .query = gap_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "By region and occupation: live demands, their posts and how long they have been "
                 "open, and live supplies.",
      .lane = http::lane::query}},
    {http::method::get,
     "/v1/statistics/service_gaps",
     permission::open,
     &statistics_api::service_gaps,
     {.answer = &json::described<market::service_gaps>::table,
      .query = service_gap_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "By region and service category: live offerings and their providers, categories "
                 "that nobody sells included.",
      .lane = http::lane::query}},
    {http::method::get,
     "/v1/statistics/trends",
     permission::open,
     &statistics_api::trends,
     {.answer = &json::described<trend_statistics>::table,
      .query = trend_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "How many demands were published, filled, closed and withdrawn, month by month.",
      .lane = http::lane::query}},
};

// The same figures have the same tag, whatever process reckoned them.
template <class Statistics>
response encode(request const& asked, Statistics const& figures) {
    response made{.body = json::write_shown(figures)};
    made.header("ETag", "\"" + security::sha256_hex(made.body).substr(0, etag_digits) + "\"");
    made.header("Cache-Control", "public, max-age=" + std::to_string(statistics_seconds_kept));
    return http::unless_unchanged(asked, std::move(made));
}

} // namespace

http::work statistics_api::pay(request const& asked) const {
    statistics_reader reader(asked, index_.codes());
    pay_query query;
    query.filter.regions = reader.codes("region", code_list::region);
    query.filter.occupations = reader.codes("occupation", code_list::occupation);
    query.filter.experience = reader.experience();
    query.filter.from = reader.month_named("from");
    query.filter.to = reader.month_named("to");
    query.grouping = reader.grouping();
    query.level = reader.level(query.grouping, query.filter);
    if (query.filter.from && query.filter.to && *query.filter.to < *query.filter.from)
        reader.fail("to", "out_of_range", "The last month is before the first.");
    if (auto faults = reader.faults()) return *faults;
    return http::query_work{[this, asked, query = std::move(query)]() -> result<response> {
        return encode(asked, reckon_pay(index_, query, asked.received));
    }};
}

http::work statistics_api::gaps(request const& asked) const {
    statistics_reader reader(asked, index_.codes());
    gap_query query;
    query.regions = reader.codes("region", code_list::region);
    query.occupations = reader.codes("occupation", code_list::occupation);
    query.occupation_level =
        reader.level_of("occupation_level", code_list::occupation, query.occupations, 1);
    auto const columns = count_entries(index_.codes(), code_list::occupation,
                                       *query.occupation_level, query.occupations);
    query.region_level = reader.level_of("region_level", code_list::region, query.regions, columns);
    if (auto faults = reader.faults()) return *faults;
    return http::query_work{[this, asked, query = std::move(query)]() -> result<response> {
        return encode(asked, reckon_gaps(index_, query, asked.received));
    }};
}

http::work statistics_api::service_gaps(request const& asked) const {
    statistics_reader reader(asked, index_.codes());
    auto regions = reader.codes("region", code_list::region);
    auto const level = reader.level_of("region_level", code_list::region, regions,
                                       offerings::all_categories().size());
    if (auto faults = reader.faults()) return *faults;
    return http::query_work{
        [this, asked, regions = std::move(regions), level]() -> result<response> {
            return encode(asked, reckon_service_gaps(index_, regions, level, asked.received));
        }};
}

http::work statistics_api::trends(request const& asked) const {
    statistics_reader reader(asked, index_.codes());
    auto regions = reader.codes("region", code_list::region);
    auto occupations = reader.codes("occupation", code_list::occupation);
    auto const months =
        reader.whole_number("months", 1, trend_months_max).value_or(trend_months_default);
    if (auto faults = reader.faults()) return *faults;
    return http::query_work{[this, asked, regions = std::move(regions),
                             occupations = std::move(occupations), months]() -> result<response> {
        return encode(asked, history_.trends(regions, occupations, months, asked.received));
    }};
}

void add_statistics_routes(http::router& to, statistics_api const& api) {
    to.add(api, rows);
}

} // namespace talent::market
