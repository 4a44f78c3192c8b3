// The routes of exclusions: decode, call the service in the work that the edge runs, encode. Owned
// by talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/exclusions/service.hpp"

namespace talent::exclusions {

class exclusions_api {
  public:
    explicit exclusions_api(exclusions_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work propose(http::request const& asked) const;
    http::work list(http::request const& asked) const;
    http::work read(http::request const& asked) const;
    http::work defend(http::request const& asked) const;
    http::work decide(http::request const& asked) const;
    http::work lift(http::request const& asked) const;

  private:
    exclusions_service const& service_;
};

} // namespace talent::exclusions
