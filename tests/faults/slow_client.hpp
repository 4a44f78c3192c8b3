// Clients that hold a server up: each is one socket that does one kind of slow thing, begins again
// a second after the server has ended it, and notes how long that took. All of them are driven by
// one thread.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace talent::test {

enum class slowness {
    head,        // sends a head byte by byte
    body,        // sends most of a body, then a byte now and then
    reading,     // asks for large answers and reads none of them
    exporting,   // asks for an export and does not read it
    events,      // opens an event stream and does not read it
    idle,        // is answered once, and keeps the connection
    half_closed, // asks, and says that it will ask no more
    silent,      // connects, and says nothing (over TLS: no handshake)
};
inline constexpr slowness all_slowness[] = {
    slowness::head,   slowness::body, slowness::reading,     slowness::exporting,
    slowness::events, slowness::idle, slowness::half_closed, slowness::silent};

std::string_view name_of(slowness kind);

/// What was seen of the clients of one kind.
struct slow_seen {
    std::size_t begun = 0;
    std::size_t ended = 0;                // by the server
    std::chrono::milliseconds longest{0}; // until it ended one
    std::map<int, std::size_t> statuses;  // of first answers, where one was read
};

struct slow_plan {
    int port = 0;
    std::size_t clients = 1000;
    std::vector<slowness> kinds;        // given out in turn
    std::vector<std::string> addresses; // the clients' own, in turn
    std::vector<std::string> bearers;   // in turn
    std::chrono::seconds duration{60};
};

/// Runs the clients; ends all of them at the end.
std::map<slowness, slow_seen> run_slow_clients(slow_plan const& plan);

} // namespace talent::test
