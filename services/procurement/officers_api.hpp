// The routes of officers' keys, of a tender's key and of its opening. Owned by talentd's main;
// handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/procurement/officers.hpp"

namespace talent::procurement {

class officer_api {
  public:
    explicit officer_api(officer_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work register_key(http::request const& asked) const;
    http::work list_keys(http::request const& asked) const;
    http::work read_key(http::request const& asked) const;
    http::work retire_key(http::request const& asked) const;

    http::work name_officers(http::request const& asked) const;
    http::work read_tender_key(http::request const& asked) const;
    http::work read_share(http::request const& asked) const;
    http::work release_share(http::request const& asked) const;
    http::work read_opening(http::request const& asked) const;

  private:
    officer_service const& service_;
};

} // namespace talent::procurement
