// The route of the rules that tenders of a region keep to. Owned by talentd's main; handlers may be
// called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/procurement/methods.hpp"

namespace talent::procurement {

class methods_api {
  public:
    explicit methods_api(procurement_rules const& rules) : rules_(rules) {}

    void add_routes(http::router& routes) const;

    http::work list_rules(http::request const& asked) const;

  private:
    procurement_rules const& rules_;
};

} // namespace talent::procurement
