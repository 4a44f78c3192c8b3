// Final offers: after a consultation those who passed it give their last price, sealed as their
// bids were, within a time that the buyer sets (Interim Measures on Competitive Consultation
// ([2014] 214), art. 19 to 21). Pure: no I/O, no clock of its own. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "services/procurement/bid.hpp"

namespace talent::procurement {

/// The longest time that the buyer may set.
inline constexpr std::chrono::days final_offers_days_max{30};
/// Our own figure: nobody is to win by having known beforehand that offers are asked for. Quickened
/// for test organisations.
inline constexpr std::chrono::hours final_offers_time_min{24};

struct final_offer {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid bid_id = {};
    uuid organisation_id = {};
    std::int64_t lot = 1;
    std::string sealed_sha256 = {}; // of the box
    bid_sealer sealed_by = bid_sealer::bidder;
    instant received_at = {};        // the last: an offer may be replaced
    std::optional<money> price = {}; // nothing in the row until the opening
    instant created_at = {};
    instant updated_at = {};
};

struct final_offer_call {
    instant until = {}; // an offer counts that arrived before
};

/// They were asked for, and not opened yet.
bool awaits_final_offers(tender const& one);

/// wrong_state where they cannot be asked for: another method, another state, twice; invalid_fields
/// for a time that is past, too near or too far.
result<void> check_may_ask_final_offers(tender const& one, final_offer_call const& wanted,
                                        instant now, std::int64_t divisor);
/// bidding_closed unless they are awaited and the time is not over.
result<void> check_final_offers_open(tender const& one, instant now);
/// wrong_state unless they are awaited and the time is over.
result<void> check_final_offers_ended(tender const& one, instant now);
/// evaluation_incomplete for a consultation without them.
result<void> check_final_offers_settled(tender const& one);

/// As of a bid, and nothing but a price: what else is offered stands in the bid.
result<void> check_final_submission(bid_submission const& sent, bid const& for_bid);

} // namespace talent::procurement

namespace talent::json {
TALENT_DESCRIBED(procurement::final_offer);
TALENT_DESCRIBED(procurement::final_offer_call);
} // namespace talent::json
