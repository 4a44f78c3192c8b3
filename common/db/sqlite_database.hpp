// SQLite as the database: one writer thread that commits units in groups, read-only reader threads.
// Throughput of durable writes then is many times the disk's rate of single commits. Private to
// common/db; see database.hpp for who may call what.
#pragma once

#include <atomic>
#include <thread>
#include <vector>

#include "common/base/job_queue.hpp"
#include "common/db/checkpointer.hpp"
#include "common/db/database.hpp"
#include "common/db/directory_lock.hpp"
#include "common/db/session_pool.hpp"
#include "common/db/sqlite_session.hpp"
#include "common/db/unit_outcome.hpp"

namespace talent::db {

/// A group is committed when it has lasted as long as so many commits took of late, however many
/// units still wait: the first of them waits for the last. So a commit costs a fifth of the time at
/// most, or less where the disk is quick.
inline constexpr int group_time_in_commits = 4;
inline constexpr std::chrono::milliseconds group_time_min{10};
inline constexpr std::chrono::milliseconds group_time_max{50};

/// After an erasure the write-ahead log is emptied at once where the writer is idle, and at most
/// this often where many erasures come or a reader is in the way.
inline constexpr std::chrono::milliseconds scrub_interval{200};

class sqlite_database final : public database {
  public:
    /// The schema is there already. Throws db::error.
    sqlite_database(std::string path, options const& settings, directory_lock lock);
    ~sqlite_database() override;

    db::dialect dialect() const override { return db::dialect::sqlite; }
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

    /// Throws db::error. `target_path` does not exist yet.
    void copy_to(std::string const& target_path);

  private:
    struct waiting_write {
        write_job job;
        unit_outcome* outcome = nullptr; // where write_now waits for it
    };
    struct unit {
        waiting_write work;
        unit_outcome outcome;
        bool dropped = false; // it waited too long, and was not run
    };

    void write_loop();
    std::optional<waiting_write> next_write();
    void scrub();
    void write_group(waiting_write first);
    bool run_units(std::vector<unit>& group);
    bool run_bare(unit& one);
    void run_apart(std::vector<unit>& group);
    unit_outcome run_apart(write_job const& job);
    unit_outcome run_unit(write_job const& job);
    void commit(std::vector<unit>& group);
    void tend_log();
    static void fail_group(std::vector<unit>& group, error const& fault, problem const& reason);
    std::chrono::nanoseconds group_time() const;
    static void settle(std::vector<unit>& group);
    /// The failure for which nothing of the group under way can be kept.
    std::optional<error> group_fault();

    void read_loop(sqlite_session& own);
    void snapshot(std::function<void(sqlite_session&)> const& run);

    std::string const path_;
    options const settings_;
    directory_lock lock_;
    std::atomic<bool> storage_failed_ = false;
    sqlite_session writer_session_;
    checkpointer checkpointer_;
    std::chrono::nanoseconds commit_time_{0}; // of late; the writer's own
    std::vector<std::unique_ptr<sqlite_session>> reader_sessions_;
    session_pool<sqlite_session> spare_;
    job_queue<waiting_write> writes_;
    job_queue<read_job> reads_;
    std::size_t careful_groups_ = 0; // so many more run every unit in a savepoint; the writer's
    bool scrub_due_ = false;         // the writer's own
    std::chrono::steady_clock::time_point scrubbed_last_{};
    std::atomic<bool> stopped_ = false;
    std::thread writer_;
    std::vector<std::thread> readers_;
};

} // namespace talent::db
