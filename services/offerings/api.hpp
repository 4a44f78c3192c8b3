// The routes of offerings, orders and reviews: decode, call the service in the work that the edge
// runs, encode. Owned by talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/offerings/service.hpp"

namespace talent::offerings {

class offerings_api {
  public:
    explicit offerings_api(offerings_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work draft_offering(http::request const& asked) const;
    http::work import_offerings(http::request const& asked) const;
    http::work list_offerings(http::request const& asked) const;
    http::work read_offering(http::request const& asked) const;
    http::work edit_offering(http::request const& asked) const;
    http::work discard_offering(http::request const& asked) const;
    http::work publish_offering(http::request const& asked) const;
    http::work withdraw_offering(http::request const& asked) const;
    http::work suspend_offering(http::request const& asked) const;
    http::work reinstate_offering(http::request const& asked) const;

    http::work place_order(http::request const& asked) const;
    http::work list_orders(http::request const& asked) const;
    http::work read_order(http::request const& asked) const;
    http::work accept_order(http::request const& asked) const;
    http::work confirm_order(http::request const& asked) const;
    http::work decline_order(http::request const& asked) const;
    http::work withdraw_order(http::request const& asked) const;
    http::work deliver_order(http::request const& asked) const;
    http::work accept_delivery(http::request const& asked) const;
    http::work dispute_order(http::request const& asked) const;
    http::work close_order(http::request const& asked) const;

    http::work write_review(http::request const& asked) const;
    http::work list_reviews_of_order(http::request const& asked) const;
    http::work list_reviews_of_organisation(http::request const& asked) const;

  private:
    using reasoned_step = result<order> (offerings_service::*)(journal::unit_of_work&, uuid const&,
                                                               std::int64_t,
                                                               std::string const&) const;

    http::work command(http::request const& asked, offering_command wanted) const;
    http::work with_reason(http::request const& asked, reasoned_step wanted) const;

    offerings_service const& service_;
};

} // namespace talent::offerings
