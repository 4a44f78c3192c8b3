#include "services/market/service.hpp"

#include "common/vocabulary/region_code.hpp"
#include "services/market/index/text_terms.hpp"

namespace talent::market {
namespace {

document_kind kind_of(side known) {
    auto const& market = listing_market();
    return known == side::need ? market.need : market.offer;
}

template <class E>
bool names_one(std::string const& value) {
    return json::enumerator_named<E>(value).has_value();
}

bool is_known_value(vocabulary::catalogue const& codes, search_field_definition const& field,
                    std::string const& value) {
    switch (field.field) {
        case search_field::region:
        case search_field::occupation:
        case search_field::industry:
        case search_field::skill:
            return codes.known(field.list, value);
        case search_field::education:
        case search_field::experience:
            return rank_of(field.field, value).has_value();
        case search_field::employment:
            return names_one<listings::employment_type>(value);
        case search_field::organisation:
            return parse_uuid(value).has_value();
        case search_field::category:
            return names_one<offerings::service_category>(value);
        case search_field::stage:
            return names_one<offerings::chain_stage>(value);
        case search_field::method:
            return names_one<procurement::procurement_method>(value);
        case search_field::progress:
            return names_one<procurement::tender_state>(value);
    }
    return false;
}

void check_filter(vocabulary::catalogue const& codes, search_field_definition const& field,
                  std::vector<std::string> const& values, problem& faults) {
    auto const fail = [&](std::string code, std::string detail) {
        faults.errors.push_back(
            {"?" + std::string(field.name), std::move(code), std::move(detail)});
    };
    if (values.size() > filter_values_max) {
        fail("too_many", "At most " + std::to_string(filter_values_max) + " values.");
        return;
    }
    for (auto const& value : values) {
        if (is_known_value(codes, field, value)) continue;
        field.shape == field_shape::tree ? fail("unknown_code", "There is no such code.")
                                         : fail("unknown_value", "This is no value of the field.");
        return;
    }
}

// A document id as its canonical text, in whatever case it came.
void normalise_organisations(std::vector<std::string>& values) {
    for (auto& value : values) {
        if (auto const id = parse_uuid(value)) value = to_string(*id);
    }
}

bool lies_within(document const& one, std::string_view region) {
    return std::any_of(one.regions.begin(), one.regions.end(), [&](std::string const& each) {
        return vocabulary::is_region_within(each, region);
    });
}

} // namespace

std::optional<market_service::published_body> market_service::read_published(document_kind kind,
                                                                             uuid const& id,
                                                                             instant now) const {
    auto const held = index_.find(kind, id);
    if (!held || !is_live(*held, now)) return std::nullopt;
    // Shares the document's ownership: the body is not copied.
    return published_body{std::shared_ptr<std::string const>(held, &held->shown), held->version,
                          held->scoped};
}

result<search_query> market_service::check(search_query query) const {
    problem faults{.code = error_code::invalid_query, .detail = {}, .errors = {}};
    for (auto const& field : search_fields) {
        check_filter(index_.catalogue(), field, query.filter(field.field), faults);
    }
    if (query.pay_min && query.pay_max && *query.pay_min > *query.pay_max) {
        faults.errors.push_back({"?pay_min", "out_of_range", "pay_min is above pay_max."});
    }
    auto const terms = terms_of_query(query.text);
    if (!terms.has_value()) {
        auto const& errors = terms.error().errors;
        faults.errors.insert(faults.errors.end(), errors.begin(), errors.end());
    }
    if (!faults.errors.empty()) return faults;
    normalise_organisations(query.filter(search_field::organisation));
    return query;
}

result<search_result> market_service::search(search_query const& query, instant now) const {
    TRY(auto const checked, check(query));
    return market::search(index_, checked, now);
}

result<void> market_service::check_owner(security::principal const& asker, side known,
                                         uuid const& id) const {
    auto const held = index_.find(kind_of(known), id);
    if (!held) return refuse(error_code::not_found);
    bool const own = !asker.organisation.is_nil() && asker.organisation == held->organisation;
    bool const about_asker = known == side::offer && !asker.subject.is_nil() && asker.subject == id;
    bool const operates = asker.audience == security::audience::operator_group && asker.verified &&
                          lies_within(*held, asker.region);
    if (asker.audience == security::audience::talent ? about_asker : own || operates)
        return success();
    return refuse(error_code::not_found);
}

result<std::shared_ptr<document const>> market_service::find_own(security::principal const& asker,
                                                                 side known, uuid const& id,
                                                                 instant now) const {
    TRY(check_owner(asker, known, id));
    auto held = index_.find(kind_of(known), id);
    if (!held || !is_live(*held, now)) return refuse(error_code::not_found);
    return held;
}

result<match_result> market_service::match(security::principal const& asker, side known,
                                           uuid const& id, int limit, instant now) const {
    TRY(check_owner(asker, known, id));
    auto found = market::match(index_, listing_market(), known, id, limit, now);
    if (!found) return refuse(error_code::not_found);
    return std::move(*found);
}

result<weighed_result> market_service::match_weighed(security::principal const& asker, side known,
                                                     uuid const& id, int limit,
                                                     weighting const& weights, instant now) const {
    TRY(check_owner(asker, known, id));
    auto found = market::match_weighed(index_, listing_market(), known, id, limit, weights, now);
    if (!found) return refuse(error_code::not_found);
    return std::move(*found);
}

result<explanation> market_service::explain(security::principal const& asker, side known,
                                            uuid const& need, uuid const& offer,
                                            instant now) const {
    TRY(auto found,
        explain_weighed(asker, known, need, offer, standard_weighting(listing_market()), now));
    return std::move(found.why);
}

result<weighed_explanation> market_service::explain_weighed(security::principal const& asker,
                                                            side known, uuid const& need,
                                                            uuid const& offer,
                                                            weighting const& weights,
                                                            instant now) const {
    TRY(check_owner(asker, known, known == side::need ? need : offer));
    auto found = market::explain_weighed(index_, listing_market(), need, offer, weights, now);
    if (!found) return refuse(error_code::not_found);
    return std::move(*found);
}

} // namespace talent::market
