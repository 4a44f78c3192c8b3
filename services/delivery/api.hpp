// Delivery's routes: decode, call the service in the work that the edge runs, encode. Owned by
// talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/delivery/service.hpp"

namespace talent::delivery {

class delivery_api {
  public:
    explicit delivery_api(delivery_service const& service) : service_(service) {}

    void add_routes(http::router& routes) const;

    http::work make_contract(http::request const& asked) const;
    http::work list_contracts(http::request const& asked) const;
    http::work read_contract(http::request const& asked) const;
    http::work edit_contract(http::request const& asked) const;
    http::work sign_contract(http::request const& asked) const;
    http::work publish_contract(http::request const& asked) const;
    http::work file_contract(http::request const& asked) const;
    http::work suspend_contract(http::request const& asked) const;
    http::work resume_contract(http::request const& asked) const;
    http::work terminate_contract(http::request const& asked) const;

    http::work propose_amendment(http::request const& asked) const;
    http::work list_amendments(http::request const& asked) const;
    http::work read_amendment(http::request const& asked) const;
    http::work agree_to_amendment(http::request const& asked) const;
    http::work decline_amendment(http::request const& asked) const;
    http::work withdraw_amendment(http::request const& asked) const;

    http::work list_milestones(http::request const& asked) const;
    http::work read_milestone(http::request const& asked) const;
    http::work submit_milestone(http::request const& asked) const;
    http::work accept_milestone(http::request const& asked) const;
    http::work accept_milestone_partly(http::request const& asked) const;
    http::work reject_milestone(http::request const& asked) const;

    http::work release_retention(http::request const& asked) const;

    http::work issue_invoice(http::request const& asked) const;
    http::work list_invoices(http::request const& asked) const;
    http::work read_invoice(http::request const& asked) const;
    http::work make_payment(http::request const& asked) const;
    http::work list_payments(http::request const& asked) const;

    http::work dispute_invoice(http::request const& asked) const;
    http::work withdraw_dispute(http::request const& asked) const;
    http::work concede_dispute(http::request const& asked) const;
    http::work make_refund(http::request const& asked) const;
    http::work list_refunds(http::request const& asked) const;

    http::work list_accounts(http::request const& asked) const;
    http::work list_postings(http::request const& asked) const;
    http::work read_statement(http::request const& asked) const;
    http::work export_statement(http::request const& asked) const;
    http::work read_payment_statistics(http::request const& asked) const;

  private:
    delivery_service const& service_;
};

} // namespace talent::delivery
