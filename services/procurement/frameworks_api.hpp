// The routes of framework agreements: decode,
// call the service in the work that the edge runs, encode. Owned by talentd's main; handlers may be
// called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/procurement/frameworks.hpp"

namespace talent::procurement {

class frameworks_api {
  public:
    explicit frameworks_api(framework_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work establish(http::request const& asked) const;
    http::work list(http::request const& asked) const;
    http::work read(http::request const& asked) const;
    http::work terminate(http::request const& asked) const;

  private:
    framework_service const& service_;
};

} // namespace talent::procurement
