// Procurement's routes: decode, call the service in the work that the edge runs, encode. Owned by
// talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {

class procurement_api {
  public:
    explicit procurement_api(procurement_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work draft_tender(http::request const& asked) const;
    http::work list_tenders(http::request const& asked) const;
    http::work read_tender(http::request const& asked) const;
    http::work edit_tender(http::request const& asked) const;
    http::work publish_tender(http::request const& asked) const;
    http::work cancel_tender(http::request const& asked) const;
    http::work proceed_with_fewer(http::request const& asked) const;

    http::work list_bids_of_tender(http::request const& asked) const;
    http::work list_own_bids(http::request const& asked) const;
    http::work read_bid(http::request const& asked) const;
    http::work withdraw_bid(http::request const& asked) const;
    http::work justify_bid(http::request const& asked) const;
    http::work disqualify_bid(http::request const& asked) const;

    http::work open_tender(http::request const& asked) const;
    http::work evaluate_tender(http::request const& asked) const;

  private:
    procurement_service const& service_;
};

} // namespace talent::procurement
