// One I/O thread: its io_context and the connections that live on it. Deadlines are plain instants
// in the connections, set before every read and write and looked at four times a second, where
// Beast's tcp_stream starts and cancels a timer for each of them. Owned by the server. Members are
// for the thread itself, unless they say otherwise.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "common/http/asio.hpp"

namespace talent::http {

class io_thread;

/// What an I/O thread knows of a connection.
class connection {
  public:
    explicit connection(io_thread& home);
    virtual ~connection();
    connection(connection const&) = delete;
    connection& operator=(connection const&) = delete;

    /// Ends the reads and writes that wait; the session decides what follows.
    virtual void interrupt() = 0;
    /// Ends the connection at once.
    virtual void abort() = 0;
    /// The journal has grown, or the server drains.
    virtual void wake() = 0;

  protected:
    using steady = std::chrono::steady_clock;

    /// The next read or write must be over by then.
    void arm(steady::duration from_now);
    void disarm() { deadline_ = steady::time_point::max(); }
    bool expired() const { return expired_; }
    /// Whether no byte of a request has come: such a connection may be closed without an answer.
    void set_idle(bool idle) { idle_ = idle; }
    io_thread& home() { return home_; }
    /// How much is held in memory until the peer has sent or taken it; 0 when it has.
    void hold(std::size_t bytes);
    /// The Date header's value.
    std::string const& date() const;

  private:
    friend class io_thread;

    io_thread& home_;
    std::size_t place_ = 0; // in the thread's list
    steady::time_point deadline_ = steady::time_point::max();
    bool expired_ = false;
    bool idle_ = false;
    std::size_t held_bytes_ = 0;
    steady::time_point held_since_ = {};
};

class io_thread {
  public:
    /// `transfer_memory_max`: what its connections may hold together for slow peers.
    explicit io_thread(std::size_t transfer_memory_max);

    asio::io_context& context() { return context_; }
    /// Serves until drained and every connection has ended.
    void run();

    /// Any thread: connections that wait for a request end now, the others after their answer;
    /// those that still live after `time_max` are aborted.
    void drain(std::chrono::seconds time_max);
    bool draining() const { return draining_; }

    /// Any thread: wakes the event streams.
    void notify_events();
    /// Grows with each notification, so that a stream that was busy sees that it missed one.
    std::uint64_t notifications() const { return notifications_; }

    /// The Date header's value.
    std::string const& date() const { return date_; }

  private:
    friend class connection;

    void add(connection& one);
    void remove(connection& one);
    void check_deadlines();
    void hold(connection& one, std::size_t bytes);
    connection* held_longest(connection const& but);
    static void expire(connection& one);
    void schedule_check();
    void start_draining(std::chrono::seconds time_max);
    void wake_all();

    std::vector<connection*> connections_;
    std::string date_;
    std::size_t const transfer_memory_max_;
    std::size_t held_bytes_ = 0;
    asio::io_context context_{1};
    io_timer check_{context_};
    asio::executor_work_guard<io_executor> serving_;
    bool draining_ = false;
    std::chrono::steady_clock::time_point drain_deadline_ = {};
    std::uint64_t notifications_ = 0;
    std::atomic<bool> notification_posted_{false};
};

} // namespace talent::http
