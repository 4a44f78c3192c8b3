#include "common/http/worker_pool.hpp"

#include <utility>

namespace talent::http {

worker_pool::worker_pool(std::size_t threads, std::size_t queue_max) : queue_max_(queue_max) {
    threads_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { run(); });
    }
}

worker_pool::~worker_pool() {
    {
        std::lock_guard const lock(mutex_);
        stop_ = true;
    }
    arrived_.notify_all();
    for (auto& each : threads_)
        each.join();
}

bool worker_pool::submit(std::function<void()> job) {
    {
        std::lock_guard const lock(mutex_);
        if (stop_ || queue_.size() >= queue_max_) return false;
        queue_.push_back(std::move(job));
    }
    arrived_.notify_one();
    return true;
}

std::size_t worker_pool::queue_depth() const {
    std::lock_guard const lock(mutex_);
    return queue_.size();
}

void worker_pool::run() {
    for (;;) {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return stop_ || !queue_.empty(); });
        if (queue_.empty()) return;
        auto job = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        job();
    }
}

} // namespace talent::http
