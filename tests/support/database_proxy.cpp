#include "tests/support/database_proxy.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>
#include <vector>

namespace talent::test {
namespace {

constexpr int look_interval_milliseconds = 10;
constexpr int waiting_connections_max = 64;

// COM_QUERY with the one word, as a whole packet
// (https://mariadb.com/kb/en/0-packet/, https://mariadb.com/kb/en/com_query/).
constexpr std::string_view commit_packet{
    "\x07\x00\x00\x00\x03"
    "COMMIT",
    11};

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

void send_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        auto const sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return; // the reading side finds out
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

/// Empty where the other side has ended.
std::string receive(int from) {
    char buffer[64 * 1024];
    auto const count = ::recv(from, buffer, sizeof buffer, 0);
    return count > 0 ? std::string(buffer, static_cast<std::size_t>(count)) : std::string();
}

} // namespace

database_proxy::database_proxy(std::string const& url) {
    constexpr std::string_view by_socket = "?socket=";
    if (auto const found = url.find(by_socket); found != std::string::npos) {
        socket_path_ = url.substr(found + by_socket.size());
    } else {
        server_port_ = std::stoi(url.substr(url.rfind(':') + 1));
    }
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, waiting_connections_max) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("the proxy cannot listen");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
}

database_proxy::~database_proxy() {
    stop_ = true;
    thread_.join();
    for (auto& each : links_)
        close(each);
    ::close(listener_);
}

std::string database_proxy::url(std::string const& database_name, std::string const& user) const {
    return "mysql://" + user + "@127.0.0.1:" + std::to_string(port_) + "/" + database_name;
}

int database_proxy::connect_to_server() const {
    bool const local = !socket_path_.empty();
    int const made = ::socket(local ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un path{};
    path.sun_family = AF_UNIX;
    std::strncpy(path.sun_path, socket_path_.c_str(), sizeof path.sun_path - 1);
    auto address = loopback(server_port_);
    auto const connected =
        local ? ::connect(made, reinterpret_cast<sockaddr*>(&path), sizeof path)
              : ::connect(made, reinterpret_cast<sockaddr*>(&address), sizeof address);
    if (connected == 0) return made;
    ::close(made);
    return -1;
}

void database_proxy::accept_one() {
    link made;
    made.client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    made.server = connect_to_server();
    int const yes = 1;
    ::setsockopt(made.client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (made.server < 0)
        close(made);
    else
        links_.push_back(std::move(made));
}

void database_proxy::close(link& one) {
    if (one.client >= 0) ::close(one.client);
    if (one.server >= 0) ::close(one.server);
    one.client = one.server = -1;
}

void database_proxy::take_from_client(link& one) {
    auto bytes = receive(one.client);
    if (bytes.empty()) return close(one);
    one.to_server += bytes;
    if (next_cut_ == cut::none || one.to_server != commit_packet) return;
    one.how = next_cut_.exchange(cut::none);
    if (one.how == cut::after) return; // its answer is what is lost
    ::close(one.client);
    one.client = -1;
    one.due = steady::now() + a_while;
}

void database_proxy::take_from_server(link& one) {
    auto const bytes = receive(one.server);
    // The answer to a COMMIT that was cut ends the connection in place of being passed on.
    if (bytes.empty() || one.how != cut::none) return close(one);
    one.to_client += bytes;
}

void database_proxy::flush(link& one) {
    send_all(one.server, std::exchange(one.to_server, {}));
    send_all(one.client, std::exchange(one.to_client, {}));
}

/// The end of a cut that waits for its time.
void database_proxy::finish_cut(link& one) {
    if (one.how == cut::before) return close(one);
    send_all(one.server, std::exchange(one.to_server, {}));
}

void database_proxy::move_bytes(link& one, bool from_client, bool from_server) {
    if (from_client) take_from_client(one);
    if (from_server && one.server >= 0) take_from_server(one);
    if (one.server < 0) return;
    if (one.client >= 0) {
        flush(one);
    } else if (steady::now() >= one.due) {
        finish_cut(one);
    }
}

void database_proxy::run() {
    while (!stop_) {
        bool const stalled = stalled_;
        std::vector<pollfd> watched{{listener_, POLLIN, 0}};
        for (auto const& each : links_) {
            // A negative descriptor is passed over by poll.
            watched.push_back({stalled ? -1 : each.client, POLLIN, 0});
            watched.push_back({stalled ? -1 : each.server, POLLIN, 0});
        }
        ::poll(watched.data(), watched.size(), look_interval_milliseconds);
        std::size_t at = 1;
        for (auto& each : links_) {
            bool const from_client = watched[at++].revents != 0;
            bool const from_server = watched[at++].revents != 0;
            if (!stalled) move_bytes(each, from_client, from_server);
        }
        if (watched[0].revents != 0) accept_one();
        if (drop_.exchange(false)) {
            for (auto& each : links_)
                close(each);
        }
        std::erase_if(links_, [](link const& each) { return each.server < 0; });
    }
}

} // namespace talent::test
