#include "tests/support/load_generator.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <deque>
#include <optional>
#include <stdexcept>

namespace talent::test {
namespace {

using steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds reconnect_wait{5};
constexpr std::size_t read_bytes = 16 * 1024;
constexpr int events_max = 256;

std::uint32_t microseconds(std::chrono::nanoseconds span) {
    return static_cast<std::uint32_t>(span.count() / 1000);
}

/// The value of a header in the head of an answer, which our server writes in one known form, and
/// Node in another.
std::optional<std::size_t> content_length(std::string_view head) {
    constexpr std::string_view name = "\r\nContent-Length: ";
    constexpr std::string_view name_of_node = "\r\ncontent-length: ";
    auto at = head.find(name);
    if (at == std::string_view::npos) at = head.find(name_of_node);
    if (at == std::string_view::npos) return std::nullopt;
    std::size_t length = 0;
    auto const digits = head.substr(at + name.size());
    std::from_chars(digits.data(), digits.data() + digits.size(), length);
    return length;
}

/// The length of the whole answer at the start of `bytes`, where it is there.
std::optional<std::size_t> whole_answer(std::string_view bytes) {
    auto const end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    auto const length = end + 4 + content_length(bytes.substr(0, end)).value_or(0);
    return bytes.size() < length ? std::nullopt : std::optional(length);
}

int status_of(std::string_view answer) {
    int status = 0;
    if (answer.size() > 12) std::from_chars(answer.data() + 9, answer.data() + 12, status);
    return status;
}

struct connection {
    int socket = -1;
    bool busy = false; // a request is on its way
    std::uint64_t number = 0;
    steady::time_point due{};
    std::string unsent;
    std::string received;
    steady::time_point connect_after{};
};

class generator {
  public:
    explicit generator(load_plan const& plan) : plan_(plan), connections_(plan.connections) {
        epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
        if (epoll_ < 0) throw std::runtime_error("epoll_create1 failed");
    }
    ~generator() {
        for (auto& one : connections_)
            drop(one);
        ::close(epoll_);
    }
    generator(generator const&) = delete;
    generator& operator=(generator const&) = delete;

    load_outcome run() {
        started_ = last_answer_ = steady::now();
        auto const end = started_ + plan_.duration;
        next_due_ = started_;
        while (true) {
            auto const now = steady::now();
            bool const producing = now < end && !exhausted() && !stopped();
            if (producing) {
                produce(now);
            } else if (busy_ == 0 || now > end + plan_.patience || stopped()) {
                break;
            }
            poll();
        }
        for (auto& one : connections_) {
            if (one.busy) broke(one);
        }
        made_.left_over = waiting_.size();
        made_.elapsed = last_answer_ - started_;
        return std::move(made_);
    }

  private:
    bool exhausted() const { return plan_.requests_max != 0 && made_.sent >= plan_.requests_max; }
    bool stopped() const { return plan_.stop && plan_.stop(); }

    void produce(steady::time_point now) {
        if (plan_.arrivals_per_second <= 0) {
            for (auto& one : connections_) {
                if (!one.busy && !exhausted() && ready(one, now)) ask(one, now);
            }
            return;
        }
        std::chrono::nanoseconds const gap{
            static_cast<std::int64_t>(1e9 / plan_.arrivals_per_second)};
        for (; next_due_ <= now; next_due_ += gap)
            waiting_.push_back(next_due_);
        send_waiting(now);
    }

    void send_waiting(steady::time_point now) {
        for (std::size_t looked = 0; looked < connections_.size() && !waiting_.empty(); ++looked) {
            auto& one = connections_[turn_++ % connections_.size()];
            if (one.busy || exhausted() || !ready(one, now)) continue;
            ask(one, waiting_.front());
            waiting_.pop_front();
        }
    }

    bool ready(connection& one, steady::time_point now) {
        if (one.socket >= 0) return true;
        return now >= one.connect_after && connect(one);
    }

