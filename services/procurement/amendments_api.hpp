// The routes of amendments: decode, call the service in the work that the edge runs, encode. Owned
// by talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/procurement/amendments.hpp"

namespace talent::procurement {

class amendments_api {
  public:
    explicit amendments_api(amendment_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work amend(http::request const& asked) const;
    http::work extend(http::request const& asked) const;
    http::work list(http::request const& asked) const;
    http::work confirm_bid(http::request const& asked) const;

  private:
    amendment_service const& service_;
};

} // namespace talent::procurement
