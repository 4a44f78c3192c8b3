#include "services/delivery/field_options.hpp"
#include "services/delivery/ledger.hpp"

namespace talent::json {
namespace {

using namespace delivery;
using namespace delivery::tables;

} // namespace

std::span<std::string_view const> enumeration<account_kind>::names() {
    static constexpr std::string_view list[] = {"payable",   "receivable", "cash",
                                                "expense",   "revenue",    "fee",
                                                "retention", "penalty",    "interest"};
    return list;
}

object_definition const& described<ledger_account>::table() {
    static constexpr field_definition fields[] = {
        field<&ledger_account::id>("id", identifier),
        field<&ledger_account::version>("version", version),
        field<&ledger_account::organisation_id>("organisation_id", by_server("Whose account.")),
        field<&ledger_account::contract_id>("contract_id", by_server("Of which contract.")),
        field<&ledger_account::kind>("kind", by_server("What it counts.")),
        field<&ledger_account::created_at>("created_at", created),
        field<&ledger_account::balance>("balance",
                                        derived("The sum of its postings; a credit is negative.")),
    };
    static constexpr object_definition table{
        "ledger_account", "An account of one organisation for one contract.", fields};
    return table;
}

object_definition const& described<ledger_posting>::table() {
    static constexpr field_definition fields[] = {
        field<&ledger_posting::id>("id", identifier),
        field<&ledger_posting::transaction_id>(
            "transaction_id", by_server("Postings of one transaction sum to zero.")),
        field<&ledger_posting::account_id>("account_id", by_server("On which account.")),
        field<&ledger_posting::amount>("amount", by_server("A debit above zero, a credit below.")),
        field<&ledger_posting::object_type>(
            "object_type",
            by_server("What it was posted for: milestone, invoice, payment or refund.")),
        field<&ledger_posting::object_id>("object_id", by_server("Which one.")),
        field<&ledger_posting::at>("at", by_server("When.")),
    };
    static constexpr object_definition table{"ledger_posting", "One amount on one account.",
                                             fields};
    return table;
}

object_definition const& described<ledger_transaction>::table() {
    static constexpr field_definition fields[] = {
        field<&ledger_transaction::id>("id", identifier),
        field<&ledger_transaction::contract_id>("contract_id", by_server("Under which contract.")),
        field<&ledger_transaction::postings>("postings", by_server("They sum to zero.")),
    };
    static constexpr object_definition table{"ledger_transaction", "Postings that belong together.",
                                             fields};
    return table;
}

} // namespace talent::json
