// One request to a webhook, by libcurl: the name is looked up once, every address that it stands
// for must be public, and the connection goes to one of those and nowhere else. No redirect is
// followed, no proxy asked, no connection kept. Blocks its thread for attempt_time_max at most, but
// for the look-up of the name, which the resolver's own limits end. Any thread; no state.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "services/notices/model.hpp"
#include "services/notices/target.hpp"

namespace talent::notices {

/// What a name stands for; empty: nothing. The system's, but for tests.
using resolver = std::function<std::vector<ip_address>(std::string const& host)>;
std::vector<ip_address> resolve_by_system(std::string const& host);

struct outgoing {
    std::string address;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

struct came_back {
    std::string address; // connected to
    std::int64_t status = 0;
    std::string failure; // bad_address, unknown_host, not_public, timed_out, tls, refused,
                         // too_long, broken_off
    std::int64_t latency_milliseconds = 0;
    std::string answer; // answer_bytes_kept at most, valid UTF-8
};

struct sender_options {
    local_targets local = local_targets::refused;
    resolver resolve = resolve_by_system;
    std::string authorities_file = {};           // PEM; empty: the system's
    std::atomic<bool> const* stopping = nullptr; // set: a request is broken off within a second
};

came_back send(outgoing const& request, sender_options const& options);

} // namespace talent::notices
