// Load over HTTP/1.1 for fault tests and benchmarks: many keep-alive connections on one thread, by
// epoll and raw sockets, so that the generator costs less than the server it measures. Several
// threads each run a plan of their own. Answers must carry Content-Length; not for HEAD.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace talent::test {

struct load_answer {
    std::uint64_t number = 0;    // of the request, as `make` was given it
    int status = 0;              // 0: the connection broke before the answer was whole
    std::string_view bytes = {}; // head and body; valid during the call
    /// Closed loop: since the request was written. Open loop: since it was due.
    std::chrono::nanoseconds latency{0};

    std::string_view body() const;
};

struct load_plan {
    int port = 0;
    std::string from_address = "127.0.0.1"; // of the client: any of 127.0.0.0/8
    std::size_t connections = 64;
    /// 0: closed loop, each connection asks again as soon as it is answered. Else open loop:
    /// requests fall due by the clock, whether or not the server keeps up.
    double arrivals_per_second = 0;
    std::chrono::milliseconds duration{1000};
    std::uint64_t requests_max = 0; // 0: as many as the duration allows
    /// Longest wait for answers after the last request.
    std::chrono::milliseconds patience{5000};
    /// Appends the bytes of a request; numbers count from first_number.
    std::function<void(std::uint64_t number, std::string& to)> make;
    std::uint64_t first_number = 0;
    std::function<void(load_answer const&)> seen = {};
    /// Ends the load at once where it becomes true; asked a few hundred times a second.
    std::function<bool()> stop = {};
};

struct load_outcome {
    std::map<int, std::uint64_t> statuses; // 0: broken connections
    std::uint64_t sent = 0;
    std::uint64_t left_over = 0;         // open loop: due, and never sent for want of a connection
    std::chrono::nanoseconds elapsed{0}; // from the start to the last answer
    /// In microseconds, of answers with a status of 2xx and of all others.
    std::vector<std::uint32_t> accepted_latencies;
    std::vector<std::uint32_t> refused_latencies;

    std::uint64_t accepted() const { return accepted_latencies.size(); }
    double accepted_per_second() const;
};

load_outcome run_load(load_plan const& plan);

/// The latency that `share` (0.99) of the answers kept within; reorders its argument.
std::chrono::microseconds percentile(std::vector<std::uint32_t>& latencies, double share);

/// The text of a request on a kept connection; `more` are header lines, each with its line end.
void append_request(std::string& to, std::string_view method, std::string_view target,
                    std::string_view bearer, std::string_view body, std::string_view more = {});

} // namespace talent::test
