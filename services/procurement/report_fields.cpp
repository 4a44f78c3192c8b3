// The field table of evaluation reports.
#include "services/procurement/field_options.hpp"
#include "services/procurement/report.hpp"

namespace talent::json {

using namespace procurement;
using namespace procurement::tables;

object_definition const& described<evaluation_report>::table() {
    static constexpr field_definition fields[] = {
        field<&evaluation_report::id>("id", identifier),
        field<&evaluation_report::version>("version", version),
        field<&evaluation_report::tender_id>("tender_id", by_server("Of which tender.")),
        field<&evaluation_report::seat_id>("seat_id", by_server("The seat that delivered it.")),
        field<&evaluation_report::summary>(
            "summary", {.required = true,
                        .length_min = 2,
                        .length_max = paragraphs_code_points_max,
                        .format = text_format::paragraphs,
                        .about = "How it was evaluated, and whom the panel recommends."}),
        field<&evaluation_report::documents>(
            "documents", {.items_max = 20, .about = "The signed report and what belongs to it."}),
        field<&evaluation_report::created_at>("created_at", created),
        field<&evaluation_report::agreed>(
            "consensus",
            derived("What the ranking was reckoned from: every member's scores, the consensus, "
                    "its distance from their mean, and who dissented and why.")),
    };
    static constexpr object_definition table{
        "evaluation_report", "What a panel reports to the buyer of its evaluation.", fields};
    return table;
}

} // namespace talent::json