    bool connect(connection& one) {
        int const made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (made < 0) return false;
        sockaddr_in from{};
        from.sin_family = AF_INET;
        ::inet_pton(AF_INET, plan_.from_address.c_str(), &from.sin_addr);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(static_cast<std::uint16_t>(plan_.port));
        ::inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
        int const on = 1;
        ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ::setsockopt(made, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
        bool const connected = ::bind(made, reinterpret_cast<sockaddr*>(&from), sizeof from) == 0 &&
                               ::connect(made, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
        if (!connected) {
            ::close(made);
            one.connect_after = steady::now() + reconnect_wait;
            return false;
        }
        one.socket = made;
        one.received.clear();
        one.unsent.clear();
        epoll_event interest{};
        interest.events = EPOLLIN | EPOLLRDHUP;
        interest.data.ptr = &one;
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, made, &interest);
        return true;
    }

    void ask(connection& one, steady::time_point due) {
        one.busy = true;
        ++busy_;
        one.due = due;
        one.number = plan_.first_number + made_.sent++;
        plan_.make(one.number, one.unsent);
        write(one);
    }

    void write(connection& one) {
        while (!one.unsent.empty()) {
            auto const count = ::send(one.socket, one.unsent.data(), one.unsent.size(),
                                      MSG_NOSIGNAL | MSG_DONTWAIT);
            if (count > 0) {
                one.unsent.erase(0, static_cast<std::size_t>(count));
            } else if (errno == EAGAIN || errno == EINTR) {
                want_writing(one, true);
                return;
            } else {
                broke(one);
                return;
            }
        }
    }

    void want_writing(connection& one, bool wanted) {
        epoll_event interest{};
        interest.events = EPOLLIN | EPOLLRDHUP | (wanted ? EPOLLOUT : 0U);
        interest.data.ptr = &one;
        ::epoll_ctl(epoll_, EPOLL_CTL_MOD, one.socket, &interest);
    }

    void poll() {
        epoll_event events[events_max];
        int const count = ::epoll_wait(epoll_, events, events_max, 1);
        for (int i = 0; i < count; ++i) {
            auto& one = *static_cast<connection*>(events[i].data.ptr);
            if (one.socket >= 0 && (events[i].events & EPOLLOUT) != 0) {
                want_writing(one, false);
                write(one);
            }
            if (one.socket >= 0) read(one);
        }
    }

    void read(connection& one) {
        char space[read_bytes];
        auto const count = ::recv(one.socket, space, sizeof space, MSG_DONTWAIT);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (count <= 0) {
            broke(one);
            return;
        }
        one.received.append(space, static_cast<std::size_t>(count));
        if (auto const length = whole_answer(one.received); length && one.busy) {
            answered(one, *length);
        }
    }

    void answered(connection& one, std::size_t length) {
        std::string const kept = std::move(one.received);
        one.received.clear();
        std::string_view const bytes = std::string_view(kept).substr(0, length);
        bool const ends = bytes.find("\r\nConnection: close") != std::string_view::npos;
        end_request(one, {one.number, status_of(bytes), bytes, steady::now() - one.due});
        if (ends) {
            drop(one);
            return;
        }
        auto const now = steady::now();
        if (now >= started_ + plan_.duration || exhausted() || stopped()) return;
        if (plan_.arrivals_per_second <= 0) {
            ask(one, now);
        } else if (!waiting_.empty()) {
            ask(one, waiting_.front());
            waiting_.pop_front();
        }
    }

    void end_request(connection& one, load_answer const& answer) {
        one.busy = false;
        --busy_;
        last_answer_ = steady::now();
        ++made_.statuses[answer.status];
        bool const accepted = answer.status >= 200 && answer.status < 300;
        (accepted ? made_.accepted_latencies : made_.refused_latencies)
            .push_back(microseconds(answer.latency));
        if (plan_.seen) plan_.seen(answer);
    }

    void broke(connection& one) {
        if (one.busy) end_request(one, {one.number, 0, {}, steady::now() - one.due});
        drop(one);
        one.connect_after = steady::now() + reconnect_wait;
    }

    void drop(connection& one) {
        if (one.socket >= 0) ::close(one.socket);
        one.socket = -1;
        one.received.clear();
        one.unsent.clear();
    }

    load_plan const& plan_;
    std::vector<connection> connections_;
    int epoll_ = -1;
    std::size_t turn_ = 0;
    std::size_t busy_ = 0;
    steady::time_point started_{};
    steady::time_point last_answer_{};
    steady::time_point next_due_{};
    std::deque<steady::time_point> waiting_;
    load_outcome made_;
};

} // namespace

std::string_view load_answer::body() const {
    auto const end = bytes.find("\r\n\r\n");
    return end == std::string_view::npos ? std::string_view{} : bytes.substr(end + 4);
}

double load_outcome::accepted_per_second() const {
    auto const seconds = std::chrono::duration<double>(elapsed).count();
    return seconds > 0 ? static_cast<double>(accepted()) / seconds : 0;
}

load_outcome run_load(load_plan const& plan) {
    return generator(plan).run();
}

std::chrono::microseconds percentile(std::vector<std::uint32_t>& latencies, double share) {
    if (latencies.empty()) return std::chrono::microseconds{0};
    auto const last = latencies.size() - 1;
    auto const place =
        std::min(last, static_cast<std::size_t>(share * static_cast<double>(latencies.size())));
    std::nth_element(latencies.begin(), latencies.begin() + static_cast<std::ptrdiff_t>(place),
                     latencies.end());
    return std::chrono::microseconds{latencies[place]};
}

void append_request(std::string& to, std::string_view method, std::string_view target,
                    std::string_view bearer, std::string_view body, std::string_view more) {
    to.append(method).append(" ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    if (!bearer.empty()) to.append("Authorization: Bearer ").append(bearer).append("\r\n");
    if (!body.empty()) {
        to.append("Content-Type: application/json\r\nContent-Length: ");
        to.append(std::to_string(body.size())).append("\r\n");
    }
    to.append(more).append("\r\n").append(body);
}

} // namespace talent::test
