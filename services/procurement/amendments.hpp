// The use cases of amendments, extensions and confirmed bids, each on a unit of work that the edge
// has opened, on a database thread, under the lock of the tender's row. Owned by talentd's main;
// immutable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/procurement/amendment.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {

class amendment_service {
  public:
    explicit amendment_service(procurement_service const& tenders) : tenders_(tenders) {}

    /// Invalidates every bid received, tells each bidder alone, and moves a deadline that is too
    /// near.
    result<tender> amend(journal::unit_of_work& unit, uuid const& id, std::int64_t expected_version,
                         amendment_request const& wanted) const;
    result<tender> extend(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, extension_request const& wanted) const;
    /// By the bidder, before the deadline, where the bid still fits the tender as amended.
    result<bid> confirm(journal::unit_of_work& unit, uuid const& bid_id,
                        std::int64_t expected_version) const;
    result<std::vector<tender_amendment>> list(db::session& sql, security::principal const& asker,
                                               uuid const& tender_id, std::string_view after,
                                               int limit) const;

  private:
    result<tender> keep(journal::unit_of_work& unit, tender const& found, tender changed,
                        tender_amendment made) const;

    procurement_service const& tenders_;
};

/// Each bid that nobody confirmed in time: its bidder alone is told. Before an opening.
result<void> lapse_unconfirmed_bids(journal::unit_of_work& unit, tender const& of);
/// Each bid for that lot: too few arrived, and they go back unopened.
result<void> lapse_bids_of_lot(journal::unit_of_work& unit, tender const& of, lot const& ended);
/// Every bid that is still in the race: the tender is cancelled, and each bidder alone is told why.
result<void> lapse_bids(journal::unit_of_work& unit, tender const& of,
                        std::vector<std::string> const& reasons);

} // namespace talent::procurement
