// Cuts a connection whose job is past its deadline, so that a database that hangs, or a network
// that swallows its answers, holds no thread any longer than that: the client library's own
// time-outs count from each statement, not from the job. One thread for all connections of a
// database. Private to common/db; any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace talent::db {

class connection_watch {
    struct watched {
        int socket;
        std::chrono::steady_clock::time_point deadline;
    };

  public:
    using steady = std::chrono::steady_clock;

    connection_watch();
    ~connection_watch();
    connection_watch(connection_watch const&) = delete;
    connection_watch& operator=(connection_watch const&) = delete;

    /// Watches a connection for as long as it lives. It must end before the connection is closed,
    /// since the number of a closed socket soon belongs to another.
    class hold {
      public:
        hold(connection_watch& by, int socket, steady::time_point deadline);
        ~hold();
        hold(hold const&) = delete;
        hold& operator=(hold const&) = delete;

      private:
        connection_watch& by_;
        std::list<watched>::iterator place_;
    };

  private:
    void run();
    steady::time_point cut_those_past(steady::time_point now);

    std::mutex mutex_;
    std::condition_variable changed_;
    std::list<watched> held_;
    steady::time_point wakes_at_ = steady::time_point::max();
    bool stop_ = false;
    std::thread thread_;
};

} // namespace talent::db
