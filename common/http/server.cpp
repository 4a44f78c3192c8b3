#include "common/http/server.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <optional>
#include <thread>
#include <vector>

#include "common/base/log.hpp"
#include "common/http/asio.hpp"
#include "common/http/connection_limits.hpp"
#include "common/http/edge.hpp"
#include "common/http/io_thread.hpp"
#include "common/http/session.hpp"
#include "common/http/tls.hpp"

namespace talent::http {
namespace {

constexpr int listen_backlog = 4096; // the kernel takes the less of this and net.core.somaxconn
// Files, pipes and database connections need descriptors, too.
constexpr std::size_t descriptors_kept = 256;
constexpr std::string_view no_room_answer =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n"
    "Content-Length: 0\r\n\r\n";
constexpr std::chrono::milliseconds accept_pause{100};

ip_address address_of(asio::ip::address const& address) {
    auto const mapped = address.is_v4()
                            ? asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4())
                            : address.to_v6();
    return {mapped.to_bytes()};
}

/// As many as wanted, or as the process has descriptors for once it has asked for all it may have:
/// a connection that cannot be accepted would wait without an answer.
std::size_t connections_possible(std::size_t wanted) {
    rlimit descriptors{};
    if (::getrlimit(RLIMIT_NOFILE, &descriptors) != 0) return wanted;
    descriptors.rlim_cur = descriptors.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &descriptors);
    auto const all = static_cast<std::size_t>(descriptors.rlim_cur);
    auto const possible = all - std::min(descriptors_kept, all / 2);
    if (possible < wanted) {
        log::warning("fewer connections than configured, for want of descriptors",
                     {{"connections", static_cast<std::int64_t>(possible)}});
    }
    return std::min(wanted, possible);
}

/// Tells a client without a place when to come back, as far as its socket takes it at once.
void turn_away(plain_stream& socket) {
    io_fault ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(no_room_answer.data(), no_room_answer.size()), ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

/// A sentence for whoever starts the server.
problem cannot_listen(std::string const& where, io_fault const& fault) {
    return refuse(error_code::internal, "Cannot listen on " + where + ": " + fault.message() + ".");
}

} // namespace

struct server::state {
    state(server_options settings, server_parts parts)
        : around(std::move(settings), std::move(parts), [this] { notify_events(); }),
          limits(connections_possible(around.settings.connections_max),
                 around.settings.connections_per_address_max, around.counters.connections) {
        std::size_t const count = std::max<std::size_t>(1, around.settings.io_threads);
        for (std::size_t i = 0; i < count; ++i)
            threads.push_back(std::make_unique<io_thread>(transfer_memory_max / count));
    }

    result<std::uint16_t> listen();
    void run();
    void drain();
    void watch_signals();
    void notify_events() {
        for (auto& each : threads)
            each->notify_events();
    }

    io_thread& first() { return *threads.front(); }
    void accept_next();
    void take(plain_stream socket, io_thread& home);
    void pause_accepting();
    void stop_accepting();

    // Before the edge, whose work may still notify them while it ends.
    std::vector<std::unique_ptr<io_thread>> threads;
    edge around;
    connection_limits limits;
    std::unique_ptr<asio::ssl::context> tls;
    std::optional<asio::basic_socket_acceptor<tcp, io_executor>> acceptor;
    std::optional<io_timer> accept_timer;
    std::optional<asio::signal_set> signals;
    std::size_t next_thread = 0;
};

result<std::uint16_t> server::state::listen() {
    auto const& settings = around.settings;
    if (!settings.tls_certificate_file.empty()) {
        TRY(tls, make_tls_context(settings.tls_certificate_file, settings.tls_private_key_file));
    }
    TRY(around.proxies, trusted_networks::read(settings.trusted_proxies));
    auto const where = settings.address + ":" + std::to_string(settings.port);
    io_fault fault;
    auto const address = asio::ip::make_address(settings.address, fault);
    if (fault) return cannot_listen(where, fault);
    tcp::endpoint const endpoint(address, settings.port);
    auto& opened = acceptor.emplace(first().context());
    accept_timer.emplace(first().context());
    opened.open(endpoint.protocol(), fault);
    if (!fault) opened.set_option(asio::socket_base::reuse_address(true), fault);
    if (!fault) opened.bind(endpoint, fault);
    if (!fault) opened.listen(listen_backlog, fault);
    if (fault) return cannot_listen(where, fault);
    accept_next();
    return opened.local_endpoint().port();
}

/// One acceptor hands the sockets out in turn: the kernel's SO_REUSEPORT would spread a few
/// long-lived connections unevenly.
void server::state::accept_next() {
    auto& home = *threads[next_thread++ % threads.size()];
    acceptor->async_accept(home.context(), [this, &home](io_fault fault, plain_stream socket) {
        if (around.draining.load() || fault == asio::error::operation_aborted) return;
        if (fault) return pause_accepting();
        take(std::move(socket), home);
        accept_next();
    });
}

/// Out of file descriptors, mostly: trying again at once would only spin.
void server::state::pause_accepting() {
    log::warning("cannot accept connections");
    accept_timer->expires_after(accept_pause);
    accept_timer->async_wait([this](io_fault fault) {
        if (!fault) accept_next();
    });
}

void server::state::take(plain_stream socket, io_thread& home) {
    io_fault fault;
    auto const peer = socket.remote_endpoint(fault);
    if (fault) return;
    auto const address = address_of(peer.address());
    bool const from_proxy = around.proxies.contains(address);
    auto network = network_of(address);
    auto place =
        from_proxy ? limits.take_shared(std::move(network)) : limits.take(std::move(network));
    if (!place) {
        if (!tls) turn_away(socket);
        return;
    }
    accepted one{std::move(socket), to_string(address), from_proxy, std::move(*place)};
    asio::post(home.context(), [this, &home, held = std::move(one)]() mutable {
        start_session(around, home, tls.get(), std::move(held));
    });
}

void server::state::stop_accepting() {
    io_fault ignored;
    if (acceptor) acceptor->close(ignored);
    if (accept_timer) accept_timer->cancel();
    if (signals) signals->clear(ignored);
}

void server::state::run() {
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < threads.size(); ++i) {
        others.emplace_back([this, i] { threads[i]->run(); });
    }
    first().run();
    for (auto& each : others)
        each.join();
}

void server::state::drain() {
    if (around.draining.exchange(true)) return;
    log::information("draining");
    asio::post(first().context(), [this] { stop_accepting(); });
    for (auto& each : threads)
        each->drain(around.settings.drain_time_max);
}

void server::state::watch_signals() {
    signals.emplace(first().context(), SIGTERM, SIGINT);
    signals->async_wait([this](io_fault fault, int) {
        if (!fault) drain();
    });
}

server::server(server_options settings, server_parts parts)
    : state_(std::make_unique<state>(std::move(settings), std::move(parts))) {}
server::~server() = default;

result<std::uint16_t> server::listen() {
    return state_->listen();
}

void server::run() {
    state_->run();
}

void server::drain() {
    state_->drain();
}

void server::drain_on_signals() {
    state_->watch_signals();
}

void server::notify_events() {
    state_->notify_events();
}

} // namespace talent::http
