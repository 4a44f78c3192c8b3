// The ledger: double-entry books of both parties of each contract, in integer fen.
//
// An account belongs to one organisation and one contract. A posting is a signed amount: a debit is
// above zero, a credit below. A transaction's postings sum to zero, and to zero within each
// organisation's own book as well, so that neither side's book depends on the other's.
//
//   kind        whose     debit (+)                        credit (−)
//   expense     buyer     accepted work                    conceded, refunded
//   payable     buyer     payment, concession              what became due, interest
//   cash        both      the supplier's, on payment       the buyer's, on payment
//   receivable  supplier  what became due, interest        payment, concession
//   revenue     supplier  conceded, refunded               accepted work, less the fee
//   fee         supplier                                   the general contractor's part of it
//   retention   both      the supplier's held back         the buyer's held back, until released
//   penalty     both      the supplier's cost              the buyer's gain
//   interest    both      the buyer's cost                 the supplier's gain
//
// So a payable's balance is minus what the buyer still owes, a receivable's what the supplier is
// still owed, and the two are opposite at every instant; so are the two of retention, of penalty
// and of interest. Where a general contractor is the supplier, it has the buyer's accounts as well,
// for what it owes the owners of work packages under the same contract (services/contracting): the
// pairs are then opposite over all who have accounts of the contract. Cash counts what the contract
// moved, not what anybody owns: it starts at zero. Accounts open when the contract comes into
// force, inside the lock on it; every transaction is one journal entry, ledger.posted.
//
// The lines of a transaction are pure; what posts and verifies works on the session it is handed.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/journal/unit_of_work.hpp"
#include "services/delivery/model.hpp"

namespace talent::delivery {

enum class account_kind : std::uint8_t {
    payable,
    receivable,
    cash,
    expense,
    revenue,
    fee,
    retention,
    penalty,
    interest
};

struct ledger_account {
    uuid id = {};
    std::int64_t version = 0;
    uuid organisation_id = {};
    uuid contract_id = {};
    account_kind kind = account_kind::cash;
    instant created_at = {};

    money balance = {}; // derived: the sum of its postings
};

struct ledger_posting {
    uuid id = {};
    uuid transaction_id = {};
    uuid account_id = {};
    money amount = {};
    std::string object_type = {}; // what it was posted for: milestone, invoice, payment, refund
    uuid object_id = {};
    instant at = {};
};

/// What the journal keeps of a transaction.
struct ledger_transaction {
    uuid id = {};
    uuid contract_id = {};
    std::vector<ledger_posting> postings = {};
};

/// A posting before its account is known.
struct ledger_line {
    uuid organisation_id = {};
    account_kind kind = account_kind::cash;
    money amount = {};
};

/// The accounts of each side.
std::span<account_kind const> accounts_of(delivery_party side);

/// `fee` is the part of the accepted amount that is the general contractor's.
std::vector<ledger_line> lines_of_acceptance(contract const& one, acceptance const& made,
                                             money fee);
std::vector<ledger_line> lines_of_release(contract const& one, money amount);
std::vector<ledger_line> lines_of_payment(contract const& one, money amount);
std::vector<ledger_line> lines_of_interest(contract const& one, money amount);
std::vector<ledger_line> lines_of_concession(contract const& one, money amount);
std::vector<ledger_line> lines_of_refund(contract const& one, money amount);

/// Whether the lines sum to zero within each organisation's book.
bool is_balanced(std::span<ledger_line const> lines);

/// Opens both sides' accounts of a contract that comes into force.
void open_accounts(journal::unit_of_work& unit, contract const& one);
/// The same of those that are not open yet: where the supplier of a contract buys under it in its
/// turn. The caller holds a lock that all do who might open them.
void open_missing_accounts(journal::unit_of_work& unit, contract const& one);

/// What the lines are posted for.
struct posting_cause {
    std::string_view object_type;
    uuid object_id;
};

/// Keeps the lines that are not zero and appends ledger.posted. Lines that are not balanced, or an
/// account that is not open, are a bug: std::logic_error, and the unit is rolled back.
void post_transaction(journal::unit_of_work& unit, contract const& one,
                      std::span<ledger_line const> lines, posting_cause const& cause);

/// A problem with a plain sentence where the ledger as a whole, a transaction, or an organisation's
/// part of a transaction does not sum to zero.
result<void> verify_ledger(db::session& sql);

} // namespace talent::delivery

namespace talent::json {
TALENT_ENUMERATION(delivery::account_kind);
TALENT_DESCRIBED(delivery::ledger_account);
TALENT_DESCRIBED(delivery::ledger_posting);
TALENT_DESCRIBED(delivery::ledger_transaction);
} // namespace talent::json
