#include "tests/unit/http/raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace talent::http::test {
namespace {

constexpr int receive_time_max_ms = 20'000;

std::string lower_case(std::string text) {
    for (auto& c : text)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

raw_answer parse_head(std::string head) {
    raw_answer made;
    made.status = std::stoi(head.substr(9, 3));
    for (auto start = head.find("\r\n") + 2; start < head.size();) {
        auto const end = head.find("\r\n", start);
        if (end == start) break;
        auto const line = head.substr(start, end - start);
        auto const colon = line.find(": ");
        made.headers[lower_case(line.substr(0, colon))] = line.substr(colon + 2);
        start = end + 2;
    }
    made.head = std::move(head);
    return made;
}

} // namespace

raw_client::raw_client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int const on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(socket_);
        throw std::runtime_error("cannot connect");
    }
}

raw_client::~raw_client() {
    ::close(socket_);
}

bool raw_client::try_send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void raw_client::send(std::string_view bytes) {
    if (!try_send(bytes)) throw std::runtime_error("cannot send");
}

void raw_client::finish_sending() {
    ::shutdown(socket_, SHUT_WR);
}

raw_client::received raw_client::wait_for_bytes() {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, receive_time_max_ms) != 1) return received::nothing;
    std::array<char, 16'384> buffer{};
    auto const count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count <= 0) return received::end;
    received_.append(buffer.data(), static_cast<std::size_t>(count));
    return received::bytes;
}

std::optional<std::string> raw_client::read_to_end() {
    auto got = received::bytes;
    while (got == received::bytes)
        got = wait_for_bytes();
    if (got == received::nothing) return std::nullopt;
    return std::move(received_);
}

std::optional<std::string> raw_client::read_until(std::string_view wanted) {
    for (;;) {
        auto const found = received_.find(wanted);
        if (found != std::string::npos) return take(found + wanted.size());
        if (!receive()) return std::nullopt;
    }
}

std::optional<std::string> raw_client::take(std::size_t bytes) {
    while (received_.size() < bytes) {
        if (!receive()) return std::nullopt;
    }
    auto taken = received_.substr(0, bytes);
    received_.erase(0, bytes);
    return taken;
}

std::optional<std::string> raw_client::take_chunks() {
    std::string body;
    for (;;) {
        auto const line = read_until("\r\n");
        if (!line) return std::nullopt;
        auto const size = std::stoul(*line, nullptr, 16);
        auto const chunk = take(size + 2);
        if (!chunk) return std::nullopt;
        if (size == 0) return body;
        body.append(*chunk, 0, size);
    }
}

std::optional<raw_answer> raw_client::read_answer(bool to_head) {
    auto head = read_until("\r\n\r\n");
    if (!head) return std::nullopt;
    auto made = parse_head(std::move(*head));
    bool const empty = to_head || made.status == 204 || made.status == 304 || made.status < 200;
    if (empty) return made;
    std::optional<std::string> body;
    if (made.header("transfer-encoding") == "chunked") {
        body = take_chunks();
    } else if (!made.header("content-length").empty()) {
        body = take(std::stoul(made.header("content-length")));
    } else {
        while (receive())
            continue;
        body = std::exchange(received_, {});
    }
    if (!body) return std::nullopt;
    made.body = std::move(*body);
    return made;
}

std::optional<raw_answer> raw_client::ask(std::string_view bytes) {
    send(bytes);
    auto answer = read_answer();
    if (!answer) throw std::runtime_error("there is no answer");
    return answer;
}

bool raw_client::is_readable_within(std::chrono::milliseconds time) {
    if (!received_.empty()) return true;
    pollfd waiting{socket_, POLLIN, 0};
    return ::poll(&waiting, 1, static_cast<int>(time.count())) == 1;
}

bool raw_client::is_closed_within(std::chrono::milliseconds time) {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(time.count())) != 1) return false;
    char byte = 0;
    return ::recv(socket_, &byte, 1, 0) <= 0;
}

std::string get(std::string_view path, std::string_view lines) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: talent.test\r\n" + std::string(lines) +
           "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view lines) {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: talent.test\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n" + std::string(lines) + "\r\n" + std::string(body);
}

} // namespace talent::http::test
