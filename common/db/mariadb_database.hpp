// MariaDB as the database: a pool of writer threads, each with its own session and transaction, and
// reader threads on snapshots. A unit is run again on a deadlock. Private to common/db; see
// database.hpp for who may call what.
#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include "common/db/database.hpp"
#include "common/db/job_queue.hpp"
#include "common/db/location.hpp"
#include "common/db/session_keeper.hpp"
#include "common/db/session_pool.hpp"
#include "common/db/unit_outcome.hpp"

namespace talent::db {

/// A unit that loses a deadlock is run again so often, after 20 ms × 2ⁿ, each wait between half and
/// one and a half of that.
inline constexpr int unit_retries_max = 5;
inline constexpr std::chrono::milliseconds unit_retry_wait{20};

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
    void stream(std::string_view sql, std::span<cell_kind const> columns,
                std::function<void(row const&)> const& visit) override;
    void read_now(std::function<void(session&)> const& run) override;
    void write_now(std::function<verdict(session&)> const& run) override;
    bool reachable() override;
    void stop() override;

  private:
    using unit_function = std::function<verdict(session&)>;

    void write_loop();
    void read_loop();
    static unit_outcome run_with_retries(session_keeper& own, unit_function const& run);
    static unit_outcome run_once(session_keeper& own, unit_function const& run, bool& commit_sent);
    static unit_outcome read(session_keeper& own, std::function<void(session&)> const& run);

    location const where_;
    options const settings_;
    session_pool<session_keeper> spare_writers_;
    session_pool<session_keeper> spare_readers_;
    job_queue<write_job> writes_;
    job_queue<read_job> reads_;
    std::atomic<bool> stopped_ = false;
    std::vector<std::thread> threads_;
};

} // namespace talent::db
