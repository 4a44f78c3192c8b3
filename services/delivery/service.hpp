// The use cases of delivery, from the contract to its payment. Each works on a unit of work that
// the edge has opened, on a database thread; other services see delivery through this header only.
// Owned by talentd's main; immutable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/session.hpp"
#include "common/journal/change.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/delivery/books.hpp"
#include "services/delivery/downstream.hpp"
#include "services/delivery/model.hpp"
#include "services/procurement/service.hpp"

namespace talent::delivery {

class delivery_service {
  public:
    delivery_service(procurement::procurement_service const& procurement,
                     identity::directory const& known, calendar::working_days const& calendar,
                     downstream below = {})
        : procurement_(procurement), known_(known), calendar_(calendar), below_(std::move(below)) {}

    // Contracts: contracting.cpp.
    /// From an award, after its standstill; the award's lot is contracted in the same unit. The
    /// version is the award's.
    result<contract> make_contract(journal::unit_of_work& unit, uuid const& award_id,
                                   std::int64_t expected_version, contract_request wanted) const;
    result<contract> edit(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, json::value const& patch,
                          json::code_checker const& codes) const;
    /// By the actor's side. The second signature brings the contract into force: its milestones are
    /// scheduled and its accounts opened. What is late is recorded in missed_clocks, not refused.
    result<contract> sign(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version) const;
    /// The text becomes public: the journal's entry is open to everybody.
    result<contract> publish(journal::unit_of_work& unit, uuid const& id,
                             std::int64_t expected_version) const;
    /// With the finance department.
    result<contract> file(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version) const;
    /// Until it resumes nothing is submitted or accepted; what was accepted is owed all the same.
    result<contract> suspend(journal::unit_of_work& unit, uuid const& id,
                             std::int64_t expected_version, std::vector<std::string> reasons) const;
    /// The days of the suspension are added to the dates of what is not accepted yet.
    result<contract> resume(journal::unit_of_work& unit, uuid const& id,
                            std::int64_t expected_version, std::vector<std::string> reasons) const;
    result<contract> terminate(journal::unit_of_work& unit, uuid const& id,
                               std::int64_t expected_version,
                               std::vector<std::string> reasons) const;
    /// Its parties', and the region's overseers'.
    result<contract> read_contract(db::session& sql, security::principal const& asker,
                                   uuid const& id) const;
    /// In that state, or any.
    result<std::vector<contract>> list_contracts(db::session& sql, security::principal const& asker,
                                                 std::optional<contract_state> state,
                                                 std::string_view after, int limit) const;
    /// For contracting: the contract of which the actor is the supplier, locked until the unit
    /// ends; else not_found.
    result<contract> lock_as_supplier(journal::unit_of_work& unit, uuid const& id) const;
    /// For contracting, which knows who acts: the contract, locked until the unit ends.
    result<contract> lock_above(journal::unit_of_work& unit, uuid const& id) const;
    /// award_suspended while a remedy about the award rests the contract too.
    result<void> check_not_held(journal::unit_of_work& unit, contract const& one) const {
        return procurement_.check_award_not_suspended(unit.sql(), one.award_id, unit.now());
    }

    // Amendments: amending.cpp.
    result<amendment> propose(journal::unit_of_work& unit, uuid const& contract_id,
                              amendment wanted) const;
    /// By the other side; the contract changes in the same unit.
    result<amendment> agree(journal::unit_of_work& unit, uuid const& id,
                            std::int64_t expected_version) const;
    result<amendment> decline(journal::unit_of_work& unit, uuid const& id,
                              std::int64_t expected_version,
                              std::vector<std::string> reasons) const;
    /// By the side that proposed it.
    result<amendment> withdraw(journal::unit_of_work& unit, uuid const& id,
                               std::int64_t expected_version) const;
    result<amendment> read_amendment(db::session& sql, security::principal const& asker,
                                     uuid const& id) const;
    /// All of a contract's (amendments_max at most), in their order, each with the text before it.
    result<std::vector<amendment>> list_amendments(db::session& sql,
                                                   security::principal const& asker,
                                                   uuid const& contract_id) const;

    // Milestones: performing.cpp. An acceptance opens the clock of payment and posts to the ledger;
    // that of the last milestone completes the contract. project_refused for what a general
    // contractor's work packages do not show, unless the buyer gives reasons (downstream.hpp).
    result<milestone> submit(journal::unit_of_work& unit, uuid const& id,
                             std::int64_t expected_version, milestone_submission const& sent) const;
    result<milestone> accept(journal::unit_of_work& unit, uuid const& id,
                             std::int64_t expected_version, full_acceptance const& decision) const;
    result<milestone> accept_partly(journal::unit_of_work& unit, uuid const& id,
                                    std::int64_t expected_version,
                                    partial_acceptance const& decision) const;
    result<milestone> reject(journal::unit_of_work& unit, uuid const& id,
                             std::int64_t expected_version, std::vector<std::string> reasons) const;
    /// What was held back, by either side, from the warranty's day on.
    result<milestone> release(journal::unit_of_work& unit, uuid const& id,
                              std::int64_t expected_version) const;
    result<milestone> read_milestone(db::session& sql, security::principal const& asker,
                                     uuid const& id) const;
    result<std::vector<milestone>> list_milestones(db::session& sql,
                                                   security::principal const& asker,
                                                   uuid const& contract_id) const;

