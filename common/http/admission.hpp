// Which requests are let in. Decided before the body is read, by the lane that the request will
// need; the rule and its figures stand in docs/decisions/0012. Owned by the edge; any thread.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>

#include "common/base/job_queue.hpp"
#include "common/http/lane.hpp"

namespace talent::db {
class database;
}

namespace talent::http {

class dispatcher;

struct admission_limits {
    std::size_t in_flight_max = 1024; // requests of one lane that are worked on at once
    /// How long a request may have to wait where its queue has not been empty for a while.
    std::chrono::milliseconds wait_target{25};
    /// The age of the next job beyond which the queue is held to be stuck.
    std::chrono::milliseconds age_max{250};
};

/// A queue that holds no more than this is short: a few clients that ask at once, no overload.
inline constexpr std::size_t short_queue_depth = 64;
/// A burst is one that began so recently; it may fill the queue thus far.
inline constexpr std::chrono::milliseconds burst_time_max{100};
inline constexpr std::size_t burst_queue_depth = 256;

/// Whether a queue takes another job: it is not full, its next job is not too old, and it is short,
/// or filled by a burst only, or emptied within the time allowed at the pace that it has of late.
bool has_room(queue_load const& queue, admission_limits const& limits);

class admission {
  public:
    admission(admission_limits limits, db::database const& database, dispatcher const& work)
        : limits_(limits), database_(database), work_(work) {}

    /// Whether another request of this lane is worked on in good time.
    bool admits(lane wanted) const;

    /// Counts a request of a lane while it lives.
    class place {
      public:
        place(admission& within, lane taken) : count_(&within.in_flight_[index_of(taken)]) {
            ++*count_;
        }
        ~place() { --*count_; }
        place(place const&) = delete;
        place& operator=(place const&) = delete;

      private:
        std::atomic<std::size_t>* count_;
    };

    std::size_t in_flight(lane one) const { return in_flight_[index_of(one)].load(); }

  private:
    bool queue_has_room(lane wanted) const;

    admission_limits const limits_;
    db::database const& database_;
    dispatcher const& work_;
    std::array<std::atomic<std::size_t>, lane_count> in_flight_{};
};

} // namespace talent::http
