#include "services/market/suppliers/supplier_api.hpp"

#include "common/base/text.hpp"
#include "common/http/query.hpp"
#include "common/http/response.hpp"
#include "services/market/answers.hpp"
#include "services/market/matching/match_parameters.hpp"
#include "services/market/suppliers/supplier_answers.hpp"

namespace talent::market {
namespace {

using http::request;
using http::response;
using security::permission;

constexpr http::query_parameter limit_parameter{"limit", "Items: 1 to 50."};

constexpr http::query_parameter match_parameters[] = {limit_parameter, weights_parameter};
constexpr http::query_parameter explain_parameters[] = {weights_parameter};
constexpr http::query_parameter need_parameters[] = {
    {"q", "Words of what is needed: 200 characters at most."},
    {"category", "Of one of these categories.", json::code_list::none, true},
    {"stage", "At this stage of the chain of talent work."},
    {"region", "Where it is needed.", json::code_list::region},
    {"budget", "Yuan for the service, or for one head of it."},
    {"response_hours", "Answered within so many hours: 1 to 720."},
    {"delivery_days", "Delivered within so many working days: 1 to 1000."},
    limit_parameter,
    weights_parameter,
};

constexpr http::route<supplier_api> rows[] = {
    {http::method::get,
     "/v1/offerings/matches",
     permission::match_read,
     &supplier_api::need_offerings,
     {.query = need_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "The best offerings for a need, each with its reasons.",
      .lane = http::lane::query}},
    {http::method::get,
     "/v1/demands/{id}/offerings",
     permission::match_read,
     &supplier_api::demand_offerings,
     {.query = match_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "The offerings that would help to fill a demand, each with its reasons.",
      .lane = http::lane::query}},
    {http::method::get,
     "/v1/demands/{id}/offerings/{offering_id}",
     permission::match_read,
     &supplier_api::explain_demand_offering,
     {.query = explain_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "Why an offering would help to fill a demand, or why not.",
      .lane = http::lane::query}},
    {http::method::get,
     "/v1/tenders/matches",
     permission::match_read,
     &supplier_api::agency_tenders,
     {.query = match_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "The tenders that take bids and fit one's own agency, each with its reasons.",
      .lane = http::lane::query}},
    {http::method::get,
     "/v1/tenders/{id}/matches",
     permission::match_read,
     &supplier_api::tender_agencies,
     {.query = match_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "The agencies that fit a published tender, each with its reasons.",
      .lane = http::lane::query}},
    {http::method::get,
     "/v1/tenders/{id}/matches/{organisation_id}",
     permission::match_read,
     &supplier_api::explain_tender_agency,
     {.query = explain_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "Why an agency fits a published tender, or why it is rejected.",
      .lane = http::lane::query}},
};

// Reads what is needed and notes everything that is wrong.
class need_reader {
  public:
    need_reader(request const& asked, vocabulary::catalogue const& codes)
        : asked_(asked), codes_(codes) {}

    struct reading {
        service_need need;
        match_wish wish;
    };
    result<reading> read(result<match_wish> wish) {
        read_text();
        read_categories();
        read_stage();
        read_region();
        read_budget();
        need_.response_hours = number("response_hours", offerings::response_hours_max);
        need_.delivery_days = number("delivery_days", offerings::delivery_working_days_max);
        append_errors(wish, faults_);
        if (!wish.has_value() || !faults_.errors.empty()) return std::move(faults_);
        return reading{std::move(need_), std::move(wish).value()};
    }

  private:
    void fail(std::string_view name, std::string code, std::string detail) {
        faults_.errors.push_back({"?" + std::string(name), std::move(code), std::move(detail)});
    }

    void read_text() {
        auto const text = asked_.query_value("q").value_or("");
        if (count_code_points(text) > query_code_points_max) {
            fail("q", "too_long",
                 "At most " + std::to_string(query_code_points_max) + " characters.");
        } else {
            need_.words.append(text);
        }
    }

    void read_categories() {
        auto const names = asked_.query_values("category");
        auto const categories_max = offerings::all_categories().size();
        if (names.size() > categories_max)
            return fail("category", "too_many",
                        "At most " + std::to_string(categories_max) + " values.");
        for (auto const& name : names) {
            auto const one = json::enumerator_named<offerings::service_category>(name);
            if (!one) return fail("category", "unknown_value", "This is no value of the field.");
            need_.categories.push_back({*one, 100});
        }
    }

