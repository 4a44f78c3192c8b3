// MariaDB as the database: a pool of writer threads, each with its own session and transaction, and
// reader threads on snapshots. A unit is run again on a deadlock; where its COMMIT got no answer,
// the database is asked what became of it. Private to common/db; see database.hpp for who may call
// what.
#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include "common/base/job_queue.hpp"
#include "common/db/connection_watch.hpp"
#include "common/db/database.hpp"
#include "common/db/location.hpp"
#include "common/db/session_keeper.hpp"
#include "common/db/session_pool.hpp"
#include "common/db/unit_outcome.hpp"

namespace talent::db {

/// A unit that loses a deadlock is run again so often, after 20 ms × 2ⁿ, each wait between half and
/// one and a half of that.
inline constexpr int unit_retries_max = 5;
inline constexpr std::chrono::milliseconds unit_retry_wait{20};
/// Between two attempts to ask a database that is away what became of a COMMIT.
inline constexpr std::chrono::milliseconds look_again_wait{50};
/// A database that does not answer a trivial query within this time is said to be away.
inline constexpr std::chrono::milliseconds reachable_time_max{1'000};

class mariadb_database final : public database {
  public:
    /// The schema is there already. Throws db::error where the server cannot be reached.
    mariadb_database(location where, options const& settings);
    ~mariadb_database() override;

    db::dialect dialect() const override { return db::dialect::mariadb; }
    bool submit(write_job job) override;
    bool submit(read_job job) override;
    std::size_t queue_depth() const override;
    std::chrono::milliseconds oldest_wait() const override;
    queue_load write_load() const override { return writes_.load(); }
    queue_load read_load() const override { return reads_.load(); }
    void stream(std::string_view sql, std::span<cell_kind const> columns,
                std::function<void(row const&)> const& visit) override;
    void read_now(std::function<void(session&)> const& run) override;
    void write_now(std::function<verdict(session&)> const& run) override;
    bool reachable() override;
    void stop() override;

  private:
    using steady = std::chrono::steady_clock;
    using read_function = std::function<void(session&)>;

    void write_loop();
    void read_loop();
    static unit_outcome run_to_end(session_keeper& own, write_job const& job);
    static unit_outcome run_once(session_keeper& own, write_job const& job, bool& commit_sent);
    static finding find_out(session_keeper& own, write_job const& job);
    static unit_outcome read(session_keeper& own, read_function const& run,
                             steady::time_point deadline);
    void read_apart(read_function const& run, steady::time_point deadline);
    bool answers_now();

    location const where_;
    options const settings_;
    connection_watch watch_; // before the sessions, which it outlives
    session_pool<session_keeper> spare_writers_;
    session_pool<session_keeper> spare_readers_;
    job_queue<write_job> writes_;
    job_queue<read_job> reads_;
    std::atomic<bool> stopped_ = false;
    std::atomic<bool> asking_ = false;  // reachable() asks the server at this moment
    std::atomic<bool> answered_ = true; // the last time it did
    std::vector<std::thread> threads_;
};

} // namespace talent::db
