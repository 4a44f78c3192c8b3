#include "services/market/api.hpp"

#include <algorithm>

#include "common/base/text.hpp"
#include "common/http/response.hpp"
#include "services/market/answers.hpp"
#include "services/market/matching/match_parameters.hpp"

namespace talent::market {
namespace {

using http::request;
using http::response;
using security::permission;

struct market_name {
    std::string_view plural;
    document_kind kind;
};
constexpr market_name market_names[] = {
    {"demands", document_kind::demand},
    {"supplies", document_kind::supply},
    {"offerings", document_kind::offering},
    {"tenders", document_kind::tender},
};

constexpr http::query_parameter search_parameters[] = {
    {"q",
     "Words, prefixes (java*) and Chinese phrases, all of which must be found: 200 characters and "
     "32 words at most."},
    {"interpret",
     "false: every word is searched as typed. Otherwise names of regions, occupations and skills "
     "also find what has their code or another name of theirs, and a word that nobody has finds "
     "the "
     "one that was meant; `interpretation` says which."},
    {"literal", "This part of q, as `interpretation` has it, is searched as typed.",
     json::code_list::none, true},
    {"region", "Within this region.", json::code_list::region, true},
    {"occupation", "Within this occupation.", json::code_list::occupation, true},
    {"industry", "Within this industry.", json::code_list::industry, true},
    {"skill", "With this skill.", json::code_list::skill, true},
    {"education", "Supplies: at least this level. Demands: open to this level.",
     json::code_list::none, true},
    {"experience", "Supplies: at least these years. Demands: open to these years.",
     json::code_list::none, true},
    {"employment", "Of this employment type.", json::code_list::none, true},
    {"organisation", "Of this organisation.", json::code_list::none, true},
    {"category", "Of this category.", json::code_list::none, true},
    {"stage", "At this stage of the chain of talent work.", json::code_list::none, true},
    {"method", "By this procurement method.", json::code_list::none, true},
    {"progress", "In this state of the procedure.", json::code_list::none, true},
    {"pay_min", "Pay, price or budget that reaches this many yuan."},
    {"pay_max", "Pay, price or budget that begins at no more than this many yuan."},
    {"published_since", "Published at this instant or later (RFC 3339)."},
    {"sort", "relevance, newest, pay_high or pay_low."},
    {"facets", "Fields to count, parted by commas."},
    {"highlight",
     "true: each item has `highlights`, where the words of q stand in its texts, as pieces that "
     "are matched or not."},
    {"limit", "Items on a page: 1 to 200."},
    {"cursor", "Where the page starts: `next` of the page before."},
};

constexpr http::query_parameter match_parameters[] = {
    {"limit", "Items in each of the two lists: 1 to 50."},
    weights_parameter,
};
constexpr http::query_parameter explain_parameters[] = {weights_parameter};

constexpr http::route<market_api> rows[] = {
    {http::method::get,
     "/v1/search/{market}",
     permission::open,
     &market_api::search,
     {.query = search_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "Searches published demands, supplies, offerings or tenders, with exact total and "
                 "facets.",
      .lane = http::lane::query}},
    {http::method::get,
     "/v1/demands/{id}/matches",
     permission::match_read,
     &market_api::demand_matches,
     {.query = match_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "The best supplies for a demand, each with its reasons.",
      .lane = http::lane::query}},
    {http::method::get,
     "/v1/supplies/{id}/matches",
     permission::match_read,
     &market_api::supply_matches,
     {.query = match_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "The best demands for a supply, each with its reasons.",
      .lane = http::lane::query}},
    {http::method::get,
     "/v1/demands/{id}/matches/{supply_id}",
     permission::match_read,
     &market_api::explain_demand_match,
     {.query = explain_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "Why a supply matches a demand, or why it is rejected.",
      .lane = http::lane::query}},
    {http::method::get,
     "/v1/supplies/{id}/matches/{demand_id}",
     permission::match_read,
     &market_api::explain_supply_match,
     {.query = explain_parameters,
      .body_bytes_max = http::body_bytes_none,
      .summary = "Why a demand matches a supply, or why it is rejected.",
      .lane = http::lane::query}},
};

std::optional<document_kind> kind_of_market(std::string_view plural) {
    auto const* const found = std::ranges::find(market_names, plural, &market_name::plural);
    if (found == std::end(market_names)) return std::nullopt;
    return found->kind;
}

std::vector<std::string> split_commas(std::string_view text) {
    std::vector<std::string> parts;
    while (true) {
        auto const comma = text.find(',');
        parts.emplace_back(text.substr(0, comma));
        if (comma == std::string_view::npos) return parts;
        text.remove_prefix(comma + 1);
    }
}

// Reads a search's parameters and notes every one that is wrong.
class search_reader {
  public:
    explicit search_reader(request const& asked) : asked_(asked) {}

    result<search_query> read(document_kind kind) {
        read_.kind = kind;
        read_.text = asked_.query_value("q").value_or("");
        read_reading();
        read_.home_region = asked_.principal.region;
        for (auto const& field : search_fields)
            read_.filter(field.field) = asked_.query_values(field.name);
        read_.pay_min = read_money("pay_min");
        read_.pay_max = read_money("pay_max");
        read_published_since();
        read_sort();
        read_facets();
        read_paging();
        read_.highlighted = read_flag("highlight", false);
        if (read_.highlighted && read_.limit > highlighted_items_max)
            fail("limit", "out_of_range", "With highlight=true the limit is 50 at most.");
        if (!faults_.errors.empty()) return faults_;
        return read_;
    }

  private:
    void fail(std::string_view name, std::string code, std::string detail) {
        faults_.errors.push_back({"?" + std::string(name), std::move(code), std::move(detail)});
    }

