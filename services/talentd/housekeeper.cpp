#include "services/talentd/housekeeper.hpp"

namespace talent::talentd {
namespace {

// So few at a time that the writer is never held up.
constexpr std::int64_t rows_forgotten_max = 1'000;

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
    while (!wake_.wait_for(lock, every_, [this] { return stopping_; })) {
        lock.unlock();
        memory_(time_.now());
        for (auto const& task : rows_)
            submit(task);
        lock.lock();
    }
}

// Where the queue is full or the database away, the next round does it.
void housekeeper::submit(row_task const& task) {
    db::write_job job{.run =
                          [this, &task](db::session& sql) {
                              task(sql, time_.now(), rows_forgotten_max);
                              return db::verdict::keep;
                          },
                      .committed = {},
                      .finished = [](db::completion, problem const&) {},
                      .deadline = std::chrono::steady_clock::now() + every_};
    database_.submit(std::move(job));
}

} // namespace talent::talentd
