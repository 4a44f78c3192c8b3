#include "services/delivery/store.hpp"

#include <limits>

#include "common/calendar/working_days.hpp"
#include "common/db/filter.hpp"
#include "common/db/record.hpp"

namespace talent::delivery::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view of_party =
    "WHERE (buyer_id = :p1 OR supplier_id = :p2) AND (:p3 = '' OR state = :p4) AND id > :p5"
    " ORDER BY id LIMIT :p6";
constexpr std::string_view of_contract_by_place = "WHERE contract_id = :p1 ORDER BY place";
constexpr std::string_view of_contract_paged =
    "WHERE contract_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view of_invoice_paged =
    "WHERE invoice_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view of_contract = "WHERE contract_id = :p1 ORDER BY id";
constexpr std::string_view of_organisation_paged =
    "WHERE organisation_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view of_account_paged =
    "WHERE account_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";

constexpr std::string_view of_account_in_period =
    "WHERE account_id = :p1 AND at >= :p2 AND at < :p3 AND id > :p4 ORDER BY id LIMIT :p5";

// Whole yuan, so that no office's sum of amounts times days leaves 64 bits.
constexpr std::string_view sums_of_buyer =
    "SELECT COUNT(*), CAST(COALESCE(SUM(principal_amount), 0) AS SIGNED), "
    "CAST(COALESCE(SUM(interest_amount), 0) AS SIGNED), "
    "CAST(COALESCE(SUM(days_to_pay), 0) AS SIGNED), "
    "CAST(COALESCE(SUM(CAST((principal_amount - principal_amount % 100) / 100 AS SIGNED) * "
    "days_to_pay), 0) AS SIGNED), "
    "CAST(COALESCE(SUM(CAST((principal_amount - principal_amount % 100) / 100 AS SIGNED)), 0) AS "
    "SIGNED), "
    "CAST(COALESCE(SUM(CASE WHEN days_late > 0 THEN 1 ELSE 0 END), 0) AS SIGNED), "
    "CAST(COALESCE(SUM(CASE WHEN days_late > 0 THEN principal_amount ELSE 0 END), 0) AS SIGNED) "
    "FROM payments WHERE buyer_id = :p1 AND created_at >= :p2 AND created_at < :p3";
constexpr std::string_view overdue_of_buyer =
    "SELECT COUNT(*), CAST(COALESCE(SUM(amount - paid_amount - disputed_amount - "
    "conceded_amount), 0) AS SIGNED) FROM invoices WHERE buyer_id = :p1 AND overdue_from <= :p2";
constexpr std::string_view sum_before_period =
    "SELECT CAST(COALESCE(SUM(amount), 0) AS SIGNED) FROM ledger_postings "
    "WHERE account_id = :p1 AND at < :p2";
constexpr std::string_view sum_of_period_up_to =
    "SELECT CAST(COALESCE(SUM(amount), 0) AS SIGNED) FROM ledger_postings "
    "WHERE account_id = :p1 AND at >= :p2 AND at < :p3 AND id <= :p4";
constexpr std::string_view sums_of_period =
    "SELECT COUNT(*), "
    "CAST(COALESCE(SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END), 0) AS SIGNED), "
    "CAST(COALESCE(SUM(CASE WHEN amount < 0 THEN amount ELSE 0 END), 0) AS SIGNED) "
    "FROM ledger_postings WHERE account_id = :p1 AND at >= :p2 AND at < :p3";

// MariaDB sums integers to a DECIMAL, which is read as a double unless it is cast back.
constexpr std::string_view sum_of_account =
    "SELECT CAST(COALESCE(SUM(amount), 0) AS SIGNED) FROM ledger_postings WHERE account_id = :p1";
constexpr std::string_view sum_of_all =
    "SELECT CAST(COALESCE(SUM(amount), 0) AS SIGNED) FROM ledger_postings";
constexpr std::string_view unbalanced_transactions =
    "SELECT transaction_id, CAST(SUM(amount) AS SIGNED) FROM ledger_postings "
    "GROUP BY transaction_id HAVING SUM(amount) <> 0 ORDER BY transaction_id LIMIT 1";
constexpr std::string_view unbalanced_books =
    "SELECT p.transaction_id, CAST(SUM(p.amount) AS SIGNED) FROM ledger_postings p "
    "JOIN ledger_accounts a ON a.id = p.account_id "
    "GROUP BY p.transaction_id, a.organisation_id HAVING SUM(p.amount) <> 0 ORDER BY "
    "p.transaction_id LIMIT 1";

