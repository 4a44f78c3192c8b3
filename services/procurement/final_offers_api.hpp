// The routes of a consultation's final offers. Owned by talentd's main; handlers may be called from
// any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/procurement/final_offers.hpp"

namespace talent::procurement {

class final_offers_api {
  public:
    final_offers_api(final_offer_service const& service, receipt_desk const& desk)
        : service_(service), desk_(desk) {}

    void add_routes(http::router& routes) const;

    http::work ask(http::request const& asked) const;
    http::work give(http::request const& asked) const;
    http::work open(http::request const& asked) const;
    http::work list(http::request const& asked) const;

  private:
    final_offer_service const& service_;
    receipt_desk const& desk_;
};

} // namespace talent::procurement
