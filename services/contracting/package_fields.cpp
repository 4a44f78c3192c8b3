#include "services/contracting/field_options.hpp"
#include "services/contracting/work_package.hpp"

namespace talent::json {
namespace {

using namespace contracting;
using namespace contracting::tables;

constexpr field_options package_title{
    .required = true, .length_min = 1, .length_max = 200, .about = "One line."};
constexpr field_options package_region{
    .required = true, .codes = code_list::region, .about = "Where it is delivered."};
constexpr field_options package_price{
    .required = true,
    .minimum = 1,
    .about = "What it costs; from its sourcing on the order's or the award's."};
constexpr field_options payment_days{
    .minimum = 1,
    .maximum = delivery::payment_calendar_days_max,
    .about = "Within how many days of its acceptance it is paid; 30 unless agreed."};
constexpr field_options owner_reasons{.required = true,
                                      .length_min = 1,
                                      .length_max = reason_code_points_max,
                                      .items_max = reasons_max,
                                      .about = "Why the owner changes."};
constexpr field_options evidence_files{
    .required = true, .items_max = evidences_max, .about = "The files that show it."};
constexpr field_options paid_amount{.owner = owner::client_once,
                                    .required = true,
                                    .minimum = 1,
                                    .about = "How much; interest comes first."};
constexpr field_options bank_reference{.owner = owner::client_once,
                                       .length_max = 100,
                                       .about = "The transfer's reference at the bank."};

} // namespace

std::span<std::string_view const> enumeration<package_state>::names() {
    static constexpr std::string_view list[] = {"planned",  "sourced",  "delivered",
                                                "accepted", "rejected", "cancelled"};
    return list;
}
std::span<std::string_view const> enumeration<package_command>::names() {
    static constexpr std::string_view list[] = {"edit",  "source", "reassign", "deliver", "accept",
                                                "claim", "reject", "cancel",   "pay"};
    return list;
}
std::span<std::string_view const> enumeration<sourcing_kind>::names() {
    static constexpr std::string_view list[] = {"order", "mini_tender", "own_work"};
    return list;
}

object_definition const& described<owner_change>::table() {
    using one = owner_change;
    static constexpr field_definition fields[] = {
        field<&one::from>("from", by_server("The owner until then; none: the first.")),
        field<&one::to>("to", by_server("The owner from then on.")),
        field<&one::by_member>("by_member", by_server("Who decided it; none: an API key.")),
        field<&one::at>("at", by_server("When.")),
        field<&one::sourcing>("sourcing", by_server("Where the owner comes from.")),
        field<&one::reasons>("reasons", by_server("Why it was changed.")),
    };
    static constexpr object_definition table{"owner_change", "A change of a package's owner.",
                                             fields};
    return table;
}

object_definition const& described<work_package>::table() {
    using one = work_package;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", identifier),
        field<&one::number>("number", by_server("A number people can say, WP-330100-2026-000123.")),
        field<&one::version>("version", version),
        field<&one::project_id>("project_id", by_server("Of which project.")),
        field<&one::contract_id>("contract_id", by_server("Of which contract.")),
        field<&one::contractor_id>("contractor_id", by_server("The general contractor.")),
        field<&one::buyer_id>("buyer_id", by_server("The contract's buyer.")),
        field<&one::user_organisation_id>("user_organisation_id",
                                          told("Who uses the result; left out, the buyer.")),
        field<&one::state>("state", by_server("Planned, given to somebody, delivered, decided.")),
        field<&one::state_reasons>("state_reasons", by_server("Why it was rejected or cancelled.")),
        field<&one::title>("title", package_title),
        field<&one::category>("category", {.required = true, .about = "What is done."}),
        field<&one::region>("region", package_region),
        field<&one::deliverable>("deliverable", paragraphs("What is handed over.")),
        field<&one::acceptance_standard>("acceptance_standard",
                                         paragraphs("By what it will be accepted.")),
        field<&one::due_on>("due_on", {.required = true, .about = "The last day for it."}),
        field<&one::price>("price", package_price),
        field<&one::payment_calendar_days>("payment_calendar_days", payment_days),
        field<&one::owner_id>("owner_id", by_server("Who does it.")),
        field<&one::sourcing>("sourcing", by_server("Where the owner comes from.")),
        field<&one::offering_id>("offering_id", by_server("The offering that was ordered.")),
        field<&one::order_id>("order_id", by_server("The order.")),
        field<&one::tender_id>("tender_id", by_server("The mini-tender.")),
        field<&one::award_id>("award_id", by_server("Its award.")),
        field<&one::justification>("justification",
                                   by_server("Why the group's own staff does it.")),
        field<&one::evidence>("evidence",
                              by_server("What the market had when own staff was chosen.")),
        field<&one::owner_changes>("owner_changes", by_server("Every owner it had, and why.")),
        field<&one::delivered>("delivered", by_server("The files that show what was delivered.")),
        field<&one::note>("note", by_server("The contractor's remark on what it accepted.")),
        field<&one::licence_number>("licence_number",
                                    by_server("The owner's licence that the acceptance stood on.")),
        field<&one::accepted_by_silence>(
            "accepted_by_silence",
            by_server("Its owner claimed the acceptance, since nobody had inspected it in time.")),
        field<&one::inspection>("inspection", hidden("The clock of the inspection.")),
        field<&one::payment_clock>("payment_clock", hidden("The clock of its payment.")),
        field<&one::paid_amount>("paid_amount", by_server("What was paid of it, interest apart.")),
        field<&one::posted_interest>("posted_interest",
                                     by_server("Late interest in the ledger, paid or not.")),
        field<&one::paid_interest>("paid_interest", by_server("Late interest that was paid.")),
        field<&one::interest_millionths>("interest_millionths",
                                         hidden("Millionths of a fen beyond what is posted.")),
        field<&one::interest_until>("interest_until", hidden("The last day that was reckoned.")),
        field<&one::created_at>("created_at", created),
        field<&one::updated_at>("updated_at", updated),
        field<&one::sourced_at>("sourced_at", by_server("When its owner was chosen.")),
        field<&one::delivered_at>("delivered_at", by_server("When it was delivered.")),
        field<&one::accepted_at>("accepted_at", by_server("When it was accepted.")),
        field<&one::interest>("interest", derived("Late interest owed now.")),
        field<&one::outstanding>("outstanding", derived("What is unpaid, with interest.")),
        field<&one::clocks>("clocks", derived("The clocks that run.")),
    };
    static constexpr object_definition table{
        "work_package", "A part of a project: who delivers what, by when, at what price.", fields};
    return table;
}

