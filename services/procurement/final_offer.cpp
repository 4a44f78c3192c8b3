#include "services/procurement/final_offer.hpp"

#include "common/calendar/deadline.hpp"

namespace talent::procurement {

bool awaits_final_offers(tender const& one) {
    return one.state == tender_state::opened && one.final_offers_until &&
           !one.final_offers_opened_at;
}

result<void> check_may_ask_final_offers(tender const& one, final_offer_call const& wanted,
                                        instant now, std::int64_t divisor) {
    if (one.method != procurement_method::consultation || one.state != tender_state::opened)
        return refuse(error_code::wrong_state,
                      "Final offers follow the opening of a consultation's bids.");
    if (one.final_offers_until)
        return refuse(error_code::wrong_state, "Final offers were asked for already.");
    if (wanted.until <= now) return refuse_field("/until", "in_the_past", "must be in the future");
    if (wanted.until < now + calendar::quickened(final_offers_time_min, divisor))
        return refuse_field("/until", "out_of_range", "must leave bidders twenty-four hours");
    if (wanted.until > now + final_offers_days_max)
        return refuse_field("/until", "out_of_range", "must be within thirty days");
    return success();
}

result<void> check_final_offers_open(tender const& one, instant now) {
    if (awaits_final_offers(one) && now < *one.final_offers_until) return success();
    return refuse(error_code::bidding_closed, "Final offers are not taken now.");
}

result<void> check_final_offers_ended(tender const& one, instant now) {
    if (!awaits_final_offers(one))
        return refuse(error_code::wrong_state, "The tender does not wait for final offers.");
    if (now < *one.final_offers_until)
        return refuse(error_code::wrong_state, "Final offers may still arrive.");
    return success();
}

result<void> check_final_offers_settled(tender const& one) {
    bool const settled =
        one.method != procurement_method::consultation || one.final_offers_opened_at;
    if (settled) return success();
    return refuse(error_code::evaluation_incomplete,
                  "A consultation is evaluated by the final offers: they are not opened yet.");
}

result<void> check_final_submission(bid_submission const& sent, bid const& for_bid) {
    TRY(check_submission(sent));
    if (sent.lot != for_bid.lot)
        return refuse_field("/lot", "unknown_value", "is not the lot of this bid");
    if (!sent.quality_response.empty())
        return refuse_field("/quality_response", "not_allowed", "a final offer is a price");
    if (!sent.documents.empty())
        return refuse_field("/documents", "not_allowed", "a final offer is a price");
    return success();
}

} // namespace talent::procurement
