// Forgets what is kept for a time only, such as the answers that idempotency keys replay and the
// sessions that are over, and writes erasures into their file as soon as they are committed. A
// thread that sleeps nearly always; owned by the composition, which outlives nothing it is given.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "common/base/clock.hpp"
#include "common/db/database.hpp"
#include "services/erasure/erasure_file.hpp"

namespace talent::talentd {

inline constexpr std::chrono::milliseconds cleaning_interval = std::chrono::minutes{5};

class housekeeper {
  public:
    /// Deletes rows that have outlived their time, `limit` at most, in a unit of its own.
    using row_task = std::function<void(db::session& sql, instant now, std::int64_t limit)>;
    using memory_task = std::function<void(instant now)>;

    housekeeper(db::database& kept, clock const& time, erasure::erasure_file erasures,
                std::vector<row_task> rows, memory_task memory,
                std::chrono::milliseconds every = cleaning_interval)
        : database_(kept),
          time_(time),
          rows_(std::move(rows)),
          memory_(std::move(memory)),
          every_(every),
          erasures_(std::move(erasures)) {}
    ~housekeeper();

    void start();
    void stop();
    /// What the file says; before start() only.
    std::vector<personal::erased_key> const& erasures() const { return erasures_.lines(); }
    /// Somebody has been erased: any thread, at once.
    void note_erasure();

  private:
    void run();
    void submit(row_task const& task);
    void write_erasures();

    db::database& database_;
    clock const& time_;
    std::vector<row_task> const rows_;
    memory_task const memory_;
    std::chrono::milliseconds const every_;
    std::mutex mutex_;
    std::condition_variable wake_;
    erasure::erasure_file erasures_; // the thread's own
    bool stopping_ = false;
    bool erased_ = false;
    std::thread thread_;
};

} // namespace talent::talentd
