#include "services/talentd/housekeeper.hpp"

#include "common/base/log.hpp"
#include "common/db/failure.hpp"

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
    auto next_cleaning = std::chrono::steady_clock::now() + every_;
    while (!stopping_) {
        wake_.wait_until(lock, next_cleaning, [this] { return stopping_ || erased_; });
        erased_ = false;
        lock.unlock();
        write_erasures();
        if (std::chrono::steady_clock::now() >= next_cleaning) {
            memory_(time_.now());
            for (auto const& task : rows_)
                submit(task);
            next_cleaning += every_;
        }
        lock.lock();
    }
}

void housekeeper::note_erasure() {
    {
        std::lock_guard const lock(mutex_);
        erased_ = true;
    }
    wake_.notify_all();
}

// Where it fails, the next round does it, and at the latest the next start.
void housekeeper::write_erasures() {
    try {
        auto const done = erasures_.catch_up(database_);
        if (!done.has_value()) log::error(done.error().detail, {});
    } catch (db::error const& fault) {
        log::error("erasures are not in their file yet", {{"failure", db::name_of(fault.kind())}});
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
