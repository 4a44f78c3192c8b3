// The use cases of delivery, from the contract to its payment. Each works on a unit of work that
// the edge has opened, on a database thread; other services see delivery through this header only.
// Owned by talentd's main; immutable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/session.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/delivery/ledger.hpp"
#include "services/delivery/model.hpp"
#include "services/procurement/service.hpp"

namespace talent::delivery {

class delivery_service {
  public:
    delivery_service(procurement::procurement_service const& procurement,
                     identity::directory const& known, calendar::working_days const& calendar)
        : procurement_(procurement), known_(known), calendar_(calendar) {}

    // Contracts: contracting.cpp.
    /// From an award, after its standstill; the award's lot is contracted in the same unit. The
    /// version is the award's.
    result<contract> make_contract(journal::unit_of_work& unit, uuid const& award_id,
                                   std::int64_t expected_version, contract_request wanted) const;
    result<contract> edit(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, json::value const& patch,
                          json::code_checker const& codes) const;
    /// By the actor's side. The second signature brings the contract into force: its milestones are
    /// scheduled and its accounts opened.
    result<contract> sign(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version) const;
    result<contract> terminate(journal::unit_of_work& unit, uuid const& id,
                               std::int64_t expected_version,
                               std::vector<std::string> reasons) const;
    /// Its parties', and the region's overseers'.
    result<contract> read_contract(db::session& sql, security::principal const& asker,
                                   uuid const& id) const;
    result<std::vector<contract>> list_contracts(db::session& sql, security::principal const& asker,
                                                 std::string_view after, int limit) const;

    // Milestones: performing.cpp. An acceptance opens the clock of payment and posts to the ledger;
    // that of the last milestone completes the contract.
    result<milestone> submit(journal::unit_of_work& unit, uuid const& id,
                             std::int64_t expected_version, milestone_submission const& sent) const;
    result<milestone> accept(journal::unit_of_work& unit, uuid const& id,
                             std::int64_t expected_version, full_acceptance const& decision) const;
    result<milestone> accept_partly(journal::unit_of_work& unit, uuid const& id,
                                    std::int64_t expected_version,
                                    partial_acceptance const& decision) const;
    result<milestone> reject(journal::unit_of_work& unit, uuid const& id,
                             std::int64_t expected_version, std::vector<std::string> reasons) const;
    result<milestone> read_milestone(db::session& sql, security::principal const& asker,
                                     uuid const& id) const;
    result<std::vector<milestone>> list_milestones(db::session& sql,
                                                   security::principal const& asker,
                                                   uuid const& contract_id) const;

    // Invoices, payments and the ledger: settling.cpp.
    result<invoice> issue_invoice(journal::unit_of_work& unit, uuid const& milestone_id,
                                  invoice wanted) const;
    result<invoice> read_invoice(db::session& sql, security::principal const& asker,
                                 uuid const& id) const;
    result<std::vector<invoice>> list_invoices(db::session& sql, security::principal const& asker,
                                               uuid const& contract_id, std::string_view after,
                                               int limit) const;
    result<payment> pay(journal::unit_of_work& unit, uuid const& invoice_id, payment wanted) const;
    result<std::vector<payment>> list_payments(db::session& sql, security::principal const& asker,
                                               uuid const& invoice_id, std::string_view after,
                                               int limit) const;
    /// The asker's own accounts, with their balances.
    std::vector<ledger_account> list_accounts(db::session& sql, security::principal const& asker,
                                              std::string_view after, int limit) const;
    result<std::vector<ledger_posting>> list_postings(db::session& sql,
                                                      security::principal const& asker,
                                                      uuid const& account_id,
                                                      std::string_view after, int limit) const;

  private:
    contract presented(contract one) const;
    supplier_role role_of(uuid const& supplier_id) const;
    void accept_amount(journal::unit_of_work& unit, contract const& of, milestone& changed,
                       money delta, std::string const& note) const;

    procurement::procurement_service const& procurement_;
    identity::directory const& known_;
    calendar::working_days const& calendar_;
};

/// The contract, where the asker is a party to it or oversees its region; else not_found.
result<contract> readable_contract(db::session& sql, security::principal const& asker,
                                   uuid const& id);

} // namespace talent::delivery
