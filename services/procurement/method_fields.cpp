// The field table of the rules of methods.
#include "services/procurement/field_options.hpp"
#include "services/procurement/methods.hpp"

namespace talent::json {

using namespace procurement;
using namespace procurement::tables;

std::span<std::string_view const> enumeration<rule_kind>::names() {
    static constexpr std::string_view list[] = {
        "bidding_days",         "notice_working_days", "amendment_days",
        "price_weight_min",     "price_weight_max",    "suppliers_min",
        "framework_months_max", "bidders_min",         "bidders_min_approved"};
    return list;
}

object_definition const& described<procurement_rule>::table() {
    static constexpr field_definition fields[] = {
        field<&procurement_rule::kind>("kind", by_server("What it bounds, and in which unit.")),
        field<&procurement_rule::method>("method", by_server("For which method.")),
        field<&procurement_rule::region>(
            "region", by_server("Which region's rule it is; 000000: the country's.")),
        field<&procurement_rule::amount>("amount", by_server("Days, percent, months, suppliers.")),
        field<&procurement_rule::source>("source", by_server("The statute, or who set it.")),
    };
    static constexpr object_definition table{"procurement_rule",
                                             "An amount that tenders of a region keep to.", fields};
    return table;
}

} // namespace talent::json