    // Invoices, payments, disputes, refunds: settling.cpp. Invoices are read as of an instant, with
    // the interest owed at it.
    result<invoice> issue_invoice(journal::unit_of_work& unit, uuid const& milestone_id,
                                  invoice wanted) const;
    result<invoice> read_invoice(db::session& sql, security::principal const& asker, uuid const& id,
                                 instant now) const;
    result<std::vector<invoice>> list_invoices(db::session& sql, security::principal const& asker,
                                               uuid const& contract_id, std::string_view after,
                                               int limit, instant now) const;
    /// Of `wanted` the amount and the bank's reference; interest comes first.
    result<payment> pay(journal::unit_of_work& unit, uuid const& invoice_id, payment wanted) const;
    result<std::vector<payment>> list_payments(db::session& sql, security::principal const& asker,
                                               uuid const& invoice_id, std::string_view after,
                                               int limit) const;
    result<invoice> dispute_part(journal::unit_of_work& unit, uuid const& id,
                                 std::int64_t expected_version, dispute const& claim) const;
    result<invoice> withdraw_dispute(journal::unit_of_work& unit, uuid const& id,
                                     std::int64_t expected_version) const;
    result<invoice> concede(journal::unit_of_work& unit, uuid const& id,
                            std::int64_t expected_version, concession const& given) const;
    result<refund> refund_payment(journal::unit_of_work& unit, uuid const& invoice_id,
                                  refund wanted) const;
    result<std::vector<refund>> list_refunds(db::session& sql, security::principal const& asker,
                                             uuid const& invoice_id, std::string_view after,
                                             int limit) const;

    // The books: books.cpp. An organisation reads its own.
    /// The asker's own accounts, with their balances.
    std::vector<ledger_account> list_accounts(db::session& sql, security::principal const& asker,
                                              std::string_view after, int limit) const;
    result<std::vector<ledger_posting>> list_postings(db::session& sql,
                                                      security::principal const& asker,
                                                      uuid const& account_id,
                                                      std::string_view after, int limit) const;
    result<account_statement> statement(db::session& sql, security::principal const& asker,
                                        uuid const& account_id, period const& over) const;
    result<std::vector<statement_line>> statement_lines(db::session& sql,
                                                        security::principal const& asker,
                                                        uuid const& account_id, period const& over,
                                                        std::string_view after, int limit) const;
    /// Of a government office, for everybody; not_found for any other organisation.
    result<payment_statistics> payment_statistics_of(db::session& sql, uuid const& buyer_id,
                                                     period const& over, instant now) const;

  private:
    result<void> check_may_be_accepted(journal::unit_of_work& unit, contract const& of) const;
    /// What the packages showed, where the buyer accepts in spite of it.
    result<std::optional<work_shown>> check_downstream(journal::unit_of_work& unit,
                                                       contract const& of, money added,
                                                       std::vector<std::string> reasons) const;
    result<void> check_licences(journal::unit_of_work& unit, invoice const& to_pay,
                                contract const& of) const;
    contract presented(contract one) const;
    /// The terms of that buyer's contracts.
    term_calendar terms_of(uuid const& buyer_id) const {
        return {calendar_, known_.divisor_of(buyer_id)};
    }
    supplier_role role_of(uuid const& supplier_id) const;
    result<ledger_account> own_account(db::session& sql, security::principal const& asker,
                                       uuid const& id) const;

    // The row and its journal entry; the object as it is shown.
    result<contract> keep(journal::unit_of_work& unit, contract const& before, contract changed,
                          journal::change const& made) const;
    result<milestone> keep(journal::unit_of_work& unit, contract const& of, milestone const& before,
                           milestone changed, std::string_view happened) const;
    result<milestone> keep_accepted(journal::unit_of_work& unit, contract const& of,
                                    milestone const& before, accepted_milestone done,
                                    std::string_view happened) const;
    result<invoice> keep(journal::unit_of_work& unit, contract const& of, invoice const& before,
                         invoice changed, std::string_view happened) const;
    result<amendment> drop(journal::unit_of_work& unit, uuid const& id,
                           std::int64_t expected_version, amendment_command command,
                           std::vector<std::string> reasons) const;

    procurement::procurement_service const& procurement_;
    identity::directory const& known_;
    calendar::working_days const& calendar_;
    downstream below_;
};

} // namespace talent::delivery
