// The fixed list of steps that every request passes between its header and its body, and the record
// that is made of it at the end. Each step is a plain function of the edge and the exchange: no
// sockets, no waiting. Used by sessions on their I/O threads.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/http/edge.hpp"
#include "common/http/head.hpp"
#include "common/http/request.hpp"

namespace talent::http {

/// One request on its way through the edge.
struct exchange {
    head const* sent = nullptr; // valid while the steps run
    std::string network = {};   // the client's address, or its /64: what limits are counted by
    bool from_proxy = false;    // the peer is a proxy that is trusted to name its clients
    std::optional<connection_limits::place> client_place = {}; // of a client behind a proxy
    request asked = {};
    bound_route const* route = nullptr;
    std::string_view method_name = "none";          // for the log
    std::string_view query = {};                    // as sent; valid while the steps run
    std::optional<problem> refused_credential = {}; // one was offered and is not good
    std::vector<std::pair<std::string, std::string>> headers = {}; // for whatever the answer is
};

struct step {
    std::string_view name;
    std::string_view reason; // why it stands where it stands
    result<void> (*run)(edge& around, exchange& passing);
};

/// In the order in which they run.
std::span<step const> all_steps();

/// Runs the steps until one refuses.
result<void> pass_steps(edge& around, exchange& passing);

/// Counts and logs a request that has been answered. Names and numbers only, nothing a client sent.
struct answered {
    int status = 0;
    std::size_t bytes = 0;
    std::chrono::nanoseconds duration{0};
};
void record(edge& around, exchange const& passed, answered const& how);

} // namespace talent::http
