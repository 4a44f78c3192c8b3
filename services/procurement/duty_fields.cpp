// The field table of duties.
#include "services/procurement/duty.hpp"
#include "services/procurement/field_options.hpp"

namespace talent::json {

using namespace procurement;
using namespace procurement::tables;

std::span<std::string_view const> enumeration<duty_kind>::names() {
    static constexpr std::string_view list[] = {"declare_interests", "score_bids",
                                                "propose_consensus", "confirm_consensus",
                                                "deliver_report",    "release_share"};
    return list;
}

object_definition const& described<duty>::table() {
    static constexpr field_definition fields[] = {
        field<&duty::kind>(
            "kind", by_server("What is to be done. A consensus and a report are any member's: "
                              "once one has proposed or delivered it, it awaits nobody else.")),
        field<&duty::tender_id>("tender_id", by_server("In which tender.")),
        field<&duty::number>("number", by_server("The tender's number.")),
        field<&duty::title>("title", by_server("The tender's title.")),
        field<&duty::buyer_id>("buyer_id", by_server("Whose tender.")),
        field<&duty::seat_id>("seat_id", by_server("The seat on the panel; none of an officer.")),
        field<&duty::remaining>(
            "remaining", by_server("How many scores, proposals or positions are left to give.")),
        field<&duty::since>("since",
                            by_server("From when on it can be done, as a share from the deadline "
                                      "of the bids; none: at any time.")),
        field<&duty::due>("due",
                          by_server("When the first proposal stands for want of a position.")),
    };
    static constexpr object_definition table{
        "duty", "What awaits the caller personally in a procurement.", fields};
    return table;
}

} // namespace talent::json
