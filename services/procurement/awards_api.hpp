// The routes of awards: the choice of a winner for a lot, and what becomes of it. Owned by
// talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {

class awards_api {
  public:
    explicit awards_api(procurement_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work award_tender(http::request const& asked) const;
    http::work declare_unsuccessful(http::request const& asked) const;
    http::work read_award(http::request const& asked) const;
    http::work decline_award(http::request const& asked) const;
    http::work fail_award(http::request const& asked) const;

  private:
    procurement_service const& service_;
};

} // namespace talent::procurement
