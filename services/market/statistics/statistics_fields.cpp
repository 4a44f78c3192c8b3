// The field tables of the statistics' answers.
#include "services/market/statistics/gap_statistics.hpp"
#include "services/market/statistics/market_history.hpp"
#include "services/market/statistics/pay_statistics.hpp"

namespace talent::json {
namespace {

using namespace market;

constexpr field_options derived(std::string_view about) {
    return {.owner = owner::server, .exposure = exposure::derived, .about = about};
}

} // namespace

object_definition const& described<pay_cell>::table() {
    static constexpr field_definition fields[] = {
        field<&pay_cell::value>("value",
                                derived("A code, the first year of an experience band, or a month; "
                                        "empty for the total and where none is stated.")),
        field<&pay_cell::name_zh>("name_zh", derived("A code's Chinese name.")),
        field<&pay_cell::name_en>("name_en", derived("A code's English name.")),
        field<&pay_cell::suppressed>(
            "suppressed", derived("Whether the figures are withheld: too few demands, too much of "
                                  "one organisation, or a neighbour could be reckoned from it.")),
        field<&pay_cell::n>("n", derived("Demands counted; null where suppressed.")),
        field<&pay_cell::p10>("p10", derived("Pay a month that a tenth of them do not exceed.")),
        field<&pay_cell::p25>("p25", derived("Pay a month that a quarter do not exceed.")),
        field<&pay_cell::p50>("p50", derived("Pay a month that half of them do not exceed.")),
        field<&pay_cell::p75>("p75", derived("Pay a month that three quarters do not exceed.")),
        field<&pay_cell::p90>("p90", derived("Pay a month that nine tenths do not exceed.")),
    };
    static constexpr object_definition table{
        "pay_cell", "Quantiles of the pay that a set of demands offers.", fields};
    return table;
}

object_definition const& described<pay_statistics>::table() {
    static constexpr field_definition fields[] = {
        field<&pay_statistics::grouping>("group", derived("By what the cells differ.")),
        field<&pay_statistics::level>(
            "level", derived("The level of the vocabulary that the cells stand at; null where they "
                             "follow none.")),
        field<&pay_statistics::from>("from", derived("The first month of publication asked for.")),
        field<&pay_statistics::to>("to", derived("The last month of publication asked for.")),
        field<&pay_statistics::n_min>("n_min",
                                      derived("Below so many demands a cell is suppressed.")),
        field<&pay_statistics::total>("total", derived("All demands that pass the filter.")),
        field<&pay_statistics::cells>(
            "cells", derived("Each value of the grouping that some demand has; every demand is in "
                             "exactly one.")),
    };
    static constexpr object_definition table{
        "pay_statistics", "What live demands pay a month, by the middle of each one's range.",
        fields};
    return table;
}

object_definition const& described<gap_cell>::table() {
    static constexpr field_definition fields[] = {
        field<&gap_cell::region>(
            "region", derived("A region code; empty in the total, and where no region is stated.")),
        field<&gap_cell::region_name_zh>("region_name_zh", derived("The region's Chinese name.")),
        field<&gap_cell::region_name_en>("region_name_en", derived("The region's English name.")),
        field<&gap_cell::occupation>(
            "occupation",
            derived("An occupation code; empty in the total, and where none is stated.")),
        field<&gap_cell::occupation_name_zh>("occupation_name_zh",
                                             derived("The occupation's Chinese name.")),
        field<&gap_cell::occupation_name_en>("occupation_name_en",
                                             derived("The occupation's English name.")),
        field<&gap_cell::demands>("demands", derived("Live demands.")),
        field<&gap_cell::posts>(
            "posts", derived("The posts that they have to fill; one where a demand does not say.")),
        field<&gap_cell::supplies>("supplies",
                                   derived("Live supplies that a search in the region finds: also "
                                           "those that would work anywhere around it.")),
        field<&gap_cell::posts_per_hundred_supplies>(
            "posts_per_hundred_supplies",
            derived("Posts for each hundred supplies, rounded down; null without a supply.")),
        field<&gap_cell::open_days_p50>("open_days_p50",
                                        derived("Days since first publication that half of the "
                                                "demands do not exceed; null without one.")),
        field<&gap_cell::open_days_p90>(
            "open_days_p90",
            derived(
                "Days since first publication that nine tenths do not exceed; null without one.")),
    };
    static constexpr object_definition table{
        "gap_cell", "What is sought and offered in one region and occupation.", fields};
    return table;
}

object_definition const& described<gap_statistics>::table() {
    static constexpr field_definition fields[] = {
        field<&gap_statistics::total>("total",
                                      derived("Everything within the filter, each supply once.")),
        field<&gap_statistics::cells>(
            "cells", derived("Each region and occupation that has a demand or a supply.")),
    };
    static constexpr object_definition table{"gap_statistics",
                                             "Where talent is sought and not offered.", fields};
    return table;
}

object_definition const& described<service_gap>::table() {
    static constexpr field_definition fields[] = {
        field<&service_gap::region>("region", derived("A region code.")),
        field<&service_gap::region_name_zh>("region_name_zh",
                                            derived("The region's Chinese name.")),
        field<&service_gap::region_name_en>("region_name_en",
                                            derived("The region's English name.")),
        field<&service_gap::category>("category", derived("A category of service.")),
        field<&service_gap::stage>("stage", derived("Its place in the chain of talent work.")),
        field<&service_gap::offerings>("offerings",
                                       derived("Live offerings that serve some of the region, or "
                                               "all of it; 0 where nobody sells it there.")),
        field<&service_gap::providers>("providers", derived("The organisations that have them.")),
        field<&service_gap::providers_whole>(
            "providers_whole", derived("Those of them that serve all of the region.")),
    };
    static constexpr object_definition table{
        "service_gap", "Who sells one category of service in one region.", fields};
    return table;
}

object_definition const& described<service_gaps>::table() {
    static constexpr field_definition fields[] = {
        field<&service_gaps::items>("items",
                                    derived("Each region down to the level, with every category.")),
    };
    static constexpr object_definition table{"service_gaps", "Where services are missing.", fields};
    return table;
}

object_definition const& described<demand_life>::table() {
    static constexpr field_definition fields[] = {
        field<&demand_life::id>("id", {.owner = owner::server, .about = "The id, a UUIDv7."}),
        field<&demand_life::organisation_id>("organisation_id",
                                             {.owner = owner::server, .about = "Whose it is."}),
        field<&demand_life::state>("state", {.owner = owner::server, .about = "Its state."}),
        field<&demand_life::updated_at>("updated_at",
                                        {.owner = owner::server, .about = "When it last changed."}),
        field<&demand_life::published_at>(
            "published_at", {.owner = owner::server, .about = "When it was first published."}),
        field<&demand_life::occupation>("occupation",
                                        {.owner = owner::server, .about = "Its occupation."}),
        field<&demand_life::region>("region", {.owner = owner::server, .about = "Its region."}),
    };
    static constexpr object_definition table{"demand_life",
                                             "What the history of demands reads of one.", fields};
    return table;
}

object_definition const& described<trend_month>::table() {
    static constexpr field_definition fields[] = {
        field<&trend_month::month>("month", derived("The month, as the calendar is in Shanghai.")),
        field<&trend_month::published>("published", derived("Demands first published in it.")),
        field<&trend_month::filled>("filled", derived("Demands that ended filled in it.")),
        field<&trend_month::closed>("closed", derived("Demands that ended closed in it.")),
        field<&trend_month::withdrawn>("withdrawn", derived("Demands that ended withdrawn in it.")),
    };
    static constexpr object_definition table{"trend_month", "What became of demands in one month.",
                                             fields};
    return table;
}

object_definition const& described<trend_statistics>::table() {
    static constexpr field_definition fields[] = {
        field<&trend_statistics::months>("months",
                                         derived("The oldest first, the current one last.")),
    };
    static constexpr object_definition table{"trend_statistics",
                                             "What became of demands, month by month.", fields};
    return table;
}

} // namespace talent::json
