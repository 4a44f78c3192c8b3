// The routes of remedies: decode, call the service in the work that the edge runs, encode. Owned by
// talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/remedies/service.hpp"

namespace talent::remedies {

class remedies_api {
  public:
    explicit remedies_api(remedies_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work file(http::request const& asked) const;
    http::work list_of_tender(http::request const& asked) const;
    http::work list_own(http::request const& asked) const;
    http::work read(http::request const& asked) const;
    http::work withdraw(http::request const& asked) const;
    http::work answer(http::request const& asked) const;
    http::work accept(http::request const& asked) const;
    http::work return_unexamined(http::request const& asked) const;
    http::work decide(http::request const& asked) const;

  private:
    remedies_service const& service_;
};

} // namespace talent::remedies
