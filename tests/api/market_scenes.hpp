// Scenes that several scenarios share: what people publish, and a tender brought to its contract.
#pragma once

#include <string>

#include "tests/api/market_people.hpp"

namespace talent::test {

std::string demand_text();
std::string supply_text();
std::string offering_text();
/// One of the offering, in the version that was read.
std::string order_text(answer const& offering);
std::string tender_text(std::string const& open_at, std::string const& deadline_at);
std::string bid_text(std::string const& amount);

/// Drafts and publishes; fails the test where the market refuses.
answer publish(http_client& who, std::string const& collection, std::string const& body);

/// A tender that ran its course: two bids, scores, the award, the standstill, the contract.
struct deal {
    std::string tender_id;
    std::string bid_id; // the winner's
    answer contract;
};
deal award_a_tender(server_process& server, participant& office, participant& agency,
                    participant& rival);

} // namespace talent::test
