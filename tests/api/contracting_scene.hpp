// Scenes of general contracting over HTTP: a contract that the group won, and a project of it. One
// thread.
#pragma once

#include <string>
#include <vector>

#include "tests/api/market_scenes.hpp"

namespace talent::test {

inline constexpr int group_panel_serial = 902;

/// The group as a participant, by its key.
participant group_of(http_client const& market_operator);

/// A tender that the group won before the rival, and its contract of 900,000.00 in force: five
/// percent fee, milestones until the end of 2027. `server_ahead` is how far the server's clock is.
std::string contract_of_the_group(server_process& server, participant& office, participant& group,
                                  participant& rival, std::chrono::hours server_ahead = {});

/// A mini-tender of the group's among these, of whom the first wins for 900,000.00. The award's id,
/// its standstill over.
std::string mini_tender(server_process& server, participant& group,
                        std::vector<participant*> const& bidders, std::chrono::hours server_ahead);
inline constexpr int mini_panel_serial = 903;
/// How far contract_of_the_group and mini_tender each move the clock.
inline constexpr std::chrono::hours contract_takes{2 + 24 * (21 + 20)};

/// A published offering of a fixed price that serves the province.
answer publish_offering(participant& agency, std::string const& category,
                        std::string const& amount);

std::string package_text(std::string const& title, std::string const& category,
                         std::string const& amount);
/// An order of the offering, as the body of a package's sourcing.
std::string by_order(answer const& offering);

} // namespace talent::test