    void read_stage() {
        auto const name = asked_.query_value("stage");
        if (!name) return;
        need_.stage = json::enumerator_named<offerings::chain_stage>(*name);
        if (!need_.stage) fail("stage", "unknown_value", "This is no value of the field.");
    }

    void read_region() {
        need_.region = asked_.query_value("region").value_or("");
        if (need_.region.empty() || codes_.known(json::code_list::region, need_.region)) return;
        fail("region", "unknown_code", "There is no such code.");
    }

    void read_budget() {
        auto const text = asked_.query_value("budget");
        if (!text) return;
        need_.budget = parse_money(*text);
        if (!need_.budget || need_.budget->fen < 0)
            fail("budget", "malformed", "Yuan as digits, with up to two decimals.");
    }

    std::optional<std::int64_t> number(std::string_view name, std::int64_t most) {
        auto const read = http::read_number(asked_, name, 1, most);
        append_errors(read, faults_);
        return read.has_value() ? read.value() : std::nullopt;
    }

    request const& asked_;
    vocabulary::catalogue const& codes_;
    service_need need_;
    problem faults_{.code = error_code::invalid_query, .detail = {}, .errors = {}};
};

// By weights of one's own with these, and what the standard ones would give.
response explained(criteria_terms const& terms, weighed_explanation const& one, bool weighed) {
    return {.body = weighed ? write_explanation(terms, one) : write_explanation(one.why)};
}

} // namespace

http::work supplier_api::need_offerings(request const& asked) const {
    TRY_WORK(auto read, need_reader(asked, market_.index().catalogue())
                            .read(read_match_wish(asked, terms_of(service_table()))));
    return http::query_work{
        [this, read = std::move(read), now = asked.received]() -> result<response> {
            return response{.body = write_matches(market_.match_need(read.need, read.wish, now))};
        }};
}

http::work supplier_api::demand_offerings(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto wish, read_match_wish(asked, terms_of(service_table())));
    return http::query_work{[this, id = *id, wish = std::move(wish), asker = asked.principal,
                             now = asked.received]() -> result<response> {
        TRY(auto const found, market_.match_demand(asker, id, wish, now));
        return response{.body = write_matches(found)};
    }};
}

http::work supplier_api::explain_demand_offering(request const& asked) const {
    auto const id = asked.path_id(0);
    auto const offering = asked.path_id(1);
    if (!id || !offering) return refuse(error_code::not_found);
    TRY_WORK(auto weights, read_weights(asked, terms_of(service_table())));
    return http::query_work{[this, id = *id, offering = *offering, weights = std::move(weights),
                             asker = asked.principal, now = asked.received]() -> result<response> {
        TRY(auto const why, market_.explain_demand(asker, id, offering, weights, now));
        return explained(terms_of(service_table()), why, weights.has_value());
    }};
}

http::work supplier_api::tender_agencies(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto wish, read_match_wish(asked, terms_of(tender_table())));
    return http::query_work{[this, id = *id, wish = std::move(wish), asker = asked.principal,
                             now = asked.received]() -> result<response> {
        TRY(auto const found, market_.match_tender(asker, id, wish, now));
        return response{.body = write_matches(found)};
    }};
}

http::work supplier_api::explain_tender_agency(request const& asked) const {
    auto const id = asked.path_id(0);
    auto const agency = asked.path_id(1);
    if (!id || !agency) return refuse(error_code::not_found);
    TRY_WORK(auto weights, read_weights(asked, terms_of(tender_table())));
    return http::query_work{[this, id = *id, agency = *agency, weights = std::move(weights),
                             asker = asked.principal, now = asked.received]() -> result<response> {
        TRY(auto const why, market_.explain_tender(asker, id, agency, weights, now));
        return explained(terms_of(tender_table()), why, weights.has_value());
    }};
}

http::work supplier_api::agency_tenders(request const& asked) const {
    TRY_WORK(auto wish, read_match_wish(asked, terms_of(tender_table())));
    return http::query_work{[this, wish = std::move(wish), asker = asked.principal,
                             now = asked.received]() -> result<response> {
        TRY(auto const found, market_.match_agency(asker, wish, now));
        return response{.body = write_matches(found)};
    }};
}

void add_supplier_routes(http::router& to, supplier_api const& api) {
    to.add(api, rows);
}

} // namespace talent::market
