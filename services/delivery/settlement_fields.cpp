#include "services/delivery/field_options.hpp"
#include "services/delivery/settlement.hpp"

namespace talent::json {
namespace {

using namespace delivery;
using namespace delivery::tables;

} // namespace

std::span<std::string_view const> enumeration<invoice_state>::names() {
    static constexpr std::string_view list[] = {"issued", "partly_paid", "paid", "conceded"};
    return list;
}
std::span<std::string_view const> enumeration<invoice_command>::names() {
    static constexpr std::string_view list[] = {
        "pay_part",     "pay_rest",     "dispute", "withdraw_dispute",
        "concede_part", "concede_rest", "refund"};
    return list;
}

object_definition const& described<invoice_portion>::table() {
    static constexpr field_definition fields[] = {
        field<&invoice_portion::amount>("amount", by_server("How much.")),
        field<&invoice_portion::payment>("payment", by_server("The clock of its payment.")),
    };
    static constexpr object_definition table{
        "invoice_portion", "A part of an invoice that became payable at one time.", fields};
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
                                           .about = "At most what is payable and not invoiced."}),
        field<&invoice::paid_amount>("paid_amount", by_server("Paid of it; interest apart.")),
        field<&invoice::disputed_amount>("disputed_amount", by_server("Disputed now.")),
        field<&invoice::conceded_amount>("conceded_amount", by_server("Given up by the supplier.")),
        field<&invoice::refunded_amount>("refunded_amount", by_server("Paid and returned.")),
        field<&invoice::dispute_reasons>("dispute_reasons", by_server("What the buyer says.")),
        field<&invoice::disputed_at>("disputed_at", by_server("Since when.")),
        field<&invoice::tax_invoice_number>("tax_invoice_number",
                                            {.owner = owner::client_once,
                                             .length_max = 40,
                                             .about = "The number of the tax invoice (fapiao)."}),
        field<&invoice::late_interest_ppm_per_day>(
            "late_interest_ppm_per_day", by_server("Late interest a day, in millionths.")),
        field<&invoice::posted_interest>("posted_interest",
                                         by_server("Interest in the ledger, paid or not.")),
        field<&invoice::paid_interest>("paid_interest", by_server("Interest that was paid.")),
        field<&invoice::interest_millionths>("interest_millionths",
                                             hidden("Of a fen, beyond what is posted.")),
        field<&invoice::interest_until>("interest_until",
                                        hidden("The last day that was reckoned, by its number.")),
        field<&invoice::portions>("portions",
                                  by_server("Its parts, each with the clock of its payment.")),
        field<&invoice::overdue_from>("overdue_from", hidden("When the first part is late.")),
        field<&invoice::created_at>("created_at", created),
        field<&invoice::updated_at>("updated_at", updated),
        field<&invoice::interest>("interest", derived("Interest owed at the instant of reading.")),
        field<&invoice::outstanding>(
            "outstanding", derived("What is to be paid: the undisputed rest, and interest on it.")),
        field<&invoice::clocks>("clocks", derived("The clocks of what is unpaid.")),
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
                                           .about = "At most what is outstanding."}),
        field<&payment::interest_amount>("interest_amount",
                                         by_server("Of it: interest, which comes first.")),
        field<&payment::principal_amount>("principal_amount", by_server("Of it: the rest.")),
        field<&payment::days_to_pay>("days_to_pay",
                                     by_server("From the acceptance or the invoice, whichever "
                                               "came later, of the oldest part it pays.")),
        field<&payment::days_late>("days_late", by_server("Beyond the term of that part.")),
        field<&payment::bank_reference>("bank_reference", bank_reference),
        field<&payment::created_at>("created_at", created),
    };
    static constexpr object_definition table{"payment",
                                             "A payment of an invoice, whole or in part.", fields};
    return table;
}

object_definition const& described<refund>::table() {
    static constexpr field_definition fields[] = {
        field<&refund::id>("id", identifier),
        field<&refund::number>("number",
                               by_server("A number people can say, R-330100-2026-000123.")),
        field<&refund::version>("version", version),
        field<&refund::contract_id>("contract_id", by_server("Under which contract.")),
        field<&refund::invoice_id>("invoice_id", by_server("Of which invoice.")),
        field<&refund::buyer_id>("buyer_id", buyer),
        field<&refund::supplier_id>("supplier_id", supplier),
        field<&refund::amount>("amount", amount_once("At most what was paid and not returned.")),
        field<&refund::reason>("reason", {.owner = owner::client_once,
                                          .required = true,
                                          .length_min = 1,
                                          .length_max = reason_code_points_max,
                                          .about = "Why it is returned."}),
        field<&refund::bank_reference>("bank_reference", bank_reference),
        field<&refund::created_at>("created_at", created),
    };
    static constexpr object_definition table{"refund", "What a supplier returns to the buyer.",
                                             fields};
    return table;
}

object_definition const& described<dispute>::table() {
    static constexpr field_definition fields[] = {
        field<&dispute::amount>(
            "amount", {.required = true, .minimum = 1, .about = "At most what is unpaid."}),
        field<&dispute::reasons>("reasons", reasons_because("What is wrong with it.")),
    };
    static constexpr object_definition table{
        "dispute", "The part of an invoice that a buyer disputes; the rest stays due.", fields};
    return table;
}

object_definition const& described<concession>::table() {
    static constexpr field_definition fields[] = {
        field<&concession::amount>(
            "amount", {.required = true, .minimum = 1, .about = "At most what is disputed."}),
    };
    static constexpr object_definition table{
        "concession", "What a supplier gives up of a disputed part.", fields};
    return table;
}

} // namespace talent::json
