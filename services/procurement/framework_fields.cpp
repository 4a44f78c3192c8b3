// The field tables of framework agreements.
#include "services/procurement/field_options.hpp"
#include "services/procurement/framework.hpp"

namespace talent::json {

using namespace procurement;
using namespace procurement::tables;

std::span<std::string_view const> enumeration<framework_state>::names() {
    static constexpr std::string_view list[] = {"active", "terminated"};
    return list;
}
std::span<std::string_view const> enumeration<framework_command>::names() {
    static constexpr std::string_view list[] = {"terminate"};
    return list;
}

object_definition const& described<framework_member>::table() {
    static constexpr field_definition fields[] = {
        field<&framework_member::supplier_id>("supplier_id", by_server("The supplier.")),
        field<&framework_member::supplier_name>("supplier_name", by_server("Its registered name.")),
        field<&framework_member::rank>("rank", by_server("Its rank in the evaluation.")),
    };
    static constexpr object_definition table{"framework_member", "A supplier of a framework.",
                                             fields};
    return table;
}

object_definition const& described<framework_agreement>::table() {
    static constexpr field_definition fields[] = {
        field<&framework_agreement::id>("id", identifier),
        field<&framework_agreement::number>(
            "number", by_server("A number people can say, F-330100-2026-000001.")),
        field<&framework_agreement::version>("version", version),
        field<&framework_agreement::tender_id>("tender_id", by_server("The tender that made it.")),
        field<&framework_agreement::buyer_id>("buyer_id", by_server("Who calls off.")),
        field<&framework_agreement::state>("state", by_server("Active or terminated.")),
        field<&framework_agreement::state_reasons>("state_reasons",
                                                   by_server("Why it was terminated.")),
        field<&framework_agreement::region>("region", by_server("The tender's region.")),
        field<&framework_agreement::title>("title", by_server("The tender's title.")),
        field<&framework_agreement::terms>("terms", by_server("How much, how long, by which way.")),
        field<&framework_agreement::members>("members", by_server("Its suppliers.")),
        field<&framework_agreement::starts_at>("starts_at", by_server("From when.")),
        field<&framework_agreement::ends_at>("ends_at",
                                             by_server("Call-offs are published before this.")),
        field<&framework_agreement::created_at>("created_at", created),
        field<&framework_agreement::updated_at>("updated_at", updated),
        field<&framework_agreement::in_force>("in_force", derived("Neither terminated nor over.")),
        field<&framework_agreement::called_off>(
            "called_off", derived("Awarded by call-offs, and the budgets of those that run.")),
        field<&framework_agreement::left_to_call_off>("left_to_call_off",
                                                      derived("What the ceiling leaves.")),
    };
    static constexpr object_definition table{"framework_agreement",
                                             "A framework agreement and its members.", fields};
    return table;
}

} // namespace talent::json
