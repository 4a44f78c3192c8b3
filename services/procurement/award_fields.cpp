// The field tables of lots and awards.
#include "services/procurement/field_options.hpp"
#include "services/procurement/lot_results.hpp"

namespace talent::json {

using namespace procurement;
using namespace procurement::tables;

std::span<std::string_view const> enumeration<lot_state>::names() {
    static constexpr std::string_view list[] = {"undecided", "reopened", "awarded", "contracted",
                                                "unsuccessful"};
    return list;
}
std::span<std::string_view const> enumeration<lot_command>::names() {
    static constexpr std::string_view list[] = {
        "award", "declare_unsuccessful", "contract", "release", "reopen", "evaluate"};
    return list;
}
std::span<std::string_view const> enumeration<award_state>::names() {
    static constexpr std::string_view list[] = {"standing", "declined", "failed", "set_aside"};
    return list;
}
std::span<std::string_view const> enumeration<after_set_aside>::names() {
    static constexpr std::string_view list[] = {"choose_again", "evaluate_again"};
    return list;
}

object_definition const& described<lot>::table() {
    static constexpr field_definition fields[] = {
        field<&lot::number>("number", {.required = true,
                                       .minimum = 1,
                                       .maximum = lot_number_max,
                                       .about = "Its number within the tender."}),
        field<&lot::title>(
            "title",
            {.required = true, .length_min = 2, .length_max = 200, .about = "What the lot is."}),
        field<&lot::budget>("budget",
                            {.required = true, .minimum = 1, .about = "Its part of the budget."}),
        field<&lot::state>("state", by_server("What was decided for it last.")),
        field<&lot::state_reasons>("state_reasons",
                                   by_server("Why it is unsuccessful, or to be decided again.")),
        field<&lot::round>("round", by_server("Of its scores: one more when it is reopened.")),
        field<&lot::fewer_bidders_reasons>(
            "fewer_bidders_reasons",
            {.owner = owner::server,
             .items_max = reasons_max,
             .about =
                 "Why it goes on with fewer bidders than the law asks for, and who approved."}),
        field<&lot::fewer_bidders_round>(
            "fewer_bidders_round",
            by_server("In which round of the lot that was approved, and holds; 0: in none.")),
    };
    static constexpr object_definition table{
        "tender_lot", "A part of a tender that is awarded by itself.", fields};
    return table;
}

object_definition const& described<standing>::table() {
    static constexpr field_definition fields[] = {
        field<&standing::rank>("rank", by_server("1 is the best.")),
        field<&standing::supplier_name>("supplier_name", by_server("Whose bid.")),
        field<&standing::total_hundredths>("total_hundredths",
                                           by_server("The total in hundredths of a point.")),
    };
    static constexpr object_definition table{"award_standing", "Where a bidder of the lot stood.",
                                             fields};
    return table;
}

object_definition const& described<award>::table() {
    static constexpr field_definition fields[] = {
        field<&award::id>("id", identifier),
        field<&award::version>("version", version),
        field<&award::tender_id>("tender_id", by_server("Of which tender.")),
        field<&award::lot>("lot", by_server("Of which lot.")),
        field<&award::bid_id>("bid_id", by_server("The bid that was chosen.")),
        field<&award::supplier_id>("supplier_id", by_server("Whose bid.")),
        field<&award::supplier_name>("supplier_name", by_server("The supplier's registered name.")),
        field<&award::price>("price", by_server("For how much.")),
        field<&award::reasons>("reasons", by_server("Why this bid.")),
        field<&award::standings>("standings",
                                 by_server("Totals and ranks of every ranked bid of the lot.")),
        field<&award::standstill>("standstill",
                                  by_server("The clock during which nothing is signed.")),
        field<&award::standstill_until>("standstill_until",
                                        by_server("From this instant a contract may be made.")),
        field<&award::created_at>("created_at", by_server("When the notice was published.")),
        field<&award::state>("state", by_server("Whether it stands, and if not, what ended it.")),
        field<&award::state_reasons>("state_reasons", by_server("Why it does not stand any more.")),
        field<&award::followed_by>("followed_by",
                                   by_server("What follows one that was set aside.")),
        field<&award::ended_at>("ended_at", by_server("Since when it does not stand any more.")),
        field<&award::standing_key>("standing_key",
                                    by_server("Tender and lot, while the award stands.")),
        field<&award::clocks>("clocks", derived("The clocks that run from its notice.")),
    };
    static constexpr object_definition table{"award", "The decision for a bid, and its notice.",
                                             fields};
    return table;
}

object_definition const& described<award_decision>::table() {
    static constexpr field_definition fields[] = {
        field<&award_decision::bid_id>("bid_id",
                                       {.required = true, .about = "The bid that is chosen."}),
        field<&award_decision::reasons>(
            "reasons",
            {.length_min = 1,
             .length_max = reason_code_points_max,
             .items_max = reasons_max,
             .about = "Why; required where another than the first-ranked bid is chosen."}),
    };
    static constexpr object_definition table{"award_decision", "The choice of the winner.", fields};
    return table;
}

object_definition const& described<unsuccessful_declaration>::table() {
    static constexpr field_definition fields[] = {
        field<&unsuccessful_declaration::lot>(
            "lot", {.minimum = 1,
                    .maximum = lot_number_max,
                    .about = "Which lot; left out: every lot that is not decided yet."}),
        field<&unsuccessful_declaration::reasons>("reasons", {.required = true,
                                                              .length_min = 1,
                                                              .length_max = reason_code_points_max,
                                                              .items_max = reasons_max,
                                                              .about = "Why."}),
    };
    static constexpr object_definition table{
        "unsuccessful_declaration", "That a tender, or a lot of it, comes to nothing.", fields};
    return table;
}

object_definition const& described<fewer_bidders_approval>::table() {
    static constexpr field_definition fields[] = {
        field<&fewer_bidders_approval::lot>(
            "lot", {.minimum = 1,
                    .maximum = lot_number_max,
                    .about = "Which lot; left out: every lot that has too few bidders now."}),
        field<&fewer_bidders_approval::reasons>("reasons", {.required = true,
                                                            .length_min = 1,
                                                            .length_max = reason_code_points_max,
                                                            .items_max = reasons_max,
                                                            .about = "Why, and who approved it."}),
    };
    static constexpr object_definition table{
        "fewer_bidders_approval", "That lots go on with fewer bidders than the law asks for.",
        fields};
    return table;
}

} // namespace talent::json
