// What can be read from the books: statements of an account over a period, and how a buyer pays.
// Values; any thread.
#pragma once

#include <optional>
#include <string>

#include "services/delivery/ledger.hpp"

namespace talent::delivery {

/// Days in Shanghai, from ≤ day < until; an end left out is open.
struct period {
    std::optional<date> from = {};
    std::optional<date> until = {};
};

/// An account over a period: closing = opening + debits + credits.
struct account_statement {
    uuid account_id = {};
    uuid organisation_id = {};
    uuid contract_id = {};
    account_kind kind = account_kind::cash;
    std::optional<date> from = {};
    std::optional<date> until = {};
    money opening_balance = {};
    money debits = {};
    money credits = {}; // below zero
    money closing_balance = {};
    std::int64_t entries = 0;
};

/// An entry with the balance after it.
struct statement_line {
    instant at = {};
    std::string object_type = {};
    uuid object_id = {};
    uuid transaction_id = {};
    money amount = {};
    money balance = {};
    uuid id = {};
};

/// How an office pays: of an organisation, so it is open to everybody.
struct payment_statistics {
    uuid buyer_id = {};
    std::string buyer_name = {};
    std::optional<date> from = {};
    std::optional<date> until = {};
    std::int64_t payments = 0;
    money paid = {}; // interest apart
    money interest_paid = {};
    std::optional<std::int64_t> average_days_hundredths = {};          // every payment alike
    std::optional<std::int64_t> weighted_average_days_hundredths = {}; // by amount
    std::int64_t late_payments = 0;
    money paid_late = {};
    std::int64_t overdue_invoices = 0; // now, whatever the period
    money overdue = {};
};

/// What the database sums up of a buyer's payments.
struct payment_sums {
    std::int64_t payments = 0;
    money principal = {};
    money interest = {};
    std::int64_t days = 0;
    std::int64_t yuan_days = 0; // whole yuan × days
    std::int64_t yuan = 0;
    std::int64_t late_payments = 0;
    money late_principal = {};
};
/// Means to the hundredth of a day, half away from zero; nothing where nothing was paid.
payment_statistics statistics_of(payment_sums const& sums);

} // namespace talent::delivery

namespace talent::json {
TALENT_DESCRIBED(delivery::account_statement);
TALENT_DESCRIBED(delivery::statement_line);
TALENT_DESCRIBED(delivery::payment_statistics);
} // namespace talent::json
