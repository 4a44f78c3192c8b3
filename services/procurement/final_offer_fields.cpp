// The field tables of final offers.
#include "services/procurement/field_options.hpp"
#include "services/procurement/final_offer.hpp"

namespace talent::json {

using namespace procurement;
using namespace procurement::tables;

object_definition const& described<final_offer>::table() {
    static constexpr field_definition fields[] = {
        field<&final_offer::id>("id", identifier),
        field<&final_offer::version>("version", version),
        field<&final_offer::tender_id>("tender_id", by_server("For which tender.")),
        field<&final_offer::bid_id>("bid_id", by_server("Of which bid.")),
        field<&final_offer::organisation_id>("organisation_id", by_server("Whose offer.")),
        field<&final_offer::lot>("lot", by_server("For which lot.")),
        field<&final_offer::sealed_sha256>("sealed_sha256", by_server("SHA-256 of the box.")),
        field<&final_offer::sealed_by>("sealed_by", by_server("Who closed the box.")),
        field<&final_offer::received_at>("received_at", by_server("When it arrived, the last.")),
        field<&final_offer::price>("price", by_server("For how much; after the opening.")),
        field<&final_offer::created_at>("created_at", created),
        field<&final_offer::updated_at>("updated_at", updated),
    };
    static constexpr object_definition table{
        "final_offer", "The last price that a bidder gives after a consultation.", fields};
    return table;
}

object_definition const& described<final_offer_call>::table() {
    static constexpr field_definition fields[] = {
        field<&final_offer_call::until>(
            "until", {.required = true, .about = "Offers are taken before this instant."}),
    };
    static constexpr object_definition table{
        "final_offer_call", "Until when the final offers of a consultation are taken.", fields};
    return table;
}

} // namespace talent::json
