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

enum class server_clock : std::uint8_t { of_the_machine, set_by_tests };

/// An operator, an enterprise and a licensed agency of one city, on a running server.
struct small_market {
    explicit small_market(engine on, server_clock clock = server_clock::set_by_tests);

    server_process server;
    std::string operator_key;
    http_client market_operator;
    participant enterprise;
    participant agency;
};

/// A tender that ran its course: two bids, scores, the award, the standstill, the contract.
struct deal {
    std::string tender_id;
    std::string bid_id;        // the winner's
    std::string seat_id;       // of the office's member of the panel
    std::string correction_id; // asked of the winner
    std::string award_id;
    answer contract;
    std::string question_id = {}; // the winner's, answered
};
deal award_a_tender(server_process& server, participant& office, participant& agency,
                    participant& rival);

/// The same as far as the award, of any tender with that text's lot and criteria.
struct awarded_tender {
    std::string tender_id;
    std::string bid_id;
    std::string question_id;
    std::string seat_id;
    std::string correction_id;
    std::string award_id;
};
/// `panel_serial` tells the panel's institute apart where there are several.
awarded_tender award_tender_of(server_process& server, participant& office, participant& agency,
                               participant& rival, std::string const& text, int panel_serial = 900);
inline constexpr int framework_panel_serial = 901;

/// The id of a framework that such a tender made, on a server whose clock is that far ahead.
std::string establish_a_framework(server_process& server, participant& office, participant& agency,
                                  participant& rival, std::chrono::hours server_ahead);

} // namespace talent::test
