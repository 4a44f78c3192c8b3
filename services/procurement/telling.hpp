// Who bids is told what becomes of the tender where the bid itself stays as it is. Private to
// procurement's use cases; on the session of the caller's unit of work.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "common/journal/unit_of_work.hpp"
#include "services/procurement/bid.hpp"
#include "services/procurement/tender.hpp"

namespace talent::procurement {

/// By an entry of each bid's ("bid.deadline_extended") that its bidder alone is shown: one of the
/// tender's would tell who bids.
void tell_bidders(journal::unit_of_work& unit, std::span<bid const> bids, std::string_view happened,
                  std::string const& reason = {});

/// The bidders of each lot that came to nothing between the two; what lapsed is told by itself.
void tell_of_lots_ended(journal::unit_of_work& unit, tender const& before, tender const& after);

/// Each supplier that a tender's publication invites, by an entry of its own: the list is secret.
void tell_invited(journal::unit_of_work& unit, tender const& of);

} // namespace talent::procurement
