#include "services/delivery/books.hpp"
#include "services/delivery/field_options.hpp"

namespace talent::json {
namespace {

using namespace delivery;
using namespace delivery::tables;

} // namespace

object_definition const& described<account_statement>::table() {
    static constexpr field_definition fields[] = {
        field<&account_statement::account_id>("account_id", by_server("Which account.")),
        field<&account_statement::organisation_id>("organisation_id", by_server("Whose.")),
        field<&account_statement::contract_id>("contract_id", by_server("Of which contract.")),
        field<&account_statement::kind>("kind", by_server("What it counts.")),
        field<&account_statement::from>("from", by_server("The first day; none: from the start.")),
        field<&account_statement::until>("until", by_server("The day after the last.")),
        field<&account_statement::opening_balance>("opening_balance",
                                                   by_server("Before the first day.")),
        field<&account_statement::debits>("debits",
                                          by_server("The sum of the entries above zero.")),
        field<&account_statement::credits>("credits",
                                           by_server("The sum of the entries below zero.")),
        field<&account_statement::closing_balance>("closing_balance",
                                                   by_server("After the last day.")),
        field<&account_statement::entries>("entries", by_server("How many there are.")),
    };
    static constexpr object_definition table{"account_statement", "An account over a period.",
                                             fields};
    return table;
}

object_definition const& described<statement_line>::table() {
    static constexpr field_definition fields[] = {
        field<&statement_line::at>("at", by_server("When.")),
        field<&statement_line::object_type>(
            "object_type",
            by_server("What it was posted for; a file begins and ends with its balances.")),
        field<&statement_line::object_id>("object_id", by_server("Which one.")),
        field<&statement_line::transaction_id>("transaction_id",
                                               by_server("What belongs together.")),
        field<&statement_line::amount>("amount", by_server("A debit above zero, a credit below.")),
        field<&statement_line::balance>("balance", by_server("Of the account, after it.")),
        field<&statement_line::id>("id", identifier),
    };
    static constexpr object_definition table{"statement_line",
                                             "An entry, and the balance after it.", fields};
    return table;
}

object_definition const& described<payment_statistics>::table() {
    static constexpr field_definition fields[] = {
        field<&payment_statistics::buyer_id>("buyer_id", buyer),
        field<&payment_statistics::buyer_name>("buyer_name", by_server("Its name.")),
        field<&payment_statistics::from>("from", by_server("The first day; none: from the start.")),
        field<&payment_statistics::until>("until", by_server("The day after the last.")),
        field<&payment_statistics::payments>("payments", by_server("How many it made.")),
        field<&payment_statistics::paid>("paid", by_server("How much, interest apart.")),
        field<&payment_statistics::interest_paid>("interest_paid", by_server("Late interest.")),
        field<&payment_statistics::average_days_hundredths>(
            "average_days_hundredths",
            by_server("Average days to pay, in hundredths; every payment counts alike.")),
        field<&payment_statistics::weighted_average_days_hundredths>(
            "weighted_average_days_hundredths", by_server("The same, every yuan counts alike.")),
        field<&payment_statistics::late_payments>("late_payments",
                                                  by_server("How many came after their term.")),
        field<&payment_statistics::paid_late>("paid_late", by_server("How much, interest apart.")),
        field<&payment_statistics::overdue_invoices>("overdue_invoices",
                                                     by_server("Of which a part is late now.")),
        field<&payment_statistics::overdue>("overdue",
                                            by_server("What is unpaid and undisputed of them.")),
    };
    static constexpr object_definition table{"payment_statistics", "How a government office pays.",
                                             fields};
    return table;
}

} // namespace talent::json
