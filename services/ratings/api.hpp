// The routes of ratings and appeals: decode, call the service in the work that the edge runs,
// encode. Owned by talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/ratings/service.hpp"

namespace talent::ratings {

class ratings_api {
  public:
    explicit ratings_api(ratings_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work write(http::request const& asked) const;
    http::work list_of_package(http::request const& asked) const;
    http::work read(http::request const& asked) const;
    http::work edit(http::request const& asked) const;
    http::work read_record(http::request const& asked) const;
    http::work file(http::request const& asked) const;
    http::work list_appeals(http::request const& asked) const;
    http::work read_appeal(http::request const& asked) const;
    http::work open(http::request const& asked) const;
    http::work decide(http::request const& asked) const;
    http::work withdraw(http::request const& asked) const;

  private:
    ratings_service const& service_;
};

} // namespace talent::ratings
