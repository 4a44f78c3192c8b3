// The routes of matching with agencies and their services: decodes queries, leaves the work to
// supplier_market on a query thread, encodes answers. Owned by talentd's main; stateless, any
// thread.
#pragma once

#include "common/http/route.hpp"
#include "common/http/router.hpp"
#include "services/market/suppliers/supplier_market.hpp"

namespace talent::market {

class supplier_api {
  public:
    explicit supplier_api(supplier_market const& market) : market_(market) {}

    http::work need_offerings(http::request const& asked) const;
    http::work demand_offerings(http::request const& asked) const;
    http::work explain_demand_offering(http::request const& asked) const;
    http::work tender_agencies(http::request const& asked) const;
    http::work explain_tender_agency(http::request const& asked) const;
    http::work agency_tenders(http::request const& asked) const;

  private:
    supplier_market const& market_;
};

void add_supplier_routes(http::router& to, supplier_api const& api);

} // namespace talent::market
