// The field tables of the statistics' answers.
#include "services/market/pay_statistics.hpp"

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

} // namespace talent::json