object_definition const& described<package_sourcing>::table() {
    using one = package_sourcing;
    static constexpr field_definition fields[] = {
        field<&one::kind>("kind", {.required = true, .about = "Where the owner comes from."}),
        field<&one::offering_id>("offering_id", told("Of an order that is placed with this.")),
        field<&one::offering_version>("offering_version",
                                      {.minimum = 1, .about = "The version that was read."}),
        field<&one::quantity>("quantity", {.minimum = 1,
                                           .maximum = offerings::quantity_max,
                                           .about = "How many; 1 unless said."}),
        field<&one::salary_base>("salary_base",
                                 {.minimum = 1,
                                  .maximum = offerings::salary_base_fen_max,
                                  .about = "What a percentage is taken of, a head."}),
        field<&one::order_id>("order_id", told("An order that the contractor placed before.")),
        field<&one::award_id>("award_id", told("Of a mini-tender of the contractor's.")),
        field<&one::award_version>("award_version",
                                   {.minimum = 1, .about = "The version that was read."}),
        field<&one::justification>("justification",
                                   paragraphs("Why the group's own staff does it.")),
    };
    static constexpr object_definition table{"package_sourcing",
                                             "Where a package's owner comes from.", fields};
    return table;
}

object_definition const& described<package_reassignment>::table() {
    using one = package_reassignment;
    static constexpr field_definition fields[] = {
        field<&one::sourcing>("sourcing",
                              {.required = true, .about = "Where the new owner comes from."}),
        field<&one::reasons>("reasons", owner_reasons),
    };
    static constexpr object_definition table{"package_reassignment", "Another owner, with reasons.",
                                             fields};
    return table;
}

object_definition const& described<package_delivery>::table() {
    static constexpr field_definition fields[] = {
        field<&package_delivery::evidences>("evidence", evidence_files),
    };
    static constexpr object_definition table{"package_delivery", "What was delivered.", fields};
    return table;
}

object_definition const& described<package_acceptance>::table() {
    static constexpr field_definition fields[] = {
        field<&package_acceptance::note>("note", paragraphs("A remark.")),
    };
    static constexpr object_definition table{"package_acceptance", "The acceptance of a package.",
                                             fields};
    return table;
}

object_definition const& described<package_payment>::table() {
    using one = package_payment;
    static constexpr field_definition fields[] = {
        field<&one::id>("id", identifier),
        field<&one::number>("number",
                            by_server("A number people can say, WPP-330100-2026-000123.")),
        field<&one::version>("version", version),
        field<&one::package_id>("package_id", by_server("For which package.")),
        field<&one::project_id>("project_id", by_server("Of which project.")),
        field<&one::contract_id>("contract_id", by_server("Of which contract.")),
        field<&one::payer_id>("payer_id", by_server("The general contractor.")),
        field<&one::payee_id>("payee_id", by_server("The package's owner.")),
        field<&one::amount>("amount", paid_amount),
        field<&one::interest_amount>("interest_amount", by_server("Of it, late interest.")),
        field<&one::principal_amount>("principal_amount", by_server("Of it, the price.")),
        field<&one::days_to_pay>("days_to_pay", by_server("Days since the acceptance.")),
        field<&one::days_late>("days_late", by_server("Of these, after the term.")),
        field<&one::bank_reference>("bank_reference", bank_reference),
        field<&one::created_at>("created_at", created),
    };
    static constexpr object_definition table{"package_payment",
                                             "What the contractor paid for a package.", fields};
    return table;
}

} // namespace talent::json
