#include "tests/support/smtp_sink.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <regex>
#include <stdexcept>

namespace talent::test {
namespace {

constexpr auto patience = std::chrono::minutes{1};
constexpr int look_milliseconds = 50;

// Written apart from the library that wrote it.
std::string from_base64(std::string const& text) {
    static std::string const alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string made;
    unsigned bits = 0;
    int held = 0;
    for (char const c : text) {
        auto const value = alphabet.find(c);
        if (value == std::string::npos) continue;
        bits = bits << 6 | static_cast<unsigned>(value);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        made.push_back(static_cast<char>(bits >> held & 0xFF));
    }
    return made;
}

} // namespace

std::string received_mail::head(std::string const& name) const {
    auto const end = message.find("\r\n\r\n");
    auto const heads = "\r\n" + message.substr(0, end) + "\r\n";
    auto const place = heads.find("\r\n" + name + ": ");
    if (place == std::string::npos) return {};
    auto const start = place + 2 + name.size() + 2;
    auto stop = heads.find("\r\n", start);
    while (stop + 2 < heads.size() && heads[stop + 2] == ' ')
        stop = heads.find("\r\n", stop + 2);
    return std::regex_replace(heads.substr(start, stop - start), std::regex("\r\n"), "");
}

std::string received_mail::body() const {
    return from_base64(message.substr(message.find("\r\n\r\n") + 4));
}

std::string decoded_head(std::string const& value) {
    static std::regex const gap(R"(\?=\s+=\?)");
    static std::regex const word(R"(=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=)");
    auto const joined = std::regex_replace(value, gap, "?==?");
    std::string made;
    std::string rest = joined;
    for (std::smatch found; std::regex_search(rest, found, word); rest = found.suffix()) {
        made += found.prefix();
        made += from_base64(found[1]);
    }
    return made + rest;
}

/// One connection.
class smtp_sink::dialogue {
  public:
    dialogue(smtp_sink& sink, int connection) : sink_(sink), connection_(connection) {}
    ~dialogue() { close(connection_); }

    void hold() {
        say("220 sink");
        while (auto const line = hear()) {
            if (!answer(*line)) return;
        }
    }

  private:
    // Looks up now and then, so that the sink can end.
    bool wait() {
        while (!sink_.stopping_) {
            pollfd waiting{connection_, POLLIN, 0};
            if (poll(&waiting, 1, look_milliseconds) == 1) return true;
        }
        return false;
    }

    std::optional<std::string> hear() {
        while (true) {
            if (auto const end = bytes_.find("\r\n"); end != std::string::npos) {
                auto line = bytes_.substr(0, end);
                bytes_.erase(0, end + 2);
                return line;
            }
            char piece[4096];
            if (!wait()) return std::nullopt;
            auto const got = recv(connection_, piece, sizeof piece, 0);
            if (got <= 0) return std::nullopt;
            bytes_.append(piece, static_cast<std::size_t>(got));
        }
    }

    void say(std::string const& line) {
        auto const sent = line + "\r\n";
        send(connection_, sent.data(), sent.size(), MSG_NOSIGNAL);
    }

    bool answer(std::string const& line) {
        {
            std::lock_guard const lock(sink_.mutex_);
            sink_.lines_.push_back(line);
        }
        auto const argument = line.substr(std::min(line.size(), line.find(':') + 1));
        if (line.starts_with("EHLO ")) {
            mail_ = {.hello = line.substr(5)};
            say("250 sink");
        } else if (line.starts_with("MAIL FROM:")) {
            while (sink_.manner_ == smtp_manner::is_slow && !sink_.stopping_)
                std::this_thread::sleep_for(std::chrono::milliseconds{look_milliseconds});
            mail_.from = argument;
            say(sink_.manner_ == smtp_manner::is_busy ? "451 later" : "250 ok");
        } else if (line.starts_with("RCPT TO:")) {
            mail_.to.push_back(argument);
            say(sink_.manner_ == smtp_manner::refuses_recipient ? "550 no such user" : "250 ok");
        } else if (line == "DATA") {
            say("354 go on");
            return take_message();
        } else if (line == "QUIT") {
            say("221 bye");
            return false;
        } else {
            say("250 ok");
        }
        return true;
    }

    bool take_message() {
        if (sink_.manner_ == smtp_manner::drops_in_data) {
            hear();
            return false;
        }
        while (auto const line = hear()) {
            if (*line == ".") {
                {
                    std::lock_guard const lock(sink_.mutex_);
                    sink_.received_.push_back(mail_);
                }
                if (sink_.manner_ == smtp_manner::drops_after_data) return false;
                say("250 taken");
                return true;
            }
            mail_.message.append(line->starts_with('.') ? line->substr(1) : *line).append("\r\n");
        }
        return false;
    }

    smtp_sink& sink_;
    int connection_;
    std::string bytes_;
    received_mail mail_;
};

smtp_sink::smtp_sink() {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof place;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&place), length) != 0 ||
        listen(listener_, SOMAXCONN) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&place), &length) != 0) {
        throw std::runtime_error("no port for mail");
    }
    port_ = ntohs(place.sin_port);
    thread_ = std::thread([this] { run(); });
}

smtp_sink::~smtp_sink() {
    stopping_ = true;
    thread_.join();
    close(listener_);
}

std::string smtp_sink::url() const {
    return "smtp://127.0.0.1:" + std::to_string(port_);
}

std::vector<received_mail> smtp_sink::received() const {
    std::lock_guard const lock(mutex_);
    return received_;
}

std::vector<received_mail> smtp_sink::wait_for(std::size_t count) const {
    auto const until = std::chrono::steady_clock::now() + patience;
    while (true) {
        auto found = received();
        if (found.size() >= count || std::chrono::steady_clock::now() > until) return found;
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
}

int smtp_sink::heard(std::string const& word) const {
    std::lock_guard const lock(mutex_);
    return static_cast<int>(std::ranges::count_if(
        lines_, [&](std::string const& line) { return line.starts_with(word); }));
}

void smtp_sink::run() {
    while (!stopping_) {
        pollfd waiting{listener_, POLLIN, 0};
        if (poll(&waiting, 1, look_milliseconds) != 1) continue;
        int const connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0) continue;
        ++connections_;
        dialogue(*this, connection).hold();
    }
}

} // namespace talent::test
