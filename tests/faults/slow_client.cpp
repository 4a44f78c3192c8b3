#include "tests/faults/slow_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace talent::test {
namespace {

using steady = std::chrono::steady_clock;

constexpr std::chrono::seconds step{1}; // between two bytes, and before a new beginning
constexpr std::chrono::milliseconds look{50};
constexpr std::size_t body_bytes = 250'000;
constexpr std::size_t body_bytes_at_once = 240'000;
constexpr int pipelined_requests = 8;
constexpr int receive_buffer_bytes = 4096; // what a client does not read fills no kernel

std::string request(std::string_view target, std::string_view bearer) {
    std::string made = "GET " + std::string(target) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    if (!bearer.empty()) made += "Authorization: Bearer " + std::string(bearer) + "\r\n";
    return made + "\r\n";
}

std::string repeated(std::string const& text, int times) {
    std::string made;
    for (int i = 0; i < times; ++i)
        made += text;
    return made;
}

/// What a client of this kind sends at once.
std::string opening(slowness kind, std::string_view bearer) {
    switch (kind) {
        case slowness::head:
            return "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ";
        case slowness::body:
            return "POST /v1/demands HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
                   "application/json\r\nAuthorization: Bearer " +
                   std::string(bearer) + "\r\nContent-Length: " + std::to_string(body_bytes) +
                   "\r\n\r\n" + std::string(body_bytes_at_once, ' ');
        case slowness::reading:
            return repeated(request("/openapi.json", {}) + request("/v1/feed?limit=1000", bearer),
                            pipelined_requests);
        case slowness::exporting:
            return repeated(request("/v1/exports/supplies", bearer), pipelined_requests);
        case slowness::events:
            return request("/v1/feed/stream?after=0", bearer);
        case slowness::idle:
        case slowness::half_closed:
            return request("/openapi.json", {});
        case slowness::silent:
            return {};
    }
    return {};
}

bool drips(slowness kind) {
    return kind == slowness::head || kind == slowness::body;
}

/// Whether a client of this kind reads no more than it must to see the end.
bool reads(slowness kind) {
    return kind == slowness::idle || kind == slowness::half_closed || drips(kind) ||
           kind == slowness::silent;
}

struct client {
    slowness kind = slowness::silent;
    std::string address;
    std::string bearer;
    int socket = -1;
    std::string unsent;
    bool answered = false;
    steady::time_point begun{};
    steady::time_point next{}; // byte, or beginning
};

class crowd {
  public:
    explicit crowd(slow_plan const& plan) : plan_(plan) {
        for (std::size_t i = 0; i < plan.clients; ++i) {
            clients_.push_back(
                {.kind = plan.kinds[i % plan.kinds.size()],
                 .address = plan.addresses[i % plan.addresses.size()],
                 .bearer = plan.bearers[i / plan.kinds.size() % plan.bearers.size()]});
        }
    }
    ~crowd() {
        for (auto& one : clients_)
            if (one.socket >= 0) ::close(one.socket);
    }
    crowd(crowd const&) = delete;
    crowd& operator=(crowd const&) = delete;

    std::map<slowness, slow_seen> run() {
        auto const end = steady::now() + plan_.duration;
        while (steady::now() < end) {
            act();
            wait();
        }
        return std::move(seen_);
    }

  private:
    void act() {
        auto const now = steady::now();
        for (auto& one : clients_) {
            if (one.socket < 0) {
                if (now >= one.next) begin(one, now);
                continue;
            }
            if (one.unsent.empty() && drips(one.kind) && now >= one.next) {
                one.unsent = "x";
                one.next = now + step;
            }
            send(one);
        }
    }

    void begin(client& one, steady::time_point now) {
        one.next = now + step;
        one.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (one.socket < 0) throw std::runtime_error("no socket can be made");
        ::setsockopt(one.socket, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes,
                     sizeof receive_buffer_bytes);
        sockaddr_in from{};
        from.sin_family = AF_INET;
        ::inet_pton(AF_INET, one.address.c_str(), &from.sin_addr);
        sockaddr_in to = from;
        to.sin_port = htons(static_cast<std::uint16_t>(plan_.port));
        ::inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
        bool const connected =
            ::bind(one.socket, reinterpret_cast<sockaddr*>(&from), sizeof from) == 0 &&
            ::connect(one.socket, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
        if (!connected) {
            drop(one);
            return;
        }
        one.begun = now;
        one.answered = false;
        one.unsent = opening(one.kind, one.bearer);
        ++seen_[one.kind].begun;
    }

    void send(client& one) {
        if (one.unsent.empty()) return;
        auto const count =
            ::send(one.socket, one.unsent.data(), one.unsent.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count <= 0) return;
        one.unsent.erase(0, static_cast<std::size_t>(count));
        bool const whole = one.unsent.empty();
        if (whole && one.kind == slowness::half_closed) ::shutdown(one.socket, SHUT_WR);
    }

    void wait() {
        std::vector<pollfd> watched;
        for (auto const& one : clients_) {
            short const events = reads(one.kind) ? POLLIN : POLLRDHUP;
            watched.push_back({one.socket, events, 0}); // -1 is passed over
        }
        ::poll(watched.data(), watched.size(), static_cast<int>(look.count()));
        for (std::size_t i = 0; i < clients_.size(); ++i) {
            if (clients_[i].socket >= 0 && watched[i].revents != 0)
                notice(clients_[i], watched[i].revents);
        }
    }

    void notice(client& one, short happened) {
        char space[16 * 1024];
        ssize_t count = 1;
        bool const ended = (happened & (POLLHUP | POLLERR | POLLRDHUP)) != 0;
        // Behind the end stands what was sent before it: one look, to learn the status.
        if (reads(one.kind) || ended) {
            count = ::recv(one.socket, space, sizeof space, MSG_DONTWAIT);
            if (count > 0) note_answer(one, {space, static_cast<std::size_t>(count)});
        }
        if (count <= 0 || (ended && !reads(one.kind))) note_end(one);
    }

    void note_answer(client& one, std::string_view bytes) {
        if (one.answered || !bytes.starts_with("HTTP/1.1 ")) return;
        one.answered = true;
        int status = 0;
        std::from_chars(bytes.data() + 9, bytes.data() + 12, status);
        ++seen_[one.kind].statuses[status];
    }

    void note_end(client& one) {
        auto& of_kind = seen_[one.kind];
        ++of_kind.ended;
        auto const lasted =
            std::chrono::duration_cast<std::chrono::milliseconds>(steady::now() - one.begun);
        of_kind.longest = std::max(of_kind.longest, lasted);
        drop(one);
    }

    void drop(client& one) {
        ::close(one.socket);
        one.socket = -1;
        one.next = steady::now() + step;
    }

    slow_plan const& plan_;
    std::vector<client> clients_;
    std::map<slowness, slow_seen> seen_;
};

} // namespace

std::string_view name_of(slowness kind) {
    constexpr std::string_view names[] = {"slow head",     "slow body",     "unread pages",
                                          "unread export", "unread events", "idle",
                                          "half-closed",   "silent"};
    return names[static_cast<std::size_t>(kind)];
}

std::map<slowness, slow_seen> run_slow_clients(slow_plan const& plan) {
    return crowd(plan).run();
}

} // namespace talent::test
