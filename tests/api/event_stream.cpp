#include "tests/api/event_stream.hpp"

#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace talent::test {
namespace {

using std::chrono::milliseconds;
using steady = std::chrono::steady_clock;

constexpr milliseconds answer_time_max{10'000};

} // namespace

event_stream::event_stream(int port, std::pair<std::string, std::string> const& credential,
                           std::int64_t position)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(static_cast<std::uint16_t>(port));
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&where), sizeof where) != 0)
        throw std::runtime_error("no connection for an event stream");
    std::string const request = "GET /v1/feed/stream?after=" + std::to_string(position) +
                                " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + credential.first + ": " +
                                credential.second + "\r\n\r\n";
    if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) < 0)
        throw std::runtime_error("an event stream cannot be asked for");
    while (text_.find("\r\n\r\n") == std::string::npos && read_more(answer_time_max)) {
    }
    constexpr std::size_t status_at = 9; // behind "HTTP/1.1 "
    if (text_.size() > status_at) status_ = std::atoi(text_.c_str() + status_at);
}

event_stream::~event_stream() {
    ::close(socket_);
}

bool event_stream::read_more(milliseconds longest) {
    pollfd watched{socket_, POLLIN, 0};
    if (::poll(&watched, 1, static_cast<int>(longest.count())) <= 0) return false;
    char piece[4096];
    auto const count = ::recv(socket_, piece, sizeof piece, 0);
    if (count <= 0) {
        ended_ = true;
        return false;
    }
    text_.append(piece, static_cast<std::size_t>(count));
    // The last chunk ends the stream, whether or not the connection closes.
    ended_ = text_.ends_with("\r\n0\r\n\r\n");
    return !ended_;
}

std::optional<milliseconds> event_stream::wait_for_end(milliseconds longest) {
    auto const begun = steady::now();
    while (!ended_) {
        auto const spent = std::chrono::duration_cast<milliseconds>(steady::now() - begun);
        if (spent >= longest) return std::nullopt;
        read_more(longest - spent);
    }
    return std::chrono::duration_cast<milliseconds>(steady::now() - begun);
}

} // namespace talent::test
