// Receipts of bids, signed by the platform, and the guard of the clock that they are dated by. One
// for all requests: owned by talentd's main; any thread, units on their database thread.
#pragma once

#include "common/journal/newest_instant.hpp"
#include "common/journal/unit_of_work.hpp"
#include "common/security/signature.hpp"
#include "services/procurement/bid.hpp"

namespace talent::procurement {

class receipt_desk {
  public:
    /// `key` signs the journal's heads too, so that outsiders find it under /v1/audit/keys; the
    /// texts that it signs begin with different names, so that none can be taken for another.
    receipt_desk(security::signing_key key, clock const& time,
                 journal::newest_instant const& recorded)
        : key_(std::move(key)), time_(time), recorded_(recorded) {}

    /// clock_set_back where the clock shows now, inside the transaction, an instant before that of
    /// the bid's arrival or before the newest that the journal holds: then no arrival can be
    /// dated. Holds the journal's head until the unit ends.
    result<void> check_clock(journal::unit_of_work& unit) const;

    /// The receipt for a box whose entry the unit has just appended. Holds the journal's head,
    /// since the receipt names the entry's number.
    bid_receipt sign(journal::unit_of_work& unit, bid const& received) const;
    /// The same, kept with the bid.
    bid_receipt issue(journal::unit_of_work& unit, bid const& received) const;

  private:
    security::signing_key key_;
    clock const& time_;
    journal::newest_instant const& recorded_;
};

} // namespace talent::procurement
