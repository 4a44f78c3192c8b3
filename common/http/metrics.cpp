#include "common/http/metrics.hpp"

#include <array>
#include <unordered_map>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace talent::http {
namespace {

constexpr std::array<char const*, 4> status_classes = {"2xx", "3xx", "4xx", "5xx"};

// In seconds: from what the index answers to what a client gives up on.
prometheus::Histogram::BucketBoundaries const latency_boundaries = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2.5, 10};

std::size_t class_of(int status) {
    auto const hundreds = static_cast<std::size_t>(status / 100);
    return hundreds < 2 || hundreds > 5 ? 3 : hundreds - 2;
}

struct series {
    std::array<prometheus::Counter*, status_classes.size()> requests{};
    prometheus::Histogram* duration = nullptr;
};

} // namespace

struct metrics::state {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                            .Name("talent_http_requests_total")
                                                            .Help("Requests answered.")
                                                            .Register(registry);
    prometheus::Family<prometheus::Histogram>& durations =
        prometheus::BuildHistogram()
            .Name("talent_http_request_duration_seconds")
            .Help("From the whole header to the last byte of the answer.")
            .Register(registry);
    std::unordered_map<bound_route const*, series> of_route;

    prometheus::Gauge& connections = gauge("talent_http_connections", "Open connections.");
    prometheus::Gauge& in_flight =
        gauge("talent_http_requests_in_flight", "Requests between header and answer.");
    prometheus::Gauge& streams = gauge("talent_http_event_streams", "Open event streams.");
    prometheus::Gauge& exports = gauge("talent_http_exports", "Exports being sent.");
    prometheus::Gauge& mismatches = gauge(
        "talent_http_lane_mismatches", "Requests that needed another lane than their route says.");
    prometheus::Gauge& queue_depth =
        gauge("talent_database_queue_depth", "Jobs waiting for the database.");
    prometheus::Gauge& oldest_wait =
        gauge("talent_database_oldest_wait_seconds", "Age of the oldest waiting job.");
    prometheus::Gauge& query_depth =
        gauge("talent_query_queue_depth", "Queries waiting for a thread.");
    prometheus::Gauge& password_depth =
        gauge("talent_password_queue_depth", "Passwords waiting for a thread.");

    prometheus::Gauge& gauge(char const* name, char const* help) {
        return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
    }

    void add(bound_route const* route, std::string const& path, std::string const& verb) {
        series made;
        for (std::size_t i = 0; i < status_classes.size(); ++i) {
            made.requests[i] =
                &requests.Add({{"route", path}, {"method", verb}, {"status", status_classes[i]}});
        }
        made.duration = &durations.Add({{"route", path}, {"method", verb}}, latency_boundaries);
        of_route.emplace(route, made);
    }
};

metrics::metrics(router const& routes) : state_(std::make_unique<state>()) {
    state_->add(nullptr, "none", "none");
    for (auto const& row : routes.routes()) {
        state_->add(&row, std::string(row.path), std::string(name_of(row.method)));
    }
}

metrics::~metrics() = default;

void metrics::count(bound_route const* route, int status, std::chrono::nanoseconds duration) {
    auto const found = state_->of_route.find(route);
    auto const& of_route =
        found == state_->of_route.end() ? state_->of_route.at(nullptr) : found->second;
    of_route.requests[class_of(status)]->Increment();
    of_route.duration->Observe(std::chrono::duration<double>(duration).count());
}

std::string metrics::write(levels const& now) const {
    state_->connections.Set(static_cast<double>(now.connections));
    state_->in_flight.Set(static_cast<double>(now.requests_in_flight));
    state_->streams.Set(static_cast<double>(now.event_streams));
    state_->exports.Set(static_cast<double>(now.exports));
    state_->mismatches.Set(static_cast<double>(now.lane_mismatches));
    state_->queue_depth.Set(static_cast<double>(now.database_queue_depth));
    state_->oldest_wait.Set(std::chrono::duration<double>(now.database_oldest_wait).count());
    state_->query_depth.Set(static_cast<double>(now.query_queue_depth));
    state_->password_depth.Set(static_cast<double>(now.password_queue_depth));
    return prometheus::TextSerializer().Serialize(state_->registry.Collect());
}

} // namespace talent::http
