// The route of a person's duties. Owned by talentd's main; handlers may be called from any I/O
// thread.
#pragma once

#include "common/http/router.hpp"
#include "services/procurement/duties.hpp"

namespace talent::procurement {

class duties_api {
  public:
    explicit duties_api(duty_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work list(http::request const& asked) const;

  private:
    duty_service const& service_;
};

} // namespace talent::procurement
