// Copies SQLite's write-ahead log into the database file on a thread and a connection of its own,
// so that the writer seldom waits for it. Private to common/db.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

#include "common/db/sqlite_session.hpp"

namespace talent::db {

/// In pages of 4 KiB. A checkpoint writes a page once however many commits have changed it, and
/// costs two flushes.
inline constexpr std::int64_t checkpoint_pages = 2'048;
/// The log begins anew only where a commit finds all of it copied, which under load never happens
/// by itself: at this length, 16 MiB, the writer copies the rest. A longer log was slower: its
/// pages fall out of the processor's caches.
inline constexpr std::int64_t log_pages_max = 4'096;

class checkpointer {
  public:
    /// `failed` is called where the storage no longer keeps what it is given, on the thread that
    /// found out. Throws db::error.
    checkpointer(std::string const& path, std::function<void()> failed);
    ~checkpointer();
    checkpointer(checkpointer const&) = delete;
    checkpointer& operator=(checkpointer const&) = delete;

    /// The log has so many pages since it began. The writer's thread, after each commit; cheap.
    void notice(std::int64_t log_pages);
    /// Copies the log over `by`, on the calling thread; a failure is logged and told.
    void copy(sqlite_session& by);
    void stop();

  private:
    void run();

    sqlite_session session_;
    std::function<void()> failed_;
    std::atomic<std::int64_t> copied_pages_{0};
    std::mutex mutex_;
    std::condition_variable wake_;
    bool due_ = false;
    bool stopped_ = false;
    std::thread thread_;
};

} // namespace talent::db
