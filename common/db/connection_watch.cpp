#include "common/db/connection_watch.hpp"

#include <sys/socket.h>

#include <algorithm>

namespace talent::db {

connection_watch::connection_watch() : thread_([this] { run(); }) {}

connection_watch::~connection_watch() {
    {
        std::lock_guard const lock(mutex_);
        stop_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

connection_watch::hold::hold(connection_watch& by, int socket, steady::time_point deadline)
    : by_(by) {
    bool sooner = false;
    {
        std::lock_guard const lock(by_.mutex_);
        place_ = by_.held_.insert(by_.held_.end(), {socket, deadline});
        sooner = deadline < by_.wakes_at_;
    }
    if (sooner) by_.changed_.notify_all();
}

connection_watch::hold::~hold() {
    std::lock_guard const lock(by_.mutex_);
    by_.held_.erase(place_);
}

/// Shuts the sockets that are due, each once; returns the instant of the next.
connection_watch::steady::time_point connection_watch::cut_those_past(steady::time_point now) {
    auto next = steady::time_point::max();
    for (auto& each : held_) {
        if (each.deadline <= now) {
            // Whoever waits for an answer on it gets an error at once; its owner closes it.
            ::shutdown(each.socket, SHUT_RDWR);
            each.deadline = steady::time_point::max();
        }
        next = std::min(next, each.deadline);
    }
    return next;
}

void connection_watch::run() {
    std::unique_lock lock(mutex_);
    while (!stop_) {
        wakes_at_ = cut_those_past(steady::now());
        if (wakes_at_ == steady::time_point::max()) {
            changed_.wait(lock);
        } else {
            changed_.wait_until(lock, wakes_at_);
        }
    }
}

} // namespace talent::db
