// A few threads with a bounded queue, for work that would hold up an I/O thread: searches, matches,
// password hashing. Owned by the edge; submit from any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

#include "common/base/job_queue.hpp"

namespace talent::http {

class worker_pool {
  public:
    worker_pool(std::size_t threads, std::size_t queue_max);
    /// Runs what is queued, then joins.
    ~worker_pool();
    worker_pool(worker_pool const&) = delete;
    worker_pool& operator=(worker_pool const&) = delete;

    /// False where the queue is full: the job was not taken. A job must not throw.
    bool submit(std::function<void()> job) { return jobs_.push(std::move(job)); }

    std::size_t queue_depth() const { return jobs_.size(); }
    queue_load load() const { return jobs_.load(); }

  private:
    void run();

    job_queue<std::function<void()>> jobs_;
    std::vector<std::thread> threads_;
};

} // namespace talent::http
