#include "common/http/worker_pool.hpp"

namespace talent::http {

worker_pool::worker_pool(std::size_t threads, std::size_t queue_max) : jobs_(queue_max) {
    threads_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { run(); });
    }
}

worker_pool::~worker_pool() {
    jobs_.close();
    for (auto& each : threads_)
        each.join();
}

void worker_pool::run() {
    while (auto job = jobs_.wait_pop())
        (*job)();
}

} // namespace talent::http
