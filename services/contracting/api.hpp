// Contracting's routes: decode, call the service in the work that the edge runs, encode. Owned by
// talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/contracting/service.hpp"

namespace talent::contracting {

class contracting_api {
  public:
    explicit contracting_api(contracting_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work plan_project(http::request const& asked) const;
    http::work list_projects(http::request const& asked) const;
    http::work read_project(http::request const& asked) const;
    http::work edit_project(http::request const& asked) const;
    http::work start_project(http::request const& asked) const;
    http::work complete_project(http::request const& asked) const;
    http::work abandon_project(http::request const& asked) const;
    http::work read_money(http::request const& asked) const;

    http::work plan_package(http::request const& asked) const;
    http::work list_packages(http::request const& asked) const;
    http::work read_package(http::request const& asked) const;
    http::work edit_package(http::request const& asked) const;
    http::work discard_package(http::request const& asked) const;
    http::work source_package(http::request const& asked) const;
    http::work reassign_package(http::request const& asked) const;
    http::work cancel_package(http::request const& asked) const;
    http::work deliver_package(http::request const& asked) const;
    http::work accept_package(http::request const& asked) const;
    http::work claim_package(http::request const& asked) const;
    http::work reject_package(http::request const& asked) const;
    http::work pay_package(http::request const& asked) const;
    http::work list_payments(http::request const& asked) const;

  private:
    contracting_service const& service_;
};

} // namespace talent::contracting
