// The field tables of exclusions.
#include "services/exclusions/model.hpp"

namespace talent::json {
namespace {

using namespace exclusions;

constexpr std::size_t facts_code_points_max = 20'000;
constexpr std::size_t reason_code_points_max = 1'000;
constexpr std::size_t reasons_max = 20;

constexpr field_options by_server(std::string_view about) {
    return {.owner = owner::server, .about = about};
}

} // namespace

std::span<std::string_view const> enumeration<exclusion_ground>::names() {
    static constexpr std::string_view list[] = {"false_materials",
                                                "improper_means_against_others",
                                                "collusion",
                                                "bribery",
                                                "negotiation_outside_the_procedure",
                                                "refusal_of_inspection",
                                                "refusal_to_contract",
                                                "breach_of_contract",
                                                "fabricated_complaint"};
    return list;
}
std::span<std::string_view const> enumeration<exclusion_state>::names() {
    static constexpr std::string_view list[] = {"proposed", "excluded", "dropped", "lifted"};
    return list;
}
std::span<std::string_view const> enumeration<exclusion_command>::names() {
    static constexpr std::string_view list[] = {"defend", "exclude", "drop", "lift"};
    return list;
}
std::span<std::string_view const> enumeration<exclusion_party>::names() {
    static constexpr std::string_view list[] = {"supervisor", "supplier"};
    return list;
}

object_definition const& described<exclusion>::table() {
    static constexpr field_definition fields[] = {
        field<&exclusion::id>("id", by_server("The id, a UUIDv7.")),
        field<&exclusion::number>("number",
                                  by_server("A number people can say, X-330000-2026-000001.")),
        field<&exclusion::version>("version",
                                   by_server("Rises by one with each change; the ETag.")),
        field<&exclusion::state>("state", by_server("What was decided last.")),
        field<&exclusion::supplier_id>(
            "supplier_id",
            {.owner = owner::client_once, .required = true, .about = "Who is to be excluded."}),
        field<&exclusion::supplier_name>("supplier_name",
                                         by_server("The supplier's registered name.")),
        field<&exclusion::supervisor_id>("supervisor_id", by_server("Who proposes it.")),
        field<&exclusion::region>("region", by_server("Where it holds, with all that lies in it.")),
        field<&exclusion::ground>("ground", {.owner = owner::client_once,
                                             .required = true,
                                             .about = "Which case of the law it is."}),
        field<&exclusion::facts>("facts", {.owner = owner::client_once,
                                           .required = true,
                                           .length_min = 1,
                                           .length_max = facts_code_points_max,
                                           .format = text_format::paragraphs,
                                           .about = "What happened, and the evidence."}),
        field<&exclusion::months>("months", {.owner = owner::client_once,
                                             .required = true,
                                             .minimum = months_min,
                                             .maximum = months_max,
                                             .about = "For how many months, one to three years."}),
        field<&exclusion::defence>("defence", {.owner = owner::server,
                                               .length_max = facts_code_points_max,
                                               .format = text_format::paragraphs,
                                               .about = "What the supplier says to it."}),
        field<&exclusion::defended_at>("defended_at", by_server("When it defended itself.")),
        field<&exclusion::reasons>("reasons", {.owner = owner::server,
                                               .length_max = reason_code_points_max,
                                               .items_max = 2 * reasons_max,
                                               .about = "Of the decision."}),
        field<&exclusion::decided_at>("decided_at", by_server("When it was decided.")),
        field<&exclusion::excluded_until>("excluded_until",
                                          by_server("Until when it holds (half-open).")),
        field<&exclusion::lifted_at>("lifted_at", by_server("When it was lifted early.")),
        field<&exclusion::created_at>("created_at", by_server("When it was proposed.")),
        field<&exclusion::updated_at>("updated_at", by_server("When it last changed.")),
        field<&exclusion::test>("test", {.owner = owner::server,
                                         .exposure = exposure::hidden,
                                         .about = "Of a test organisation."}),
        field<&exclusion::clocks>("clocks", {.owner = owner::server,
                                             .exposure = exposure::derived,
                                             .about = "The clocks that run."}),
    };
    static constexpr object_definition table{
        "exclusion", "A supplier barred from government procurement for a time.", fields};
    return table;
}

object_definition const& described<exclusion_defence>::table() {
    static constexpr field_definition fields[] = {
        field<&exclusion_defence::text>("text", {.required = true,
                                                 .length_min = 1,
                                                 .length_max = facts_code_points_max,
                                                 .format = text_format::paragraphs,
                                                 .about = "What the supplier says to it."}),
    };
    static constexpr object_definition table{
        "exclusion_defence", "A supplier's answer to a proposed exclusion.", fields};
    return table;
}

object_definition const& described<exclusion_decision>::table() {
    static constexpr field_definition fields[] = {
        field<&exclusion_decision::excluded>(
            "excluded", {.required = true, .about = "Whether the supplier is excluded."}),
        field<&exclusion_decision::reasons>("reasons",
                                            {.required = true,
                                             .length_min = 1,
                                             .length_max = reason_code_points_max,
                                             .items_max = reasons_max,
                                             .about = "Why, with an answer to the defence."}),
    };
    static constexpr object_definition table{"exclusion_decision",
                                             "A decision on a proposed exclusion.", fields};
    return table;
}

} // namespace talent::json
