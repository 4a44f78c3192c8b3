// A bounded queue of jobs that knows how fast it moves: what admission asks before it lets another
// request in. Filled by any thread, emptied by those that do the work.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace talent {

/// How a queue stands at one moment.
struct queue_load {
    std::size_t depth = 0;
    std::size_t depth_max = 0;
    std::chrono::milliseconds oldest_wait{0}; // age of the job that is next
    std::chrono::milliseconds busy_for{0};    // since it was empty last
    double taken_per_second = 0;              // while it was not empty; 0: not known yet
};

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
            auto const now = steady::now();
            if (waiting_.empty()) start_being_busy(now);
            waiting_.push_back({std::move(job), now});
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

    /// The same, for this long at most: nothing where no job came.
    std::optional<Job> wait_pop_for(std::chrono::milliseconds longest) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, longest, [&] { return closed_ || !waiting_.empty(); });
        return take_locked();
    }

    /// Nothing is left and nothing more will come.
    bool finished() const {
        std::lock_guard const lock(mutex_);
        return closed_ && waiting_.empty();
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

    std::chrono::milliseconds oldest_wait() const { return load().oldest_wait; }

    queue_load load() const {
        std::lock_guard const lock(mutex_);
        auto const now = steady::now();
        queue_load made{.depth = waiting_.size(), .depth_max = size_max_};
        made.taken_per_second = rate_;
        if (waiting_.empty()) return made;
        made.oldest_wait = whole_milliseconds(now - waiting_.front().since);
        made.busy_for = whole_milliseconds(now - busy_since_);
        return made;
    }

  private:
    struct entry {
        Job job;
        steady::time_point since;
    };

    // Long enough to hold several groups of a writer, short enough to follow a change.
    static constexpr std::chrono::milliseconds rate_window{100};

    static std::chrono::milliseconds whole_milliseconds(steady::duration span) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(span);
    }

    std::optional<Job> take_locked() {
        if (waiting_.empty()) return std::nullopt;
        std::optional<Job> taken{std::move(waiting_.front().job)};
        waiting_.pop_front();
        count_taken(steady::now());
        return taken;
    }

    void start_being_busy(steady::time_point now) {
        busy_since_ = window_start_ = now;
        taken_ = 0;
    }

    /// The mean of this window and all before it, each worth half of the next. Only windows in
    /// which the queue was never empty count: the others tell how much was asked, not how much can
    /// be done.
    void count_taken(steady::time_point now) {
        ++taken_;
        std::chrono::duration<double> const span = now - window_start_;
        if (span < rate_window) return;
        auto const measured = static_cast<double>(taken_) / span.count();
        rate_ = rate_ == 0 ? measured : (rate_ + measured) / 2;
        taken_ = 0;
        window_start_ = now;
    }

    std::size_t const size_max_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<entry> waiting_;
    bool closed_ = false;
    steady::time_point busy_since_ = {};
    steady::time_point window_start_ = {};
    std::size_t taken_ = 0; // in this window
    double rate_ = 0;
};

} // namespace talent