template <class T>
std::optional<T> find_by_id(db::session& sql, std::string_view table, uuid const& id) {
    return db::select_one<T>(sql, table, by_id, {to_string(id)});
}

template <class T>
std::optional<T> lock_by_id(db::session& sql, std::string_view table, uuid const& id) {
    return db::select_one<T>(sql, table, std::string(by_id).append(sql.for_update()),
                             {to_string(id)});
}

template <class T>
std::vector<T> page_of(db::session& sql, std::string_view table, std::string_view rest,
                       uuid const& of, std::string_view after, int limit) {
    return db::select<T>(sql, table, rest,
                         {to_string(of), std::string(after), std::int64_t{limit}});
}

// In milliseconds; beyond all time where an end is open.
std::int64_t start_of(period const& over) {
    return over.from ? to_milliseconds(calendar::start_of(*over.from)) : 0;
}
std::int64_t end_of(period const& over) {
    return over.until ? to_milliseconds(calendar::start_of(*over.until))
                      : std::numeric_limits<std::int64_t>::max();
}

money sum(db::session& sql, std::string_view query, std::initializer_list<cell> parameters) {
    auto const found = sql.query_one(query, parameters, {cell_kind::integer});
    return {found ? integer_of(found->front()) : 0};
}

std::optional<unbalanced_transaction> first_unbalanced(db::session& sql, std::string_view query) {
    auto const found = sql.query_one(query, {}, {cell_kind::text, cell_kind::integer});
    if (!found) return std::nullopt;
    return unbalanced_transaction{text_of((*found)[0]), {integer_of((*found)[1])}};
}

} // namespace

std::optional<contract> find_contract(db::session& sql, uuid const& id) {
    return find_by_id<contract>(sql, contracts_table, id);
}
std::optional<contract> lock_contract(db::session& sql, uuid const& id) {
    return lock_by_id<contract>(sql, contracts_table, id);
}

std::vector<contract> list_contracts(db::session& sql, uuid const& party,
                                     std::optional<contract_state> state, std::string_view after,
                                     int limit) {
    auto const of = to_string(party);
    auto const in_state = db::value_or_any(state);
    return db::select<contract>(
        sql, contracts_table, of_party,
        {of, of, in_state, in_state, std::string(after), std::int64_t{limit}});
}

std::optional<amendment> find_amendment(db::session& sql, uuid const& id) {
    return find_by_id<amendment>(sql, amendments_table, id);
}
std::optional<amendment> lock_amendment(db::session& sql, uuid const& id) {
    return lock_by_id<amendment>(sql, amendments_table, id);
}
std::vector<amendment> list_amendments(db::session& sql, uuid const& contract_id) {
    return db::select<amendment>(sql, amendments_table, of_contract_by_place,
                                 {to_string(contract_id)});
}

std::optional<milestone> find_milestone(db::session& sql, uuid const& id) {
    return find_by_id<milestone>(sql, milestones_table, id);
}
std::optional<milestone> lock_milestone(db::session& sql, uuid const& id) {
    return lock_by_id<milestone>(sql, milestones_table, id);
}

std::vector<milestone> list_milestones(db::session& sql, uuid const& contract_id) {
    return db::select<milestone>(sql, milestones_table, of_contract_by_place,
                                 {to_string(contract_id)});
}

std::vector<milestone> lock_milestones(db::session& sql, uuid const& contract_id) {
    return db::select<milestone>(sql, milestones_table,
                                 std::string(of_contract_by_place).append(sql.for_update()),
                                 {to_string(contract_id)});
}

std::optional<invoice> find_invoice(db::session& sql, uuid const& id) {
    return find_by_id<invoice>(sql, invoices_table, id);
}
std::optional<invoice> lock_invoice(db::session& sql, uuid const& id) {
    return lock_by_id<invoice>(sql, invoices_table, id);
}

std::vector<invoice> list_invoices(db::session& sql, uuid const& contract_id,
                                   std::string_view after, int limit) {
    return page_of<invoice>(sql, invoices_table, of_contract_paged, contract_id, after, limit);
}

