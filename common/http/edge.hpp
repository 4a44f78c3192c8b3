// What every session shares: settings, the complete route table, limits, measurements and the
// threads that run work. Made and owned by the server; immutable but for counters that any thread
// may touch.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <string>

#include "common/http/admission.hpp"
#include "common/http/client_address.hpp"
#include "common/http/connection_limits.hpp"
#include "common/http/dispatcher.hpp"
#include "common/http/edge_routes.hpp"
#include "common/http/metrics.hpp"
#include "common/http/rate_limiter.hpp"
#include "common/http/router.hpp"
#include "common/http/server.hpp"
#include "common/http/static_files.hpp"

namespace talent::http {

struct edge_counters {
    std::atomic<std::size_t> connections{0};
    std::atomic<std::size_t> requests_in_flight{0};
    std::atomic<std::size_t> event_streams{0};
    std::atomic<std::size_t> proxied_requests{0};
    std::atomic<std::size_t> exports{0};
    std::atomic<std::size_t> organisations_streams{0}; // the same, counted by organisation
    std::atomic<std::size_t> organisations_exports{0};
    std::atomic<std::size_t> lane_mismatches{0}; // requests that needed another lane than said
};

struct edge {
    /// Throws runtime_error where the static directory cannot be read.
    edge(server_options chosen, server_parts given, std::function<void()> on_commit);

    server_options const settings;
    server_parts const parts;
    edge_counters counters;
    // Event streams, in all and by credential: one that reads slowly must not starve the others.
    connection_limits streams{event_streams_max, event_streams_per_credential_max,
                              counters.event_streams};
    connection_limits streams_by_organisation{event_streams_max, event_streams_per_organisation_max,
                                              counters.organisations_streams};
    trusted_networks proxies; // set before the first connection
    // Requests at once of one client behind them; in all they are limited elsewhere.
    connection_limits clients{std::numeric_limits<std::size_t>::max(),
                              settings.connections_per_address_max, counters.proxied_requests};
    // Exports last as long as their readers want, and each look costs a reader's time.
    connection_limits exports{exports_max, exports_per_credential_max, counters.exports};
    connection_limits exports_by_organisation{exports_max, exports_per_organisation_max,
                                              counters.organisations_exports};
    std::atomic<bool> draining{false};
    static_files const files;
    bound_route const file_route; // stands for every static file
    bound_route const page_route; // and for every rendered page
    edge_api const own;           // the edge's own routes
    router const routes;          // the services' routes and the edge's own
    rate_limiter limiter;
    metrics measured;
    dispatcher work;
    admission gate;
    std::string description; // the OpenAPI document

    metrics::levels levels() const;
};

} // namespace talent::http
