// The field tables of panels, pseudonyms and scores.
#include "services/procurement/field_options.hpp"
#include "services/procurement/panel.hpp"
#include "services/procurement/scoring.hpp"

namespace talent::json {
namespace {

using namespace procurement;
using namespace procurement::tables;

constexpr std::size_t label_code_points_max = 4;
constexpr std::size_t criterion_code_points_max = 40;

constexpr field_options scored_lot{
    .required = true, .minimum = 1, .maximum = lot_number_max, .about = "Of which lot."};
constexpr field_options scored_bidder{.required = true,
                                      .length_min = 1,
                                      .length_max = label_code_points_max,
                                      .about = "The bidder's pseudonym, as the panel reads it."};
constexpr field_options scored_criterion{.required = true,
                                         .length_max = criterion_code_points_max,
                                         .about = "The quality criterion's code."};
constexpr field_options points{.required = true,
                               .minimum = 0,
                               .maximum = score_hundredths_max,
                               .about = "Hundredths of a point on a scale from 0 to 100 points."};
constexpr field_options round_of_scores =
    by_server("1; one more each time that an award is set aside with its scores.");
constexpr field_options holder{
    .required = true, .about = "A member's id, or the id of a key that speaks for one person."};

} // namespace

std::span<std::string_view const> enumeration<seat_kind>::names() {
    static constexpr std::string_view list[] = {"buyer_member", "expert"};
    return list;
}
std::span<std::string_view const> enumeration<seat_state>::names() {
    static constexpr std::string_view list[] = {"seated", "declared", "replaced"};
    return list;
}
std::span<std::string_view const> enumeration<seat_command>::names() {
    static constexpr std::string_view list[] = {"declare", "replace"};
    return list;
}

object_definition const& described<declared_interest>::table() {
    static constexpr field_definition fields[] = {
        field<&declared_interest::organisation_id>(
            "organisation_id", {.required = true, .about = "Who the member is tied to."}),
        field<&declared_interest::nature>("nature", {.required = true,
                                                     .length_min = 2,
                                                     .length_max = 500,
                                                     .about = "How: work, shares, family."}),
    };
    static constexpr object_definition table{"declared_interest", "A tie of a panel's member.",
                                             fields};
    return table;
}

object_definition const& described<panel_seat>::table() {
    static constexpr field_definition fields[] = {
        field<&panel_seat::id>("id", identifier),
        field<&panel_seat::version>("version", version),
        field<&panel_seat::tender_id>("tender_id", by_server("Of which tender's panel.")),
        field<&panel_seat::holder_id>("holder_id",
                                      by_server("The member, or the key, that holds it.")),
        field<&panel_seat::organisation_id>("organisation_id",
                                            by_server("The holder's organisation.")),
        field<&panel_seat::kind>("kind", by_server("Of the buyer, or an expert from outside.")),
        field<&panel_seat::state>("state", by_server("Whether interests were declared.")),
        field<&panel_seat::state_reasons>("state_reasons",
                                          by_server("Why the holder was replaced.")),
        field<&panel_seat::interests>("interests", by_server("The ties that were declared.")),
        field<&panel_seat::declared_at>("declared_at",
                                        by_server("When interests were declared last.")),
        field<&panel_seat::created_at>("created_at", created),
        field<&panel_seat::updated_at>("updated_at", updated),
        field<&panel_seat::live_key>("live_key", hidden("Unique while the seat is held.")),
        field<&panel_seat::conflicts>("conflicts", derived("After the opening: ties to bidders.")),
    };
    static constexpr object_definition table{"panel_seat", "A seat on a tender's panel.", fields};
    return table;
}

object_definition const& described<seating>::table() {
    static constexpr field_definition fields[] = {
        field<&seating::holder_id>("holder_id", holder),
    };
    static constexpr object_definition table{"panel_seating", "Who is to sit on the panel.",
                                             fields};
    return table;
}

object_definition const& described<seat_replacement>::table() {
    static constexpr field_definition fields[] = {
        field<&seat_replacement::holder_id>("holder_id", holder),
        field<&seat_replacement::reasons>("reasons", {.required = true,
                                                      .length_min = 1,
                                                      .length_max = reason_code_points_max,
                                                      .items_max = reasons_max,
                                                      .about = "Why the former holder leaves."}),
    };
    static constexpr object_definition table{"panel_seat_replacement",
                                             "Who takes a seat instead of its holder.", fields};
    return table;
}

object_definition const& described<interest_declaration>::table() {
    static constexpr field_definition fields[] = {
        field<&interest_declaration::interests>(
            "interests", {.items_max = interests_max,
                          .about = "Every tie to an organisation; none: there is no tie."}),
    };
    static constexpr object_definition table{"interest_declaration",
                                             "What a member declares before seeing a bid.", fields};
    return table;
}

object_definition const& described<bidder_pseudonym>::table() {
    static constexpr field_definition fields[] = {
        field<&bidder_pseudonym::id>("id", identifier),
        field<&bidder_pseudonym::version>("version", version),
        field<&bidder_pseudonym::tender_id>("tender_id", by_server("In which tender.")),
        field<&bidder_pseudonym::organisation_id>("organisation_id", by_server("Who.")),
        field<&bidder_pseudonym::label>("label", by_server("What the panel calls the bidder.")),
        field<&bidder_pseudonym::created_at>("created_at", created),
    };
    static constexpr object_definition table{"bidder_pseudonym", "A bidder's name to the panel.",
                                             fields};
    return table;
}

object_definition const& described<anonymous_bid>::table() {
    static constexpr field_definition fields[] = {
        field<&anonymous_bid::lot>("lot", by_server("For which lot.")),
        field<&anonymous_bid::bidder>("bidder", by_server("The bidder's pseudonym.")),
        field<&anonymous_bid::quality_response>("quality_response",
                                                by_server("How the quality criteria are met.")),
        field<&anonymous_bid::documents>("documents", by_server("Files that belong to it.")),
        field<&anonymous_bid::price>(
            "price", by_server("For how much; left out until the panel may know it.")),
    };
    static constexpr object_definition table{"anonymous_bid", "A bid as the panel reads it.",
                                             fields};
    return table;
}

object_definition const& described<panel_score>::table() {
    static constexpr field_definition fields[] = {
        field<&panel_score::id>("id", identifier),
        field<&panel_score::version>("version", version),
        field<&panel_score::tender_id>("tender_id", by_server("Of which tender.")),
        field<&panel_score::seat_id>("seat_id", by_server("Whose score.")),
        field<&panel_score::bid_id>("bid_id", hidden("Which bid.")),
        field<&panel_score::lot>("lot", scored_lot),
        field<&panel_score::bidder>("bidder", scored_bidder),
        field<&panel_score::criterion>("criterion", scored_criterion),
        field<&panel_score::round>("round", round_of_scores),
        field<&panel_score::points_hundredths>("points_hundredths", points),
        field<&panel_score::reason>("reason", {.required = true,
                                               .length_min = 2,
                                               .length_max = reason_code_points_max,
                                               .about = "Why."}),
        field<&panel_score::created_at>("created_at", created),
        field<&panel_score::deviates>("deviates",
                                      derived("It lies far from what the other members gave.")),
    };
    static constexpr object_definition table{
        "panel_score", "One member's score for one criterion of one bid.", fields};
    return table;
}

object_definition const& described<score>::table() {
    static constexpr field_definition fields[] = {
        field<&score::id>("id", identifier),
        field<&score::version>("version", version),
        field<&score::tender_id>("tender_id", by_server("Of which tender.")),
        field<&score::bid_id>("bid_id", hidden("Which bid.")),
        field<&score::lot>("lot", scored_lot),
        field<&score::bidder>("bidder", scored_bidder),
        field<&score::criterion>("criterion", scored_criterion),
        field<&score::round>("round", round_of_scores),
        field<&score::points_hundredths>("points_hundredths", points),
        field<&score::reason>("reason",
                              {.required = true,
                               .length_min = 2,
                               .length_max = reason_code_points_max,
                               .about = "Why; the bidder reads it after the evaluation."}),
        field<&score::recorded_by>("recorded_by", by_server("The seat whose holder recorded it.")),
        field<&score::created_at>("created_at", created),
        field<&score::updated_at>("updated_at", updated),
    };
    static constexpr object_definition table{
        "score", "The panel's consensus on one criterion of one bid.", fields};
    return table;
}

} // namespace talent::json
