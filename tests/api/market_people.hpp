// Organisations for scenarios, brought into the market over HTTP as their people would do it.
#pragma once

#include <string>

#include "tests/support/server_process.hpp"

namespace talent::test {

/// A verified organisation and a client that speaks for it with an API key of its own.
struct participant {
    std::string id;
    http_client api;
};

struct organisation_wish {
    std::string kind; // enterprise, agency, government_office
    std::string name;
    std::string region;              // six digits
    std::string capabilities = "[]"; // JSON
    int serial = 0;                  // tells credit codes and e-mail addresses apart
    bool test = false;               // a test organisation
};

/// Registers, logs in with the password and makes an API key; nobody has verified it.
participant register_in_market(server_process const& server, organisation_wish const& wish);

/// Registers, logs in with the password, makes an API key, submits, and is verified by the
/// operator.
participant join_market(server_process const& server, http_client& market_operator,
                        organisation_wish const& wish);

/// An agency's human-resources service licence, declared and verified.
void add_licence(participant& agency, http_client& market_operator, std::string const& number);

std::string valid_credit_code(std::string const& region, int serial);

/// RFC 3339, this long from the real now.
std::string in_time(std::chrono::hours ahead);

} // namespace talent::test
