// A bounded queue of jobs with the age of its oldest. Filled by any thread, emptied by the
// database's own. Private to common/db.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace talent::db {

template <class Job>
class job_queue {
  public:
    using steady = std::chrono::steady_clock;

    explicit job_queue(std::size_t size_max) : size_max_(size_max) {}

    /// False where it is full or closed.
    bool push(Job job) {
        {
            std::lock_guard const lock(mutex_);
            if (closed_ || waiting_.size() >= size_max_) return false;
            waiting_.push_back({std::move(job), steady::now()});
        }
        changed_.notify_one();
        return true;
    }

    /// Waits for a job; nothing when the queue is closed and empty.
    std::optional<Job> wait_pop() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || !waiting_.empty(); });
        return take_locked();
    }

    std::optional<Job> try_pop() {
        std::lock_guard const lock(mutex_);
        return take_locked();
    }

    /// Nothing more is taken in; what waits is still handed out.
    void close() {
        {
            std::lock_guard const lock(mutex_);
            closed_ = true;
        }
        changed_.notify_all();
    }

    std::size_t size() const {
        std::lock_guard const lock(mutex_);
        return waiting_.size();
    }

    std::chrono::milliseconds oldest_wait() const {
        std::lock_guard const lock(mutex_);
        if (waiting_.empty()) return std::chrono::milliseconds{0};
        return std::chrono::duration_cast<std::chrono::milliseconds>(steady::now() -
                                                                     waiting_.front().since);
    }

  private:
    struct entry {
        Job job;
        steady::time_point since;
    };

    std::optional<Job> take_locked() {
        if (waiting_.empty()) return std::nullopt;
        std::optional<Job> taken{std::move(waiting_.front().job)};
        waiting_.pop_front();
        return taken;
    }

    std::size_t const size_max_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<entry> waiting_;
    bool closed_ = false;
};

} // namespace talent::db
