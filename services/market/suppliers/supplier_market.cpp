#include "services/market/suppliers/supplier_market.hpp"

#include "common/vocabulary/region_code.hpp"

namespace talent::market {
namespace {

using security::audience;
using security::principal;

std::int64_t published_ms(std::optional<instant> const& at) {
    return at ? to_milliseconds(*at) : 0;
}

bool may_see_agencies_of(principal const& asker, procurement::tender const& one) {
    bool const buys =
        asker.audience == audience::government_office && asker.organisation == one.buyer_id;
    bool const operates = asker.audience == audience::operator_group && asker.verified &&
                          vocabulary::is_region_within(one.region, asker.region);
    return buys || operates;
}

bool speaks_for(principal const& asker, uuid const& agency) {
    return asker.audience == audience::agency && asker.organisation == agency;
}

} // namespace

matched_services supplier_market::match_need(service_need const& need, match_wish const& wish,
                                             instant now) const {
    auto const suppliers = book_.suppliers();
    struct candidate {
        supplier const* seller;
        service_pointer service;
    };
    std::vector<candidate> all;
    for (auto const& seller : suppliers) {
        for (auto const& service : seller->services)
            all.push_back({seller.get(), service});
    }
    matched_services made;
    made.found = match_table(
        service_table(), wish, all.size(),
        [&](std::size_t i) { return pair_of(need, *all[i].seller, *all[i].service, now); },
        [&](std::size_t i) {
            auto const& one = all[i].service->one;
            return candidate_key{published_ms(one.published_at), one.id};
        });
    for (auto& each : all)
        made.of.push_back(std::move(each.service));
    return made;
}

result<matched_services> supplier_market::match_demand(principal const& asker, uuid const& demand,
                                                       match_wish const& wish, instant now) const {
    TRY(auto const known, market_.find_own(asker, side::need, demand, now));
    return match_need(need_of_demand(*known, index().catalogue()), wish, now);
}

result<weighed_explanation> supplier_market::explain_demand(principal const& asker,
                                                            uuid const& demand,
                                                            uuid const& offering,
                                                            std::optional<weighting> const& weights,
                                                            instant now) const {
    TRY(auto const known, market_.find_own(asker, side::need, demand, now));
    auto const need = need_of_demand(*known, index().catalogue());
    for (auto const& seller : book_.suppliers()) {
        if (!seller->is_agency()) continue; // a test organisation is not there for others
        for (auto const& service : seller->services) {
            if (service->one.id != offering) continue;
            return explain_one(service_table(), weights, pair_of(need, *seller, *service, now));
        }
    }
    return refuse(error_code::not_found);
}

// What a suspended organisation has published is not on the market.
tender_pointer supplier_market::find_tender(uuid const& id) const {
    return index().holds(document_kind::tender, id) ? book_.find_tender(id) : nullptr;
}

result<matched_agencies> supplier_market::match_tender(principal const& asker, uuid const& tender,
                                                       match_wish const& wish, instant now) const {
    auto const known = find_tender(tender);
    if (!known || !may_see_agencies_of(asker, known->one)) return refuse(error_code::not_found);
    matched_agencies made;
    made.of = book_.suppliers();
    made.found = match_table(
        tender_table(), wish, made.of.size(),
        [&](std::size_t i) { return pair_of(*known, *made.of[i], now); },
        [&](std::size_t i) {
            return candidate_key{0, made.of[i]->profile.id};
        });
    return made;
}

result<weighed_explanation> supplier_market::explain_tender(principal const& asker,
                                                            uuid const& tender, uuid const& agency,
                                                            std::optional<weighting> const& weights,
                                                            instant now) const {
    auto const known = find_tender(tender);
    auto const other = book_.find_supplier(agency);
    if (!known || !other || !other->is_agency()) return refuse(error_code::not_found);
    if (!may_see_agencies_of(asker, known->one) && !speaks_for(asker, agency))
        return refuse(error_code::not_found);
    return explain_one(tender_table(), weights, pair_of(*known, *other, now));
}

result<matched_tenders> supplier_market::match_agency(principal const& asker,
                                                      match_wish const& wish, instant now) const {
    auto const agency = book_.find_supplier(asker.organisation);
    if (!agency || !speaks_for(asker, asker.organisation))
        return refuse(error_code::forbidden, "Tenders are found for agencies.");
    matched_tenders made;
    for (auto const& each : book_.tenders()) {
        if (each->takes_bids(now) && index().holds(document_kind::tender, each->one.id))
            made.of.push_back(each);
    }
    made.found = match_table(
        tender_table(), wish, made.of.size(),
        [&](std::size_t i) { return pair_of(*made.of[i], *agency, now); },
        [&](std::size_t i) {
            auto const& one = made.of[i]->one;
            return candidate_key{published_ms(one.published_at), one.id};
        });
    return made;
}

} // namespace talent::market
