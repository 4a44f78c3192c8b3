#include "services/talentd/housekeeper.hpp"

#include "common/http/executor.hpp"

namespace talent::talentd {
namespace {

constexpr std::chrono::minutes cleaning_interval{5};
// So few at a time that the writer is never held up.
constexpr std::int64_t records_forgotten_max = 1'000;

} // namespace

housekeeper::~housekeeper() {
    stop();
}

void housekeeper::start() {
    thread_ = std::thread([this] { run(); });
}

void housekeeper::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void housekeeper::run() {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, cleaning_interval, [this] { return stopping_; })) {
        lock.unlock();
        forget_idempotency_records();
        lock.lock();
    }
}

// Where the queue is full or the database away, the next round does it.
void housekeeper::forget_idempotency_records() {
    db::write_job job{.run =
                          [this](db::session& sql) {
                              http::forget_idempotency(sql, time_.now(), records_forgotten_max);
                              return db::verdict::keep;
                          },
                      .committed = {},
                      .finished = [](db::completion, problem const&) {},
                      .deadline = std::chrono::steady_clock::now() + cleaning_interval};
    database_.submit(std::move(job));
}

} // namespace talent::talentd
