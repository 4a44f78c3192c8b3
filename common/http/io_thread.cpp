#include "common/http/io_thread.hpp"

#include <ctime>

#include "common/http/answer_bytes.hpp"
#include "common/http/http_date.hpp"
#include "common/http/limits.hpp"

namespace talent::http {

connection::connection(io_thread& home) : home_(home) {
    home_.add(*this);
}

connection::~connection() {
    home_.remove(*this);
}

void connection::arm(steady::duration from_now) {
    expired_ = false;
    deadline_ = steady::now() + from_now;
}

void connection::hold(std::size_t bytes) {
    home_.hold(*this, bytes);
}

std::string const& connection::date() const {
    return home_.date();
}

io_thread::io_thread(std::size_t transfer_memory_max)
    : date_(format_http_date(std::time(nullptr))),
      transfer_memory_max_(transfer_memory_max),
      serving_(asio::make_work_guard(context_)) {}

void io_thread::run() {
    schedule_check();
    context_.run();
}

void io_thread::add(connection& one) {
    one.place_ = connections_.size();
    connections_.push_back(&one);
}

void io_thread::remove(connection& one) {
    hold(one, 0);
    auto* const last = connections_.back();
    connections_[one.place_] = last;
    last->place_ = one.place_;
    connections_.pop_back();
    if (draining_ && connections_.empty()) check_.cancel();
}

void io_thread::schedule_check() {
    check_.expires_after(deadline_check_interval);
    check_.async_wait([this](io_fault const& fault) {
        if (fault) return;
        check_deadlines();
        if (!draining_ || !connections_.empty()) schedule_check();
    });
}

void io_thread::check_deadlines() {
    date_ = format_http_date(std::time(nullptr));
    auto const now = std::chrono::steady_clock::now();
    for (auto* const each : connections_) {
        if (each->deadline_ <= now) expire(*each);
        if (draining_ && drain_deadline_ <= now) each->abort();
    }
}

void io_thread::expire(connection& one) {
    one.disarm();
    one.expired_ = true;
    one.interrupt();
}

/// The slowest pays: whoever sends and reads as he should has let go long before his turn comes.
void io_thread::hold(connection& one, std::size_t bytes) {
    if (bytes <= transfer_bytes_free) bytes = 0;
    if (one.held_bytes_ == 0) one.held_since_ = std::chrono::steady_clock::now();
    held_bytes_ += bytes - one.held_bytes_;
    one.held_bytes_ = bytes;
    while (held_bytes_ > transfer_memory_max_) {
        auto* const slowest = held_longest(one);
        if (slowest == nullptr) return;
        held_bytes_ -= std::exchange(slowest->held_bytes_, 0);
        expire(*slowest);
    }
}

connection* io_thread::held_longest(connection const& but) {
    connection* found = nullptr;
    for (auto* const each : connections_) {
        if (each->held_bytes_ == 0 || each == &but) continue;
        if (found == nullptr || each->held_since_ < found->held_since_) found = each;
    }
    return found;
}

void io_thread::drain(std::chrono::seconds time_max) {
    asio::post(context_, [this, time_max] { start_draining(time_max); });
}

void io_thread::start_draining(std::chrono::seconds time_max) {
    if (draining_) return;
    draining_ = true;
    drain_deadline_ = std::chrono::steady_clock::now() + time_max;
    serving_.reset();
    for (auto* const each : connections_) {
        if (each->idle_) each->interrupt();
        each->wake();
    }
    if (connections_.empty()) check_.cancel();
}

void io_thread::notify_events() {
    // One notification waits at most: streams look at everything that is new.
    if (notification_posted_.exchange(true)) return;
    asio::post(context_, [this] { wake_all(); });
}

void io_thread::wake_all() {
    notification_posted_.store(false);
    ++notifications_;
    for (auto* const each : connections_)
        each->wake();
}

} // namespace talent::http
