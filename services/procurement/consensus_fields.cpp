// The field tables of the consensus and of what members say of it.
#include "services/procurement/consensus.hpp"
#include "services/procurement/field_options.hpp"

namespace talent::json {

using namespace procurement;
using namespace procurement::tables;

std::span<std::string_view const> enumeration<consensus_state>::names() {
    static constexpr std::string_view list[] = {"proposed", "agreed", "rejected"};
    return list;
}
std::span<std::string_view const> enumeration<consensus_stand>::names() {
    static constexpr std::string_view list[] = {"confirmed", "dissented"};
    return list;
}

object_definition const& described<consensus_position>::table() {
    static constexpr field_definition fields[] = {
        field<&consensus_position::id>("id", identifier),
        field<&consensus_position::version>("version", version),
        field<&consensus_position::tender_id>("tender_id", by_server("Of which tender.")),
        field<&consensus_position::score_id>("score_id", by_server("On which consensus.")),
        field<&consensus_position::lot>(
            "lot",
            {.required = true, .minimum = 1, .maximum = lot_number_max, .about = "Of which lot."}),
        field<&consensus_position::bidder>("bidder", {.required = true,
                                                      .length_min = 1,
                                                      .length_max = 4,
                                                      .about = "The bidder's pseudonym."}),
        field<&consensus_position::criterion>(
            "criterion",
            {.required = true, .length_max = 40, .about = "The quality criterion's code."}),
        field<&consensus_position::proposal>(
            "proposal", {.required = true,
                         .minimum = 1,
                         .maximum = proposals_max,
                         .about = "The version of the consensus that the member has read."}),
        field<&consensus_position::seat_id>("seat_id", by_server("Who says it.")),
        field<&consensus_position::stand>("stand",
                                          {.required = true, .about = "Confirmed or dissented."}),
        field<&consensus_position::reason>("reason", {.length_max = reason_code_points_max,
                                                      .about = "Why; a dissent must say it."}),
        field<&consensus_position::created_at>("created_at", created),
    };
    static constexpr object_definition table{
        "consensus_position", "What a member of a panel says of a proposed consensus.", fields};
    return table;
}

object_definition const& described<member_points>::table() {
    static constexpr field_definition fields[] = {
        field<&member_points::seat_id>("seat_id", by_server("Whose score.")),
        field<&member_points::points_hundredths>("points_hundredths",
                                                 by_server("What the member gave.")),
    };
    static constexpr object_definition table{"member_points", "A member's points.", fields};
    return table;
}

object_definition const& described<consensus>::table() {
    static constexpr field_definition fields[] = {
        field<&consensus::id>("id", identifier),
        field<&consensus::version>(
            "version", by_server("Rises by one with each proposal, which replaces the former.")),
        field<&consensus::tender_id>("tender_id", by_server("Of which tender.")),
        field<&consensus::lot>("lot", by_server("Of which lot.")),
        field<&consensus::bidder>("bidder", by_server("The bidder's pseudonym.")),
        field<&consensus::criterion>("criterion", by_server("The quality criterion's code.")),
        field<&consensus::round>("round", by_server("Of the scores.")),
        field<&consensus::points_hundredths>("points_hundredths",
                                             by_server("Hundredths of a point of 100.")),
        field<&consensus::reason>("reason", by_server("Why.")),
        field<&consensus::recorded_by>("recorded_by", by_server("The seat that proposed it.")),
        field<&consensus::created_at>("created_at", created),
        field<&consensus::updated_at>("updated_at", by_server("When it was proposed.")),
        field<&consensus::state>(
            "state", by_server("Proposed while a member may speak; then agreed by more than half, "
                               "or rejected.")),
        field<&consensus::clock>(
            "clock", by_server("Until when members may speak; silence agrees after it.")),
        field<&consensus::positions>("positions",
                                     by_server("What members said, of earlier proposals too.")),
        field<&consensus::scores>("scores",
                                  by_server("What each member gave, once all have scored.")),
        field<&consensus::distance_hundredths>(
            "distance_hundredths", by_server("How far it lies from the mean of the scores.")),
    };
    static constexpr object_definition table{
        "consensus", "A panel's consensus on one criterion of one bid, with who agrees.", fields};
    return table;
}

} // namespace talent::json
