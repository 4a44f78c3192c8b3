// The database as the services see it: write jobs and read jobs run on its own threads, a stream
// for large results, migrations. Two implementations, chosen by the URL: SQLite (one writer thread
// with group commit, read-only reader threads) and MariaDB (a pool of threads, each with its own
// session). Made and owned by talentd's main; every member may be called from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "common/base/job_queue.hpp"
#include "common/base/result.hpp"
#include "common/db/session.hpp"

namespace talent::db {

enum class verdict { keep, discard };

enum class completion : std::uint8_t { committed, discarded, failed };

/// What the database says of a run whose COMMIT got no answer.
enum class finding : std::uint8_t { kept, not_kept, untraceable };

/// One unit of work: all of it is kept, or nothing.
struct write_job {
    /// Runs in a transaction (SQLite: inside the group's). May be run again from the start after a
    /// deadlock or a lost connection, where the run before was not kept, or where another unit of
    /// its group must be undone, so it must set, not add to, what it captures.
    std::function<verdict(session&)> run;
    /// After the commit is durable and before `finished`, on the database thread, in commit order
    /// on SQLite. Not called for discarded or failed jobs.
    std::function<void()> committed;
    /// Exactly once, whatever happens, on the database thread. The problem matters where failed.
    std::function<void(completion, problem)> finished;
    /// A job still queued at this instant is dropped unexecuted (overloaded); one that waits for
    /// MariaDB is cut off (database_unavailable), a read job too.
    std::chrono::steady_clock::time_point deadline;
    /// It will write and then discard, as a dry run does: SQLite gives it a savepoint at once.
    bool likely_undone = false;
    /// Where the COMMIT of the last run got no answer (MariaDB only): looks for that run, in a
    /// transaction on a fresh connection. The old one may be committing still, so it must lock
    /// something that the run had locked before it looks, and change it where it finds nothing: on
    /// a cluster a lock is one node's. What it changes is committed before its finding counts;
    /// where that fails it looks again. Kept: the job is committed; not kept: it runs again while
    /// the deadline allows. Without it the outcome stays unknown.
    std::function<finding(session&)> look_for_run = {};
};

struct read_job {
    /// Runs once, outside a write transaction, on one consistent snapshot.
    std::function<void(session&)> run;
    std::function<void(completion, problem)> finished; // committed: it ran
    std::chrono::steady_clock::time_point deadline;
};

struct options {
    std::size_t reader_threads = 2;
    std::size_t writer_threads = 4;    // MariaDB only
    std::size_t queue_max = 4096;      // jobs waiting, each kind
    std::size_t group_units_max = 256; // units in one commit (SQLite)
    /// SQLite: after a unit had to be undone with its whole group, so many groups give each unit a
    /// savepoint, so that whoever sends such units on purpose makes few groups run twice.
    std::size_t careful_groups = 64;
    /// SQLite: refuses a database that another process holds exclusively, and holds it for as long
    /// as the database object lives. The server does; tools that only read need not.
    bool exclusive = false;
};

class database {
  public:
    virtual ~database() = default;

    virtual db::dialect dialect() const = 0;

    /// False where the queue is full: the job was not taken and nothing of it is called.
    virtual bool submit(write_job job) = 0;
    virtual bool submit(read_job job) = 0;

    /// Jobs waiting now, both kinds; and the age of the oldest one.
    virtual std::size_t queue_depth() const = 0;
    virtual std::chrono::milliseconds oldest_wait() const = 0;
    /// How each of the two queues stands: what admission is decided by.
    virtual queue_load write_load() const = 0;
    virtual queue_load read_load() const = 0;

    /// Streams a large result without holding it, on the calling thread and a connection of its own
    /// (MariaDB: MySQL Connector/C++, forward-only). Throws db::error.
    virtual void stream(std::string_view sql, std::span<cell_kind const> columns,
                        std::function<void(row const&)> const& visit) = 0;

    /// Runs the job and waits: for start-up, talentctl and tests. Reads have a connection of the
    /// calling thread's own; a write on SQLite queues behind the others, so it must not be called
    /// by a job. What the job throws comes out here; else db::error.
    virtual void read_now(std::function<void(session&)> const& run) = 0;
    virtual void write_now(std::function<verdict(session&)> const& run) = 0;

    /// Whether a trivial query is answered.
    virtual bool reachable() = 0;

    /// Finishes what is queued, then joins the threads. Also done by the destructor.
    virtual void stop() = 0;
};

/// `url` is sqlite:///absolute/path or mysql://user:password@host:port/name (also
/// mysql://user@name?socket=/path). The schema is migrated to the newest version first, unless
/// `migrate` says to leave it. A fault (unreachable, locked by another process, newer schema)
/// is a problem with one sentence.
enum class migration { to_newest, leave };
result<std::unique_ptr<database>> open(std::string_view url, options const& settings,
                                       migration step);

/// Makes a consistent copy of a SQLite database while it is served (VACUUM INTO).
result<void> backup(database& source, std::string const& target_path);

/// Reads every page of a SQLite file and holds it against its indexes; a problem (conflict) with a
/// sentence at the first damage. MariaDB's pages have checksums that it checks itself. Throws
/// db::error.
result<void> check_storage(database& source);

/// Whether it has the schema, and which: the number of the last migration applied.
std::int64_t schema_version(session& sql);

} // namespace talent::db
