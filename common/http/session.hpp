// One connection from its first byte to its last: requests are read, checked, carried out and
// answered one after the other, in the order in which they came. The only coroutine of the server.
// Lives on one I/O thread; work done elsewhere comes back to it.
#pragma once

#include <string>

#include "common/http/asio.hpp"
#include "common/http/connection_limits.hpp"
#include "common/http/edge.hpp"
#include "common/http/io_thread.hpp"

namespace talent::http {

/// A connection just accepted, on the I/O thread whose socket it is.
struct accepted {
    plain_stream socket;
    std::string remote_address;
    bool from_proxy = false; // that is trusted to name its clients
    connection_limits::place place;
};

/// Serves the connection until it ends; over TLS where there is a context.
void start_session(edge& around, io_thread& home, asio::ssl::context* tls, accepted one);

} // namespace talent::http
