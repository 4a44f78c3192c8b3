// A bid with its tender, locked in the order that every use case of bids keeps. Private to
// procurement's use cases; on the session of the caller's unit of work.
#pragma once

#include "common/journal/unit_of_work.hpp"
#include "services/procurement/bid.hpp"

namespace talent::procurement {

struct bid_of_tender {
    bid one;
    tender of;
};

/// The tender's row is locked before the bid is read again: so nothing is opened in between.
/// not_found where there is no such bid.
result<bid_of_tender> lock_bid(journal::unit_of_work& unit, uuid const& bid_id);
/// not_found for another organisation's as well.
result<bid_of_tender> lock_own_bid(journal::unit_of_work& unit, uuid const& bid_id);

} // namespace talent::procurement
