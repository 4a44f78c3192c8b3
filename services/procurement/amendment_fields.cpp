// The field tables of amendments.
#include "services/procurement/amendment.hpp"
#include "services/procurement/field_options.hpp"

namespace talent::json {
namespace {

using namespace procurement;
using namespace procurement::tables;

constexpr field_options rationale{.required = true,
                                  .length_min = 2,
                                  .length_max = reason_code_points_max,
                                  .format = text_format::paragraphs,
                                  .about = "Why; everybody reads it."};

// As the tender's own table has the field, since its limits are that field's.
consteval field_options left_out(std::string_view about, field_options options = {}) {
    options.about = about;
    return options;
}

} // namespace

std::span<std::string_view const> enumeration<amendment_kind>::names() {
    static constexpr std::string_view list[] = {"amendment", "extension"};
    return list;
}

object_definition const& described<amendment_request>::table() {
    static constexpr field_definition fields[] = {
        field<&amendment_request::rationale>("rationale", rationale),
        field<&amendment_request::title>(
            "title", left_out("A new title.", {.length_min = 2, .length_max = 200})),
        field<&amendment_request::description>(
            "description", left_out("A new description.", {.length_max = paragraphs_code_points_max,
                                                           .format = text_format::paragraphs})),
        field<&amendment_request::budget>("budget", left_out("Another budget.")),
        field<&amendment_request::lots>("lots", left_out("All lots anew.", {.items_max = 20})),
        field<&amendment_request::items>("items", left_out("All items anew.", {.items_max = 200})),
        field<&amendment_request::eligibility>("eligibility", left_out("Who may bid now.")),
        field<&amendment_request::criteria>("criteria",
                                            left_out("All criteria anew.", {.items_max = 20})),
        field<&amendment_request::documents>("documents",
                                             left_out("All documents anew.", {.items_max = 50})),
        field<&amendment_request::deadline_at>(
            "deadline_at",
            left_out("A later deadline; one that is too near is moved in any case.")),
        field<&amendment_request::standstill_working_days>(
            "standstill_working_days",
            left_out("Another standstill.", {.minimum = standstill_working_days_min,
                                             .maximum = standstill_working_days_max})),
        field<&amendment_request::justification>(
            "justification", left_out("A new justification of a direct purchase.",
                                      {.length_max = paragraphs_code_points_max,
                                       .format = text_format::paragraphs})),
    };
    static constexpr object_definition table{
        "tender_amendment_request",
        "What changes in a published tender, and why; what is left out stays.", fields};
    return table;
}

object_definition const& described<extension_request>::table() {
    static constexpr field_definition fields[] = {
        field<&extension_request::rationale>("rationale", rationale),
        field<&extension_request::deadline_at>("deadline_at",
                                               {.required = true, .about = "The later deadline."}),
    };
    static constexpr object_definition table{"tender_extension",
                                             "A later deadline, and nothing else.", fields};
    return table;
}

object_definition const& described<tender_amendment>::table() {
    static constexpr field_definition fields[] = {
        field<&tender_amendment::id>("id", identifier),
        field<&tender_amendment::version>("version", version),
        field<&tender_amendment::tender_id>("tender_id", by_server("Of which tender.")),
        field<&tender_amendment::number>("number", by_server("Counted from 1 within the tender.")),
        field<&tender_amendment::kind>(
            "kind",
            by_server("An amendment invalidates the bids received, an extension does not.")),
        field<&tender_amendment::rationale>("rationale", by_server("Why.")),
        field<&tender_amendment::changed>("changed", by_server("The fields that are different.")),
        field<&tender_amendment::deadline_before>("deadline_before",
                                                  by_server("The deadline that stood.")),
        field<&tender_amendment::deadline_after>("deadline_after",
                                                 by_server("The deadline since.")),
        field<&tender_amendment::extended_by_law>(
            "extended_by_law",
            by_server("The deadline was too near, and moved with the amendment.")),
        field<&tender_amendment::text_before>("text_before",
                                              by_server("The tender as it stood before.")),
        field<&tender_amendment::created_at>("created_at", by_server("When it was published.")),
    };
    static constexpr object_definition table{"tender_amendment", "A change of a published tender.",
                                             fields};
    return table;
}

} // namespace talent::json
