// Puts on the journal that the ratings of a package opened by the clock alone: who reads them needs
// no entry, whoever waits for one (a webhook, an inbox) does. What was told is kept with the
// telling, in one unit, so a restart or a second process tells nothing twice and loses nothing.
//
// Owned by talentd's main; works on its own thread.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "common/db/database.hpp"
#include "services/ratings/service.hpp"

namespace talent::ratings {

inline constexpr std::chrono::milliseconds opening_look_interval{1'000};
inline constexpr std::int64_t packages_opened_at_once_max = 100;

class opening_worker {
  public:
    /// Tells the entries of its own commits to the read models.
    using committed_entries = std::function<void(std::vector<journal::entry> const&)>;

    opening_worker(db::database& kept, clock const& time, ratings_service const& rules);
    ~opening_worker();

    void start(committed_entries tell);
    void stop();

  private:
    void run();
    void look();

    db::database& database_;
    clock const& time_;
    ratings_service const& rules_;

    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    committed_entries tell_;
    std::thread thread_;
};

} // namespace talent::ratings
