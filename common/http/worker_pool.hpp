// A few threads with a bounded queue, for work that would hold up an I/O thread: searches, matches,
// password hashing. Owned by the edge; submit from any thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace talent::http {

class worker_pool {
  public:
    worker_pool(std::size_t threads, std::size_t queue_max);
    /// Runs what is queued, then joins.
    ~worker_pool();
    worker_pool(worker_pool const&) = delete;
    worker_pool& operator=(worker_pool const&) = delete;

    /// False where the queue is full: the job was not taken. A job must not throw.
    bool submit(std::function<void()> job);

    std::size_t queue_depth() const;

  private:
    void run();

    std::size_t queue_max_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> queue_;
    bool stop_ = false;
    std::vector<std::thread> threads_;
};

} // namespace talent::http
