// The field tables of corrections.
#include "services/procurement/corrections.hpp"
#include "services/procurement/field_options.hpp"

namespace talent::json {

using namespace procurement;
using namespace procurement::tables;

std::span<std::string_view const> enumeration<correction_state>::names() {
    static constexpr std::string_view list[] = {"asked", "answered"};
    return list;
}
std::span<std::string_view const> enumeration<correction_command>::names() {
    static constexpr std::string_view list[] = {"answer"};
    return list;
}

object_definition const& described<correction>::table() {
    static constexpr field_definition fields[] = {
        field<&correction::id>("id", identifier),
        field<&correction::version>("version", version),
        field<&correction::tender_id>("tender_id", by_server("Of which tender.")),
        field<&correction::bid_id>("bid_id", hidden("Which bid.")),
        field<&correction::organisation_id>("organisation_id", hidden("Whose bid.")),
        field<&correction::lot>(
            "lot",
            {.required = true, .minimum = 1, .maximum = lot_number_max, .about = "Of which lot."}),
        field<&correction::bidder>("bidder", {.required = true,
                                              .length_min = 1,
                                              .length_max = 4,
                                              .about = "The bidder's pseudonym."}),
        field<&correction::defect>("defect",
                                   {.required = true,
                                    .length_min = 4,
                                    .length_max = reason_code_points_max,
                                    .about = "The defect of form; neither price nor substance."}),
        field<&correction::asked_by>("asked_by", by_server("The seat that asked.")),
        field<&correction::state>("state", by_server("Whether it was answered.")),
        field<&correction::clock>("clock", by_server("Until when the bidder may answer.")),
        field<&correction::answer>("answer", by_server("What the bidder answered.")),
        field<&correction::documents>("documents", by_server("Files that mend the form.")),
        field<&correction::created_at>("created_at", created),
        field<&correction::updated_at>("updated_at", updated),
        field<&correction::answered_at>("answered_at", by_server("When it was answered.")),
    };
    static constexpr object_definition table{
        "bid_correction", "A defect of form that a bidder is asked to mend.", fields};
    return table;
}

object_definition const& described<correction_answer>::table() {
    static constexpr field_definition fields[] = {
        field<&correction_answer::text>("answer", {.required = true,
                                                   .length_min = 2,
                                                   .length_max = paragraphs_code_points_max,
                                                   .format = text_format::paragraphs,
                                                   .about = "How the defect is mended."}),
        field<&correction_answer::documents>(
            "documents", {.items_max = 20, .about = "Files that mend the form."}),
    };
    static constexpr object_definition table{"bid_correction_answer",
                                             "A bidder's answer to a question of form.", fields};
    return table;
}

} // namespace talent::json
