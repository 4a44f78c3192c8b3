// The officers of tenders over HTTP: named before the publication, and the opening with their
// shares. Their keys are kept here between the two, by tender. One thread.
#pragma once

#include <string>

#include "tests/support/http_client.hpp"

namespace talent::test {

/// Makes three API keys of the office's, each an officer with a key pair, and names them in the
/// draft.
void name_officers(http_client& office, std::string const& tender_id);

/// The credential of one of the tender's officers, from 0.
http_client officer_client(http_client const& office, std::string const& tender_id,
                           std::size_t place);
/// The officer's share, opened; hexadecimal.
std::string officer_share(http_client& office, std::string const& tender_id, std::size_t place);
answer release_share(http_client& office, std::string const& tender_id, std::size_t place);

/// The opening as it is meant: two shares, then the act with a witness.
answer open_bids(http_client& office, std::string const& tender_id);
/// The act alone.
answer act_of_opening(http_client& office, std::string const& tender_id);

} // namespace talent::test