std::vector<payment> list_payments(db::session& sql, uuid const& invoice_id, std::string_view after,
                                   int limit) {
    return page_of<payment>(sql, payments_table, of_invoice_paged, invoice_id, after, limit);
}

std::vector<refund> list_refunds(db::session& sql, uuid const& invoice_id, std::string_view after,
                                 int limit) {
    return page_of<refund>(sql, refunds_table, of_invoice_paged, invoice_id, after, limit);
}

payment_sums sum_of_payments(db::session& sql, uuid const& buyer_id, period const& over) {
    static constexpr cell_kind columns[] = {
        cell_kind::integer, cell_kind::integer, cell_kind::integer, cell_kind::integer,
        cell_kind::integer, cell_kind::integer, cell_kind::integer, cell_kind::integer};
    std::vector<cell> const parameters = {to_string(buyer_id), start_of(over), end_of(over)};
    auto const row = sql.query(sums_of_buyer, parameters, columns).at(0);
    return {.payments = integer_of(row[0]),
            .principal = {integer_of(row[1])},
            .interest = {integer_of(row[2])},
            .days = integer_of(row[3]),
            .yuan_days = integer_of(row[4]),
            .yuan = integer_of(row[5]),
            .late_payments = integer_of(row[6]),
            .late_principal = {integer_of(row[7])}};
}

void count_overdue(db::session& sql, instant now, payment_statistics& made) {
    auto const row =
        sql.query_one(overdue_of_buyer, {to_string(made.buyer_id), to_milliseconds(now)},
                      {cell_kind::integer, cell_kind::integer});
    made.overdue_invoices = integer_of(row->at(0));
    made.overdue = {integer_of(row->at(1))};
}

std::optional<ledger_account> find_account(db::session& sql, uuid const& id) {
    return find_by_id<ledger_account>(sql, accounts_table, id);
}

std::vector<ledger_account> list_accounts_of_contract(db::session& sql, uuid const& contract_id) {
    return db::select<ledger_account>(sql, accounts_table, of_contract, {to_string(contract_id)});
}

std::vector<ledger_account> list_accounts(db::session& sql, uuid const& organisation_id,
                                          std::string_view after, int limit) {
    return page_of<ledger_account>(sql, accounts_table, of_organisation_paged, organisation_id,
                                   after, limit);
}

money balance_of(db::session& sql, uuid const& account_id) {
    return sum(sql, sum_of_account, {to_string(account_id)});
}

std::vector<ledger_posting> list_postings(db::session& sql, uuid const& account_id,
                                          std::string_view after, int limit) {
    return page_of<ledger_posting>(sql, postings_table, of_account_paged, account_id, after, limit);
}

std::vector<ledger_posting> list_postings_in(db::session& sql, uuid const& account_id,
                                             period const& over, std::string_view after,
                                             int limit) {
    return db::select<ledger_posting>(sql, postings_table, of_account_in_period,
                                      {to_string(account_id), start_of(over), end_of(over),
                                       std::string(after), std::int64_t{limit}});
}

money balance_before(db::session& sql, uuid const& account_id, period const& over,
                     std::string_view after) {
    auto const account = to_string(account_id);
    auto const before = sum(sql, sum_before_period, {account, start_of(over)});
    if (after.empty()) return before;
    return before + sum(sql, sum_of_period_up_to,
                        {account, start_of(over), end_of(over), std::string(after)});
}

void sum_up(db::session& sql, period const& over, account_statement& made) {
    auto const account = to_string(made.account_id);
    auto const row = sql.query_one(sums_of_period, {account, start_of(over), end_of(over)},
                                   {cell_kind::integer, cell_kind::integer, cell_kind::integer});
    made.opening_balance = sum(sql, sum_before_period, {account, start_of(over)});
    made.entries = integer_of(row->at(0));
    made.debits = {integer_of(row->at(1))};
    made.credits = {integer_of(row->at(2))};
    made.closing_balance = made.opening_balance + made.debits + made.credits;
}

std::optional<unbalanced_transaction> find_unbalanced_transaction(db::session& sql) {
    return first_unbalanced(sql, unbalanced_transactions);
}

std::optional<unbalanced_transaction> find_unbalanced_book(db::session& sql) {
    return first_unbalanced(sql, unbalanced_books);
}

money sum_of_ledger(db::session& sql) {
    return sum(sql, sum_of_all, {});
}

} // namespace talent::delivery::store
