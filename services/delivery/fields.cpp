// The field tables of delivery's resources.
#include "services/delivery/ledger.hpp"
#include "services/delivery/model.hpp"

namespace talent::json {
namespace {

using namespace delivery;

constexpr std::size_t terms_code_points_max = 100'000;
constexpr std::size_t reason_code_points_max = 1'000;
constexpr std::size_t reasons_max = 20;
constexpr std::size_t evidences_max = 50;

constexpr field_options identifier{.owner = owner::server, .about = "The id, a UUIDv7."};
constexpr field_options version{.owner = owner::server,
                                .about = "Rises by one with each change; the ETag."};
constexpr field_options created{.owner = owner::server, .about = "When it was made."};
constexpr field_options updated{.owner = owner::server, .about = "When it last changed."};
constexpr field_options buyer{.owner = owner::server, .about = "The government office."};
constexpr field_options supplier{.owner = owner::server, .about = "Who delivers."};

constexpr field_options by_server(std::string_view about) {
    return {.owner = owner::server, .about = about};
}
constexpr field_options derived(std::string_view about) {
    return {.owner = owner::server, .exposure = exposure::derived, .about = about};
}

constexpr field_options contract_title{.length_max = 200, .about = "One line."};
constexpr field_options contract_terms{.length_max = terms_code_points_max,
                                       .format = text_format::paragraphs,
                                       .about = "The contract's text."};
constexpr field_options contract_fee{
    .minimum = 0,
    .maximum = basis_points_total,
    .about =
        "The general contractor's fee in basis points of the price, at most the region's cap."};
constexpr field_options contract_plan{
    .required = true,
    .items_max = milestones_max,
    .about = "The milestones; their percentages sum to 10000 basis points."};

} // namespace

std::span<std::string_view const> enumeration<contract_state>::names() {
    static constexpr std::string_view list[] = {"draft",    "signed_by_buyer", "signed_by_supplier",
                                                "in_force", "completed",       "terminated"};
    return list;
}
std::span<std::string_view const> enumeration<milestone_state>::names() {
    static constexpr std::string_view list[] = {"scheduled", "submitted", "accepted",
                                                "partly_accepted", "rejected"};
    return list;
}
std::span<std::string_view const> enumeration<invoice_state>::names() {
    static constexpr std::string_view list[] = {"issued", "partly_paid", "paid"};
    return list;
}
std::span<std::string_view const> enumeration<delivery_party>::names() {
    static constexpr std::string_view list[] = {"buyer", "supplier", "platform"};
    return list;
}
std::span<std::string_view const> enumeration<contract_command>::names() {
    static constexpr std::string_view list[] = {"edit", "sign", "complete", "terminate"};
    return list;
}
std::span<std::string_view const> enumeration<milestone_command>::names() {
    static constexpr std::string_view list[] = {"submit", "accept", "accept_partly", "reject"};
    return list;
}
std::span<std::string_view const> enumeration<account_kind>::names() {
    static constexpr std::string_view list[] = {"payable", "receivable", "cash",
                                                "expense", "revenue",    "fee"};
    return list;
}

object_definition const& described<planned_milestone>::table() {
    static constexpr field_definition fields[] = {
        field<&planned_milestone::title>(
            "title",
            {.required = true, .length_min = 1, .length_max = 200, .about = "What is delivered."}),
        field<&planned_milestone::percent_basis_points>(
            "percent_basis_points", {.required = true,
                                     .minimum = 1,
                                     .maximum = basis_points_total,
                                     .about = "Its part of the price: 10000 is all."}),
        field<&planned_milestone::due_on>("due_on",
                                          {.required = true, .about = "The last day for it."}),
    };
    static constexpr object_definition table{"planned_milestone",
                                             "A milestone as a contract plans it.", fields};
    return table;
}

object_definition const& described<contract>::table() {
    static constexpr field_definition fields[] = {
        field<&contract::id>("id", identifier),
        field<&contract::number>("number",
                                 by_server("A number people can say, C-330100-2026-000123.")),
        field<&contract::version>("version", version),
        field<&contract::tender_id>("tender_id", by_server("The tender it came from.")),
        field<&contract::award_id>("award_id", by_server("The award it came from.")),
        field<&contract::buyer_id>("buyer_id", buyer),
        field<&contract::supplier_id>("supplier_id", supplier),
        field<&contract::region>("region", by_server("The tender's region.")),
        field<&contract::state>("state", by_server("Signed by whom, in force, ended.")),
        field<&contract::state_reasons>("state_reasons", by_server("Why it was terminated.")),
        field<&contract::title>("title", contract_title),
        field<&contract::terms>("terms", contract_terms),
        field<&contract::price>("price", by_server("The award's price.")),
        field<&contract::fee_basis_points>("fee_basis_points", contract_fee),
        field<&contract::milestones>("milestones", contract_plan),
        field<&contract::awarded_at>("awarded_at",
                                     by_server("When the award notice was published.")),
        field<&contract::created_at>("created_at", created),
        field<&contract::updated_at>("updated_at", updated),
        field<&contract::signed_by_buyer_at>("signed_by_buyer_at",
                                             by_server("When the buyer signed.")),
        field<&contract::signed_by_supplier_at>("signed_by_supplier_at",
                                                by_server("When the supplier signed.")),
        field<&contract::in_force_at>("in_force_at", by_server("When the second side signed.")),
        field<&contract::ended_at>("ended_at", by_server("When it was completed or terminated.")),
        field<&contract::clocks>("clocks", derived("The clocks that run.")),
    };
    static constexpr object_definition table{"contract", "What buyer and supplier agreed on.",
                                             fields};
    return table;
}

object_definition const& described<contract_request>::table() {
    static constexpr field_definition fields[] = {
        field<&contract_request::title>("title", contract_title),
        field<&contract_request::terms>("terms", contract_terms),
        field<&contract_request::fee_basis_points>("fee_basis_points", contract_fee),
        field<&contract_request::milestones>("milestones", contract_plan),
    };
    static constexpr object_definition table{"contract_request", "What makes an award a contract.",
                                             fields};
    return table;
}

object_definition const& described<evidence>::table() {
    static constexpr field_definition fields[] = {
        field<&evidence::title>(
            "title",
            {.required = true, .length_min = 1, .length_max = 200, .about = "What it shows."}),
        field<&evidence::sha256>(
            "sha256",
            {.required = true, .format = text_format::sha256, .about = "The file's hash."}),
    };
    static constexpr object_definition table{"evidence", "A file that shows what was delivered.",
                                             fields};
    return table;
}

object_definition const& described<acceptance>::table() {
    static constexpr field_definition fields[] = {
        field<&acceptance::amount>("amount", by_server("What became due.")),
        field<&acceptance::at>("at", by_server("When.")),
        field<&acceptance::note>("note", by_server("The buyer's remark.")),
        field<&acceptance::payment>("payment", by_server("The clock of its payment.")),
    };
    static constexpr object_definition table{
        "acceptance", "An acceptance, and the clock of its payment.", fields};
    return table;
}

object_definition const& described<milestone>::table() {
    static constexpr field_definition fields[] = {
        field<&milestone::id>("id", identifier),
        field<&milestone::version>("version", version),
        field<&milestone::contract_id>("contract_id", by_server("Of which contract.")),
        field<&milestone::buyer_id>("buyer_id", buyer),
        field<&milestone::supplier_id>("supplier_id", supplier),
        field<&milestone::place>("place", by_server("Its place in the plan, from 1.")),
        field<&milestone::title>("title", by_server("What is delivered.")),
        field<&milestone::amount>("amount", by_server("Its part of the price.")),
        field<&milestone::due_on>("due_on", by_server("The last day for it.")),
        field<&milestone::state>("state", by_server("Scheduled, submitted, accepted or not.")),
        field<&milestone::state_reasons>("state_reasons",
                                         by_server("Why not all of it was accepted.")),
        field<&milestone::evidences>("evidence", by_server("What shows the delivery.")),
        field<&milestone::accepted_amount>("accepted_amount", by_server("Accepted so far.")),
        field<&milestone::invoiced_amount>("invoiced_amount", by_server("Invoiced so far.")),
        field<&milestone::acceptances>("acceptances", by_server("Each acceptance with its clock.")),
        field<&milestone::created_at>("created_at", created),
        field<&milestone::updated_at>("updated_at", updated),
        field<&milestone::submitted_at>("submitted_at", by_server("When it was last submitted.")),
        field<&milestone::clocks>("clocks", derived("The clocks of payment.")),
    };
    static constexpr object_definition table{
        "milestone", "A part of a contract that is accepted and paid.", fields};
    return table;
}

object_definition const& described<milestone_submission>::table() {
    static constexpr field_definition fields[] = {
        field<&milestone_submission::evidences>(
            "evidence",
            {.required = true, .items_max = evidences_max, .about = "What shows the delivery."}),
    };
    static constexpr object_definition table{"milestone_submission", "A delivered milestone.",
                                             fields};
    return table;
}

object_definition const& described<full_acceptance>::table() {
    static constexpr field_definition fields[] = {
        field<&full_acceptance::note>("note",
                                      {.length_max = reason_code_points_max, .about = "A remark."}),
    };
    static constexpr object_definition table{"full_acceptance",
                                             "The acceptance of all that was delivered.", fields};
    return table;
}

object_definition const& described<partial_acceptance>::table() {
    static constexpr field_definition fields[] = {
        field<&partial_acceptance::accepted_amount>(
            "accepted_amount", {.required = true,
                                .minimum = 1,
                                .about = "Accepted of the milestone, earlier parts included."}),
        field<&partial_acceptance::reasons>("reasons", {.required = true,
                                                        .length_min = 1,
                                                        .length_max = reason_code_points_max,
                                                        .items_max = reasons_max,
                                                        .about = "What is missing."}),
    };
    static constexpr object_definition table{"partial_acceptance", "The acceptance of a part.",
                                             fields};
    return table;
}

object_definition const& described<invoice>::table() {
    static constexpr field_definition fields[] = {
        field<&invoice::id>("id", identifier),
        field<&invoice::number>("number",
                                by_server("A number people can say, I-330100-2026-000123.")),
        field<&invoice::version>("version", version),
        field<&invoice::contract_id>("contract_id", by_server("Under which contract.")),
        field<&invoice::milestone_id>("milestone_id", by_server("For which milestone.")),
        field<&invoice::buyer_id>("buyer_id", buyer),
        field<&invoice::supplier_id>("supplier_id", supplier),
        field<&invoice::state>("state", by_server("How much of it was paid.")),
        field<&invoice::amount>("amount", {.owner = owner::client_once,
                                           .required = true,
                                           .minimum = 1,
                                           .about = "At most what was accepted and not invoiced."}),
        field<&invoice::paid_amount>("paid_amount", by_server("Paid so far.")),
        field<&invoice::tax_invoice_number>("tax_invoice_number",
                                            {.owner = owner::client_once,
                                             .length_max = 40,
                                             .about = "The number of the tax invoice (fapiao)."}),
        field<&invoice::created_at>("created_at", created),
        field<&invoice::updated_at>("updated_at", updated),
    };
    static constexpr object_definition table{"invoice", "A supplier's claim for what was accepted.",
                                             fields};
    return table;
}

object_definition const& described<payment>::table() {
    static constexpr field_definition fields[] = {
        field<&payment::id>("id", identifier),
        field<&payment::number>("number",
                                by_server("A number people can say, P-330100-2026-000123.")),
        field<&payment::version>("version", version),
        field<&payment::contract_id>("contract_id", by_server("Under which contract.")),
        field<&payment::invoice_id>("invoice_id", by_server("Of which invoice.")),
        field<&payment::buyer_id>("buyer_id", buyer),
        field<&payment::supplier_id>("supplier_id", supplier),
        field<&payment::amount>("amount", {.owner = owner::client_once,
                                           .required = true,
                                           .minimum = 1,
                                           .about = "At most what was invoiced and not paid."}),
        field<&payment::bank_reference>("bank_reference",
                                        {.owner = owner::client_once,
                                         .length_max = 100,
                                         .about = "The transfer's reference at the bank."}),
        field<&payment::created_at>("created_at", created),
    };
    static constexpr object_definition table{"payment",
                                             "A payment of an invoice, whole or in part.", fields};
    return table;
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
            "object_type", by_server("What it was posted for: milestone or payment.")),
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
