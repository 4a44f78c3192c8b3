// The use cases of final offers, each on a unit of work that the edge has opened, on a database
// thread, under the lock of the tender's row. Owned by talentd's main; immutable.
#pragma once

#include "services/procurement/final_offer.hpp"
#include "services/procurement/receipts.hpp"
#include "services/procurement/service.hpp"
#include "services/procurement/tender_key.hpp"

namespace talent::procurement {

class final_offer_service {
  public:
    explicit final_offer_service(procurement_service const& tenders) : tenders_(tenders) {}

    /// By the buyer, once; the officers release their shares anew when the time is over.
    result<tender> ask(journal::unit_of_work& unit, uuid const& tender_id,
                       std::int64_t expected_version, final_offer_call const& wanted) const;
    /// By the bidder, of a bid that is in the race; replaces an earlier one.
    result<bid_receipt> give(journal::unit_of_work& unit, uuid const& bid_id,
                             bid_submission const& sent, receipt_desk const& desk) const;
    /// By the buyer, with two officers' shares: each price takes the place of its bid's. A bid
    /// without a final offer lapses: its bidder has left. A refusal is on the journal.
    result<tender> open(journal::unit_of_work& unit, uuid const& tender_id,
                        std::int64_t expected_version, opening_act const& act) const;
    /// To its bidder: the one that counts, or none.
    result<std::vector<final_offer>> list(db::session& sql, security::principal const& asker,
                                          uuid const& bid_id) const;

  private:
    procurement_service const& tenders_;
};

} // namespace talent::procurement
