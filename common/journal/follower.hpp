// Keeps the read models current: after each commit, and from other processes' commits on MariaDB,
// every projection is handed every entry once, in sequence order, before the answer leaves.
// Owned by talentd's main. advance() may be called from any database thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "common/db/database.hpp"
#include "common/journal/entry.hpp"

namespace talent::journal {

/// A read model in memory that follows the journal (the market index, the identity directory, the
/// feed's subscribers).
class projection {
  public:
    virtual ~projection() = default;
    /// Called in sequence order, never twice for one entry, by one thread at a time.
    virtual void apply(entry const& one) = 0;
};

class follower {
  public:
    follower(db::database& source, std::vector<projection*> projections);
    ~follower();

    /// From which entry on projections must be told: the head their start-up snapshot stands for.
    void start(std::int64_t applied_sequence);
    /// Polls for other processes' entries (MariaDB only).
    void start_polling(std::chrono::milliseconds every);
    void stop();

    /// The entries of a commit just made, in order. Fetches what other commits put between.
    void advance(std::vector<entry> const& committed);

    std::int64_t applied() const;
    /// False once a projection could not apply an entry: the read models may be wrong until the
    /// process is started again, which loads them anew.
    bool healthy() const { return healthy_; }

  private:
    void apply_locked(entry const& one);
    void fetch_locked(std::int64_t up_to);
    std::vector<entry> read_entries(std::int64_t after, std::int64_t limit);
    void poll(std::chrono::milliseconds every);

    db::database& source_;
    std::vector<projection*> projections_;
    mutable std::mutex mutex_;
    std::int64_t applied_ = 0;
    std::condition_variable stopping_;
    bool stop_ = false;
    std::atomic<bool> healthy_{true};
    std::thread poller_;
};

} // namespace talent::journal
