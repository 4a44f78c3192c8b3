// All the SQL of delivery, on the session of the caller's unit of work. Stateless.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/delivery/books.hpp"
#include "services/delivery/model.hpp"

namespace talent::delivery::store {

inline constexpr std::string_view contracts_table = "contracts";
inline constexpr std::string_view milestones_table = "milestones";
inline constexpr std::string_view amendments_table = "contract_amendments";
inline constexpr std::string_view refunds_table = "refunds";
inline constexpr std::string_view invoices_table = "invoices";
inline constexpr std::string_view payments_table = "payments";
inline constexpr std::string_view accounts_table = "ledger_accounts";
inline constexpr std::string_view postings_table = "ledger_postings";

// lock_…: until the unit ends, where the database needs it, so that two units never decide on one
// amount. A unit that locks several rows locks contract, milestone, invoice in this order.
std::optional<contract> find_contract(db::session& sql, uuid const& id);
std::optional<contract> lock_contract(db::session& sql, uuid const& id);
/// Of both sides, in order of id, after `after`.
std::vector<contract> list_contracts(db::session& sql, uuid const& party,
                                     std::optional<contract_state> state, std::string_view after,
                                     int limit);

std::optional<amendment> find_amendment(db::session& sql, uuid const& id);
std::optional<amendment> lock_amendment(db::session& sql, uuid const& id);
/// In the order in which they were proposed.
std::vector<amendment> list_amendments(db::session& sql, uuid const& contract_id);

std::optional<milestone> find_milestone(db::session& sql, uuid const& id);
std::optional<milestone> lock_milestone(db::session& sql, uuid const& id);
/// In order of the plan.
std::vector<milestone> list_milestones(db::session& sql, uuid const& contract_id);
std::vector<milestone> lock_milestones(db::session& sql, uuid const& contract_id);

std::optional<invoice> find_invoice(db::session& sql, uuid const& id);
std::optional<invoice> lock_invoice(db::session& sql, uuid const& id);
std::vector<invoice> list_invoices(db::session& sql, uuid const& contract_id,
                                   std::string_view after, int limit);

std::vector<payment> list_payments(db::session& sql, uuid const& invoice_id, std::string_view after,
                                   int limit);

std::vector<refund> list_refunds(db::session& sql, uuid const& invoice_id, std::string_view after,
                                 int limit);

/// By a buyer, over the period.
payment_sums sum_of_payments(db::session& sql, uuid const& buyer_id, period const& over);
/// Sets overdue_invoices and overdue of made.buyer_id at that instant.
void count_overdue(db::session& sql, instant now, payment_statistics& made);

std::optional<ledger_account> find_account(db::session& sql, uuid const& id);
std::vector<ledger_account> list_accounts_of_contract(db::session& sql, uuid const& contract_id);
std::vector<ledger_account> list_accounts(db::session& sql, uuid const& organisation_id,
                                          std::string_view after, int limit);
money balance_of(db::session& sql, uuid const& account_id);
std::vector<ledger_posting> list_postings(db::session& sql, uuid const& account_id,
                                          std::string_view after, int limit);

/// Of the period, in order of id, after `after`.
std::vector<ledger_posting> list_postings_in(db::session& sql, uuid const& account_id,
                                             period const& over, std::string_view after, int limit);
/// The balance after all that came before the period, and what of the period came up to `after`.
money balance_before(db::session& sql, uuid const& account_id, period const& over,
                     std::string_view after);
/// Sets the balances, sums and count of made.account_id.
void sum_up(db::session& sql, period const& over, account_statement& made);

struct unbalanced_transaction {
    std::string transaction_id;
    money sum;
};
std::optional<unbalanced_transaction> find_unbalanced_transaction(db::session& sql);
/// One organisation's part of a transaction that does not sum to zero.
std::optional<unbalanced_transaction> find_unbalanced_book(db::session& sql);
money sum_of_ledger(db::session& sql);

} // namespace talent::delivery::store
