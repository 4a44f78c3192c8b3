// What /metrics shows: requests by route, method and status class, their latency, and how full the
// edge is. prometheus-cpp underneath. Owned by the edge; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "common/http/router.hpp"

namespace talent::http {

class metrics {
  public:
    /// A series for each route, made once, so that counting takes no lock.
    explicit metrics(router const& routes);
    ~metrics();

    /// `route` is null for a request that found none; HEAD counts with its GET.
    void count(bound_route const* route, int status, std::chrono::nanoseconds duration);

    /// What is true at the moment of a scrape.
    struct levels {
        std::size_t connections = 0;
        std::size_t requests_in_flight = 0;
        std::size_t event_streams = 0;
        std::size_t exports = 0;
        std::size_t lane_mismatches = 0;
        std::size_t database_queue_depth = 0;
        std::chrono::milliseconds database_oldest_wait{0};
        std::size_t query_queue_depth = 0;
        std::size_t password_queue_depth = 0;
    };
    /// Prometheus text exposition format, version 0.0.4.
    std::string write(levels const& now) const;

  private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace talent::http
