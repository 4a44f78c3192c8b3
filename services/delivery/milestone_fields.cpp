#include "services/delivery/field_options.hpp"
#include "services/delivery/milestone.hpp"

namespace talent::json {
namespace {

using namespace delivery;
using namespace delivery::tables;

constexpr field_options despite_reasons{
    .length_min = 1,
    .length_max = reason_code_points_max,
    .items_max = reasons_max,
    .about = "Why it is accepted although the work packages make a pass-through, or show less."};

} // namespace

std::span<std::string_view const> enumeration<milestone_state>::names() {
    static constexpr std::string_view list[] = {"scheduled", "submitted", "accepted",
                                                "partly_accepted", "rejected"};
    return list;
}
std::span<std::string_view const> enumeration<milestone_command>::names() {
    static constexpr std::string_view list[] = {"submit", "accept", "accept_partly", "reject",
                                                "release"};
    return list;
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

object_definition const& described<work_shown>::table() {
    using one = work_shown;
    static constexpr field_definition fields[] = {
        field<&one::delivered>("delivered", by_server("The prices of all accepted packages.")),
        field<&one::carried>("carried", by_server("Of these, by one owner with those tied to it.")),
        field<&one::carried_by>("carried_by", by_server("That owner.")),
        field<&one::share_basis_points>(
            "share_basis_points",
            by_server("Its share of what was delivered and what can still be.")),
        field<&one::ahead>("ahead",
                           by_server("Accepted beyond what was delivered, the fee in it.")),
        field<&one::reasons>("reasons", by_server("Why the buyer accepted all the same.")),
    };
    static constexpr object_definition table{
        "work_shown", "What a contract's work packages show of its delivery.", fields};
    return table;
}

object_definition const& described<acceptance>::table() {
    static constexpr field_definition fields[] = {
        field<&acceptance::amount>("amount", by_server("What was accepted.")),
        field<&acceptance::at>("at", by_server("When.")),
        field<&acceptance::note>("note", by_server("The buyer's remark.")),
        field<&acceptance::days_late>("days_late",
                                      by_server("By how many days it was submitted too late.")),
        field<&acceptance::penalty>("penalty", by_server("What that costs.")),
        field<&acceptance::retained>("retained", by_server("What is held back.")),
        field<&acceptance::payable>("payable", by_server("The rest: what became due.")),
        field<&acceptance::payment>("payment", by_server("The clock of its payment.")),
        field<&acceptance::despite>(
            "despite", by_server("What the work packages showed, where reasons were needed.")),
    };
    static constexpr object_definition table{
        "acceptance", "An acceptance, and the clock of its payment.", fields};
    return table;
}

object_definition const& described<retention_release>::table() {
    static constexpr field_definition fields[] = {
        field<&retention_release::amount>("amount", by_server("What became due.")),
        field<&retention_release::at>("at", by_server("When.")),
        field<&retention_release::acceptances_before>(
            "acceptances_before", by_server("How many acceptances came before it.")),
        field<&retention_release::payment>("payment", by_server("The clock of its payment.")),
    };
    static constexpr object_definition table{"retention_release",
                                             "What was held back and became due.", fields};
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
        field<&milestone::penalty_amount>("penalty_amount", by_server("What being late cost.")),
        field<&milestone::retained_amount>("retained_amount", by_server("Held back now.")),
        field<&milestone::payable_amount>(
            "payable_amount", by_server("Accepted, less the penalty and what is held back.")),
        field<&milestone::invoiced_amount>("invoiced_amount", by_server("Invoiced so far.")),
        field<&milestone::acceptances>("acceptances", by_server("Each acceptance with its clock.")),
        field<&milestone::releases>("releases", by_server("Each release with its clock.")),
        field<&milestone::inspection>("inspection", hidden("The clock of the inspection.")),
        field<&milestone::paused_days>("paused_days",
                                       hidden("Of suspensions since it was submitted.")),
        field<&milestone::created_at>("created_at", created),
        field<&milestone::updated_at>("updated_at", updated),
        field<&milestone::submitted_at>("submitted_at", by_server("When it was last submitted.")),
        field<&milestone::clocks>("clocks", derived("The clocks of inspection and payment.")),
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
        field<&full_acceptance::despite_reasons>("despite_reasons", despite_reasons),
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
        field<&partial_acceptance::despite_reasons>("despite_reasons", despite_reasons),
    };
    static constexpr object_definition table{"partial_acceptance", "The acceptance of a part.",
                                             fields};
    return table;
}

} // namespace talent::json
