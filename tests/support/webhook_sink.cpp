#include "tests/support/webhook_sink.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace talent::test {
namespace {

constexpr auto patience = std::chrono::minutes{1};
constexpr int look_milliseconds = 50;

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

received_webhook read_head(std::string const& head) {
    received_webhook made;
    auto line_end = head.find("\r\n");
    auto const first = head.substr(0, line_end);
    auto const space = first.find(' ');
    made.target = first.substr(space + 1, first.rfind(' ') - space - 1);
    while (line_end + 2 < head.size()) {
        auto const start = line_end + 2;
        line_end = head.find("\r\n", start);
        if (line_end == std::string::npos) break;
        auto const line = head.substr(start, line_end - start);
        auto const colon = line.find(": ");
        if (colon != std::string::npos)
            made.headers[lower(line.substr(0, colon))] = line.substr(colon + 2);
    }
    return made;
}

} // namespace

webhook_sink::webhook_sink() {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof place;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&place), length) != 0 ||
        listen(listener_, SOMAXCONN) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&place), &length) != 0) {
        throw std::runtime_error("no port for webhooks");
    }
    port_ = ntohs(place.sin_port);
    thread_ = std::thread([this] { run(); });
}

webhook_sink::~webhook_sink() {
    stopping_ = true;
    thread_.join();
    close(listener_);
}

std::string webhook_sink::address() const {
    return "http://127.0.0.1:" + std::to_string(port_) + "/hook";
}

std::vector<received_webhook> webhook_sink::received() const {
    std::lock_guard const lock(mutex_);
    return received_;
}

std::vector<received_webhook> webhook_sink::wait_for(std::size_t count) const {
    auto const until = std::chrono::steady_clock::now() + patience;
    while (true) {
        auto found = received();
        if (found.size() >= count || std::chrono::steady_clock::now() > until) return found;
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
}

void webhook_sink::run() {
    while (!stopping_) {
        pollfd waiting{listener_, POLLIN, 0};
        if (poll(&waiting, 1, look_milliseconds) != 1) continue;
        int const connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        serve(connection);
        close(connection);
    }
}

void webhook_sink::serve(int connection) {
    std::string bytes;
    std::size_t head_end = std::string::npos;
    received_webhook request;
    std::size_t body_bytes = 0;
    while (true) {
        char piece[4096];
        auto const got = recv(connection, piece, sizeof piece, 0);
        if (got <= 0) return;
        bytes.append(piece, static_cast<std::size_t>(got));
        if (head_end == std::string::npos && (head_end = bytes.find("\r\n\r\n")) != bytes.npos) {
            request = read_head(bytes.substr(0, head_end + 2));
            body_bytes = std::stoul(request.headers["content-length"]);
        }
        if (head_end != std::string::npos && bytes.size() >= head_end + 4 + body_bytes) break;
    }
    request.body = bytes.substr(head_end + 4);
    int const status = status_;
    {
        std::lock_guard const lock(mutex_);
        received_.push_back(std::move(request));
    }
    if (status == 0) return;
    std::string const answer = "HTTP/1.1 " + std::to_string(status) +
                               " Told\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: "
                               "6\r\nConnection: close\r\n\r\nthanks";
    std::string const none = "HTTP/1.1 204 None\r\nConnection: close\r\n\r\n";
    auto const& sent = status == 204 ? none : answer;
    send(connection, sent.data(), sent.size(), MSG_NOSIGNAL);
}

} // namespace talent::test
