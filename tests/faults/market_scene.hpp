// A market for the fault tests to write to: an operator, an enterprise that publishes demands, an
// office that pays the invoice of an accepted milestone, so that the ledger has postings.
#pragma once

#include <string>

#include "tests/support/server_process.hpp"

namespace talent::test {

struct market_scene {
    std::string operator_key;
    std::string enterprise_key;
    std::string agency_key;
    std::string office_key;
    std::string invoice_id;
    std::string configuration_file; // no rate limit
};

/// Played over HTTP on a clock that is moved on; the server is stopped afterwards.
market_scene play_market_scene(server_process& server);

} // namespace talent::test
