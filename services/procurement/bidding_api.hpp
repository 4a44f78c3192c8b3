// The routes by which bids arrive and are vouched for: submission, receipts, published hashes.
// Owned by talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {

class bidding_api {
  public:
    bidding_api(procurement_service const& service, receipt_desk const& desk)
        : service_(service), desk_(desk) {}

    void add_routes(http::router& routes) const;

    http::work submit_bid(http::request const& asked) const;
    http::work read_receipt(http::request const& asked) const;
    http::work list_hashes(http::request const& asked) const;

  private:
    procurement_service const& service_;
    receipt_desk const& desk_;
};

} // namespace talent::procurement
