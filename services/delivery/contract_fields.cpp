#include "services/delivery/contract.hpp"
#include "services/delivery/field_options.hpp"

namespace talent::json {
namespace {

using namespace delivery;
using namespace delivery::tables;

constexpr std::size_t rationale_code_points_max = 10'000;

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
constexpr field_options contract_money{.about = "What was agreed on the money."};

constexpr field_options within(std::int64_t minimum, std::int64_t maximum, std::string_view about) {
    return {.minimum = minimum, .maximum = maximum, .about = about};
}

} // namespace

std::span<std::string_view const> enumeration<contract_state>::names() {
    static constexpr std::string_view list[] = {
        "draft",     "signed_by_buyer", "signed_by_supplier", "in_force",
        "suspended", "completed",       "terminated"};
    return list;
}
std::span<std::string_view const> enumeration<contract_command>::names() {
    static constexpr std::string_view list[] = {
        "edit", "sign", "publish", "file", "amend", "suspend", "resume", "complete", "terminate"};
    return list;
}
std::span<std::string_view const> enumeration<delivery_party>::names() {
    static constexpr std::string_view list[] = {"buyer", "supplier", "platform"};
    return list;
}
std::span<std::string_view const> enumeration<amendment_state>::names() {
    static constexpr std::string_view list[] = {"proposed", "agreed", "declined", "withdrawn"};
    return list;
}
std::span<std::string_view const> enumeration<amendment_command>::names() {
    static constexpr std::string_view list[] = {"agree", "decline", "withdraw"};
    return list;
}
std::span<std::string_view const> enumeration<amendment_party>::names() {
    static constexpr std::string_view list[] = {"proposer", "counterparty"};
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

object_definition const& described<payment_terms>::table() {
    static constexpr field_definition fields[] = {
        field<&payment_terms::payment_calendar_days>(
            "payment_calendar_days",
            within(1, payment_calendar_days_max,
                   "Within how many days of its acceptance work is paid; 30 unless agreed.")),
        field<&payment_terms::late_interest_ppm_per_day>(
            "late_interest_ppm_per_day",
            within(late_interest_ppm_per_day_min, late_interest_ppm_per_day_max,
                   "Late interest a day in millionths; 500 (0.05 %) unless agreed.")),
        field<&payment_terms::inspection_calendar_days>(
            "inspection_calendar_days",
            within(1, inspection_calendar_days_max,
                   "How long the buyer may inspect what was submitted.")),
        field<&payment_terms::penalty_basis_points_per_day>(
            "penalty_basis_points_per_day",
            within(0, penalty_basis_points_per_day_max,
                   "What a day of late delivery costs, of what is late.")),
        field<&payment_terms::penalty_cap_basis_points>(
            "penalty_cap_basis_points",
            within(0, penalty_cap_basis_points_max, "The most that late delivery costs.")),
        field<&payment_terms::retention_basis_points>(
            "retention_basis_points",
            within(0, retention_basis_points_max,
                   "What is held back of each acceptance until the warranty ends.")),
        field<&payment_terms::warranty_until>(
            "warranty_until", {.about = "From this day on what is held back can be released."}),
    };
    static constexpr object_definition table{"payment_terms", "What was agreed on the money.",
                                             fields};
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
        field<&contract::state_reasons>("state_reasons",
                                        by_server("Why it was suspended, resumed or terminated.")),
        field<&contract::title>("title", contract_title),
        field<&contract::terms>("terms", contract_terms),
        field<&contract::text_version>("text_version",
                                       by_server("Rises with each amendment, from 1.")),
        field<&contract::original_price>("original_price", by_server("The award's price.")),
        field<&contract::price>("price", by_server("With what amendments added.")),
        field<&contract::fee_basis_points>("fee_basis_points", contract_fee),
        field<&contract::payment_terms>("payment_terms", contract_money),
        field<&contract::milestones>("milestones", contract_plan),
        field<&contract::missed_clocks>("missed_clocks",
                                        by_server("The rules of what was done too late.")),
        field<&contract::awarded_at>("awarded_at",
                                     by_server("When the award notice was published.")),
        field<&contract::created_at>("created_at", created),
        field<&contract::updated_at>("updated_at", updated),
        field<&contract::signed_by_buyer_at>("signed_by_buyer_at",
                                             by_server("When the buyer signed.")),
        field<&contract::signed_by_supplier_at>("signed_by_supplier_at",
                                                by_server("When the supplier signed.")),
        field<&contract::in_force_at>("in_force_at", by_server("When the second side signed.")),
        field<&contract::published_at>("published_at", by_server("When its text became public.")),
        field<&contract::filed_at>("filed_at", by_server("When it was filed with the finance "
                                                         "department.")),
        field<&contract::suspended_at>("suspended_at", by_server("Since when it is suspended.")),
        field<&contract::suspended_by>("suspended_by", by_server("By which side.")),
        field<&contract::suspended_days>("suspended_days",
                                         by_server("Days of suspensions that have ended.")),
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
        field<&contract_request::payment_terms>("payment_terms", contract_money),
        field<&contract_request::milestones>("milestones", contract_plan),
    };
    static constexpr object_definition table{"contract_request", "What makes an award a contract.",
                                             fields};
    return table;
}

object_definition const& described<added_milestone>::table() {
    static constexpr field_definition fields[] = {
        field<&added_milestone::title>(
            "title",
            {.required = true, .length_min = 1, .length_max = 200, .about = "What is delivered."}),
        field<&added_milestone::amount>(
            "amount", {.required = true, .minimum = 1, .about = "What it adds to the price."}),
        field<&added_milestone::due_on>("due_on",
                                        {.required = true, .about = "The last day for it."}),
    };
    static constexpr object_definition table{
        "added_milestone", "An additional purchase under the same terms.", fields};
    return table;
}

object_definition const& described<moved_milestone>::table() {
    static constexpr field_definition fields[] = {
        field<&moved_milestone::milestone_id>("milestone_id",
                                              {.required = true, .about = "Which milestone."}),
        field<&moved_milestone::due_on>("due_on",
                                        {.required = true, .about = "The last day for it."}),
    };
    static constexpr object_definition table{"moved_milestone", "Another day for a milestone.",
                                             fields};
    return table;
}

object_definition const& described<contract_text>::table() {
    static constexpr field_definition fields[] = {
        field<&contract_text::text_version>("text_version", by_server("Which version.")),
        field<&contract_text::terms>("terms", by_server("The contract's text.")),
        field<&contract_text::price>("price", by_server("The price.")),
        field<&contract_text::due_dates>("due_dates",
                                         by_server("The days of the milestones it moved.")),
    };
    static constexpr object_definition table{"contract_text",
                                             "What a contract said before an amendment.", fields};
    return table;
}

object_definition const& described<amendment>::table() {
    static constexpr field_definition fields[] = {
        field<&amendment::id>("id", identifier),
        field<&amendment::version>("version", version),
        field<&amendment::contract_id>("contract_id", by_server("Of which contract.")),
        field<&amendment::buyer_id>("buyer_id", buyer),
        field<&amendment::supplier_id>("supplier_id", supplier),
        field<&amendment::place>("place", by_server("Among the contract's, from 1.")),
        field<&amendment::state>("state", by_server("Proposed, agreed or not.")),
        field<&amendment::state_reasons>("state_reasons", by_server("Why it was declined.")),
        field<&amendment::proposed_by>("proposed_by", by_server("By which side.")),
        field<&amendment::rationale>("rationale", {.owner = owner::client_once,
                                                   .required = true,
                                                   .length_min = 1,
                                                   .length_max = rationale_code_points_max,
                                                   .format = text_format::paragraphs,
                                                   .about = "Why the contract should change."}),
        field<&amendment::terms>("terms", {.owner = owner::client_once,
                                           .length_max = terms_code_points_max,
                                           .format = text_format::paragraphs,
                                           .about = "The new text; left out, it stays."}),
        field<&amendment::added_milestones>(
            "added_milestones",
            {.owner = owner::client_once,
             .items_max = milestones_max,
             .about = "Additional purchases, at most ten percent of the original price in all."}),
        field<&amendment::moved_milestones>("moved_milestones",
                                            {.owner = owner::client_once,
                                             .items_max = milestones_in_all_max,
                                             .about = "Milestones with another day."}),
        field<&amendment::earlier>("earlier", by_server("What the contract said before.")),
        field<&amendment::created_at>("created_at", created),
        field<&amendment::updated_at>("updated_at", updated),
        field<&amendment::decided_at>("decided_at", by_server("When it was agreed or not.")),
    };
    static constexpr object_definition table{
        "amendment", "A change of a contract that one side proposes and the other agrees to.",
        fields};
    return table;
}

} // namespace talent::json