    std::optional<money> read_money(std::string_view name) {
        auto const text = asked_.query_value(name);
        if (!text) return std::nullopt;
        auto const amount = parse_money(*text);
        if (!amount || amount->fen < 0)
            fail(name, "malformed", "Yuan as digits, with up to two decimals.");
        return amount;
    }

    void read_published_since() {
        auto const text = asked_.query_value("published_since");
        if (!text) return;
        read_.published_since = parse_instant(*text);
        if (!read_.published_since)
            fail("published_since", "malformed", "An instant as RFC 3339 writes it.");
    }

    void read_reading() {
        read_.reading.interpreted = read_flag("interpret", true);
        read_.reading.as_typed = asked_.query_values("literal");
        if (read_.reading.as_typed.size() > query_terms_max) {
            fail("literal", "too_many",
                 "At most " + std::to_string(query_terms_max) + " parts of a text.");
        }
        for (auto const& part : read_.reading.as_typed) {
            if (count_code_points(part) <= query_code_points_max) continue;
            fail("literal", "too_long",
                 "At most " + std::to_string(query_code_points_max) + " characters.");
        }
    }

    bool read_flag(std::string_view name, bool where_left_out) {
        auto const text = asked_.query_value(name);
        if (!text) return where_left_out;
        if (text != "true" && text != "false") fail(name, "unknown_value", "true or false.");
        return text == "true";
    }

    void read_sort() {
        auto const name = asked_.query_value("sort");
        if (!name) return;
        auto const sort = sort_order_named(*name);
        if (!sort) fail("sort", "unknown_value", "relevance, newest, pay_high or pay_low.");
        read_.sort = sort.value_or(sort_order::relevance);
    }

    void read_facets() {
        for (auto const& text : asked_.query_values("facets")) {
            for (auto const& name : split_commas(text)) {
                auto const field = search_field_named(name);
                if (!field) {
                    fail("facets", "unknown_value", "A field that cannot be counted is named.");
                } else if (std::ranges::find(read_.facets, *field) == read_.facets.end()) {
                    read_.facets.push_back(*field);
                }
            }
        }
    }

    void read_paging() {
        auto paging = http::read_paging(asked_);
        if (!paging.has_value()) {
            auto const& errors = paging.error().errors;
            faults_.errors.insert(faults_.errors.end(), errors.begin(), errors.end());
            return;
        }
        read_.limit = paging.value().limit;
        read_.after = paging.value().after;
    }

    request const& asked_;
    search_query read_;
    problem faults_{.code = error_code::invalid_query, .detail = {}, .errors = {}};
};

response encode(request const& asked, search_query const& query, search_result const& found,
                vocabulary::catalogue const& codes) {
    bool const with_score = query.sort == sort_order::relevance && !query.text.empty();
    http::page page;
    for (auto const& item : found.items)
        page.items.push_back(
            write_item(item, {.score = with_score, .highlights = query.highlighted}));
    if (!found.next.empty()) page.next_cursor = http::make_cursor(found.next);
    page.more.emplace_back("total", std::to_string(found.total));
    page.more.emplace_back("interpretation", write_readings(found.read.readings));
    if (!query.facets.empty()) page.more.emplace_back("facets", write_facets(found.facets, codes));
    return http::page_response(asked, page);
}

} // namespace

http::work market_api::search(request const& asked) const {
    auto const kind = kind_of_market(asked.path_parameters.at(0));
    if (!kind) return refuse(error_code::not_found);
    TRY_WORK(auto query, search_reader(asked).read(*kind));
    return http::query_work{[this, asked, query = std::move(query)]() -> result<response> {
        TRY(auto found, service_.search(query, asked.received));
        return encode(asked, query, found, service_.index().catalogue());
    }};
}

http::work market_api::matches(request const& asked, side known) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto wanted, read_match_wish(asked, terms_of(listing_market())));
    return http::query_work{[this, known, id = *id, wanted = std::move(wanted),
                             asker = asked.principal, now = asked.received]() -> result<response> {
        auto const& market = listing_market();
        if (wanted.weights) {
            TRY(auto found,
                service_.match_weighed(asker, known, id, wanted.limit, *wanted.weights, now));
            return response{.body = write_matches(market, found)};
        }
        TRY(auto found, service_.match(asker, known, id, wanted.limit, now));
        return response{.body = write_matches(market, found)};
    }};
}

http::work market_api::explain_match(request const& asked, side known) const {
    auto const id = asked.path_id(0);
    auto const other = asked.path_id(1);
    if (!id || !other) return refuse(error_code::not_found);
    TRY_WORK(auto weights, read_weights(asked, terms_of(listing_market())));
    auto const need = known == side::need ? *id : *other;
    auto const offer = known == side::need ? *other : *id;
    return http::query_work{[this, known, need, offer, weights = std::move(weights),
                             asker = asked.principal, now = asked.received]() -> result<response> {
        if (weights) {
            TRY(auto why, service_.explain_weighed(asker, known, need, offer, *weights, now));
            return response{.body = write_explanation(terms_of(listing_market()), why)};
        }
        TRY(auto why, service_.explain(asker, known, need, offer, now));
        return response{.body = write_explanation(why)};
    }};
}

http::work market_api::demand_matches(request const& asked) const {
    return matches(asked, side::need);
}
http::work market_api::supply_matches(request const& asked) const {
    return matches(asked, side::offer);
}
http::work market_api::explain_demand_match(request const& asked) const {
    return explain_match(asked, side::need);
}
http::work market_api::explain_supply_match(request const& asked) const {
    return explain_match(asked, side::offer);
}

void add_market_routes(http::router& to, market_api const& api) {
    to.add(api, rows);
}

} // namespace talent::market
