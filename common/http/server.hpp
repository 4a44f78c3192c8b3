// The HTTP/1.1 server: listener, sessions, and the fixed middleware every request passes, on one
// io_context per I/O thread. Made and owned by talentd's main. Beast and Asio stay inside this
// folder.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/result.hpp"
#include "common/db/database.hpp"
#include "common/http/limits.hpp"
#include "common/http/router.hpp"
#include "common/journal/follower.hpp"
#include "common/personal/vault.hpp"
#include "common/security/principal.hpp"

namespace talent::http {

class rendered_pages;

struct server_options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; // 0: any free one
    std::size_t io_threads = 1;
    std::size_t query_threads = 2;
    std::size_t password_threads = 2;
    std::size_t connections_max = 4096;
    std::size_t connections_per_address_max = 1024;
    /// Addresses and networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.
    std::vector<std::string> trusted_proxies = {};
    std::size_t requests_in_flight_max = 1024; // of each lane
    std::chrono::milliseconds queue_wait_target{25};
    std::chrono::milliseconds queue_age_max{250};
    std::int64_t rate_per_minute = 6000; // requests per credential or address; 0: no limit
    std::string tls_certificate_file = {};
    std::string tls_private_key_file = {};
    std::chrono::seconds drain_time_max{10};
    std::string static_directory = {}; // the console's files; empty: none
};

/// What the request carried as credentials.
struct credentials {
    std::string bearer; // empty: none
    std::string cookie; // the session cookie's value; empty: none
};

struct server_parts {
    router const& routes;
    db::database& database;
    journal::follower& follower;
    clock const& time;
    json::code_checker const& codes;
    /// In memory, synchronous: who this is. unauthenticated where the credential is unknown,
    /// expired or revoked; an anonymous principal where there is none.
    std::function<result<security::principal>(credentials const&, instant)> authenticate;
    /// Whether the credential that a principal came from still holds: asked again and again by what
    /// outlives one answer (event streams). Left out: it does.
    std::function<bool(security::principal const&, instant)> still_valid;
    /// Whether start-up is complete (/readyz).
    std::function<bool()> ready;
    /// Seals the answers that idempotency keys keep, where they tell of a person.
    personal::vault const* vault = nullptr;
    /// What is answered beside the routes and the files; left out: nothing.
    rendered_pages const* pages = nullptr;
};

class server {
  public:
    server(server_options settings, server_parts parts);
    ~server();

    /// Binds and listens; the port bound. A problem with one sentence where it cannot.
    result<std::uint16_t> listen();
    /// Serves until drain() has finished; the calling thread becomes an I/O thread.
    void run();
    /// Graceful stop: closes the listener, ends idle connections, lets busy ones answer with
    /// Connection: close, for drain_time_max at most. From any thread or a signal watcher.
    void drain();
    /// From now on SIGTERM and SIGINT drain(); before listen(), so that whoever is told the port
    /// may stop the server at once.
    void drain_on_signals();

    /// Wakes the event streams: the journal has grown. Any thread.
    void notify_events();

  private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace talent::http
