// Makes the releases of open data from the journal, after the commits that they tell of and never
// in their way. One unit notes what the entries say, keeps their releases and how far the journal
// was worked up, under a lock on that position: so a crash, a restart or a second process loses no
// release and makes none twice, and what is kept is never touched again. A release comes from the
// journal alone, in its order, and would come out the same again.
//
// An entry that cannot be worked up stops it there, with an error in the log, and is tried again: a
// gap would be a lost release.
//
// Owned by talentd's main. Told entries by one thread at a time; the rest by its own thread, or in
// tests by one.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "common/db/database.hpp"
#include "common/journal/follower.hpp"

namespace talent::open_data {

inline constexpr std::int64_t entries_per_unit_max = 500;  // of the journal, worked up at a time
inline constexpr std::int64_t entries_unsaved_max = 1'000; // without any release among them
inline constexpr std::chrono::milliseconds retry_pause{1'000};

class release_worker final : public journal::projection {
  public:
    release_worker(db::database& kept, std::string ocid_prefix);
    ~release_worker() override;

    /// `head` is the journal's last entry at the start: what was not worked up before it is now.
    void load(std::int64_t head);
    void apply(journal::entry const& one) override;

    void start();
    void stop();

    /// Works up all that has been told; throws what stopped it.
    void work_up();
    /// One unit, at most entries_per_unit_max entries; false where nothing was left.
    bool work_up_some();

  private:
    void run();
    bool has_work() const { return stopping_ || needed_ > position_; }
    bool stopping();

    db::database& database_;
    std::string ocid_prefix_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::int64_t needed_ = 0;   // the journal must be worked up to here
    std::int64_t position_ = 0; // it has been worked up to here, by this process or another
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace talent::open_data
