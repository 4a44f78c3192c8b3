// Deletes what is kept for a time only, such as the answers that idempotency keys replay. A thread
// that sleeps nearly always; owned by the composition, which outlives nothing it is given.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "common/base/clock.hpp"
#include "common/db/database.hpp"

namespace talent::talentd {

class housekeeper {
  public:
    housekeeper(db::database& kept, clock const& time) : database_(kept), time_(time) {}
    ~housekeeper();

    void start();
    void stop();

  private:
    void run();
    void forget_idempotency_records();

    db::database& database_;
    clock const& time_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace talent::talentd
