// The use cases of matching with agencies and their services: what is offered for a need or a
// demand, who fits a tender, and which tenders fit an agency. Holds no state of its own; index and
// book must outlive it. Any thread; belongs on a query thread.
#pragma once

#include "common/base/result.hpp"
#include "common/security/principal.hpp"
#include "services/market/service.hpp"
#include "services/market/suppliers/service_need.hpp"
#include "services/market/suppliers/tender_fit.hpp"

namespace talent::market {

/// `of[item.candidate]` is what the item is about.
struct matched_services {
    std::vector<service_pointer> of;
    table_result found;
};
struct matched_agencies {
    std::vector<supplier_pointer> of;
    table_result found;
};
struct matched_tenders {
    std::vector<tender_pointer> of;
    table_result found;
};

class supplier_market {
  public:
    supplier_market(market_service const& market, supplier_book const& book)
        : market_(market), book_(book) {}

    matched_services match_need(service_need const& need, match_wish const& wish,
                                instant now) const;
    /// Whoever may ask for the demand's matches may ask this; for all others, and where it is not
    /// published: not_found.
    result<matched_services> match_demand(security::principal const& asker, uuid const& demand,
                                          match_wish const& wish, instant now) const;
    /// Why an offering would help a demand, or why not.
    result<weighed_explanation> explain_demand(security::principal const& asker, uuid const& demand,
                                               uuid const& offering,
                                               std::optional<weighting> const& weights,
                                               instant now) const;

    /// Of a tender that was published. Its buyer and an operator of its region may ask; for all
    /// others: not_found.
    result<matched_agencies> match_tender(security::principal const& asker, uuid const& tender,
                                          match_wish const& wish, instant now) const;
    /// Whoever may ask for all may ask this, and the agency about itself.
    result<weighed_explanation> explain_tender(security::principal const& asker, uuid const& tender,
                                               uuid const& agency,
                                               std::optional<weighting> const& weights,
                                               instant now) const;
    /// Of the tenders that take bids, those that fit the asker; forbidden to all but agencies.
    result<matched_tenders> match_agency(security::principal const& asker, match_wish const& wish,
                                         instant now) const;

    market_index const& index() const { return market_.index(); }

  private:
    tender_pointer find_tender(uuid const& id) const;

    market_service const& market_;
    supplier_book const& book_;
};

} // namespace talent::market
