// All the SQL of delivery, on the session of the caller's unit of work. Stateless.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/delivery/ledger.hpp"
#include "services/delivery/model.hpp"

namespace talent::delivery::store {

inline constexpr std::string_view contracts_table = "contracts";
inline constexpr std::string_view milestones_table = "milestones";
inline constexpr std::string_view invoices_table = "invoices";
inline constexpr std::string_view payments_table = "payments";
inline constexpr std::string_view accounts_table = "ledger_accounts";
inline constexpr std::string_view postings_table = "ledger_postings";

// lock_…: until the unit ends, where the database needs it, so that two units never decide on one
// amount. A unit that locks several rows locks contract, milestone, invoice in this order.
std::optional<contract> find_contract(db::session& sql, uuid const& id);
std::optional<contract> lock_contract(db::session& sql, uuid const& id);
/// Of both sides, in order of id, after `after`.
std::vector<contract> list_contracts(db::session& sql, uuid const& party, std::string_view after,
                                     int limit);

std::optional<milestone> find_milestone(db::session& sql, uuid const& id);
std::optional<milestone> lock_milestone(db::session& sql, uuid const& id);
/// In order of the plan.
std::vector<milestone> list_milestones(db::session& sql, uuid const& contract_id);

std::optional<invoice> find_invoice(db::session& sql, uuid const& id);
std::optional<invoice> lock_invoice(db::session& sql, uuid const& id);
std::vector<invoice> list_invoices(db::session& sql, uuid const& contract_id,
                                   std::string_view after, int limit);

std::vector<payment> list_payments(db::session& sql, uuid const& invoice_id, std::string_view after,
                                   int limit);

std::optional<ledger_account> find_account(db::session& sql, uuid const& id);
std::vector<ledger_account> list_accounts_of_contract(db::session& sql, uuid const& contract_id);
std::vector<ledger_account> list_accounts(db::session& sql, uuid const& organisation_id,
                                          std::string_view after, int limit);
money balance_of(db::session& sql, uuid const& account_id);
std::vector<ledger_posting> list_postings(db::session& sql, uuid const& account_id,
                                          std::string_view after, int limit);

struct unbalanced_transaction {
    std::string transaction_id;
    money sum;
};
std::optional<unbalanced_transaction> find_unbalanced_transaction(db::session& sql);
/// One organisation's part of a transaction that does not sum to zero.
std::optional<unbalanced_transaction> find_unbalanced_book(db::session& sql);
money sum_of_ledger(db::session& sql);

} // namespace talent::delivery::store
