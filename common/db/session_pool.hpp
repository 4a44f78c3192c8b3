// Idle sessions kept for the callers of read_now, write_now and stream, which run on threads of
// their own. Any thread. Private to common/db.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace talent::db {

template <class Session>
class session_pool {
  public:
    explicit session_pool(std::function<std::unique_ptr<Session>()> make)
        : make_(std::move(make)) {}

    /// An idle session or a new one. Throws db::error.
    std::unique_ptr<Session> take() {
        {
            std::lock_guard const lock(mutex_);
            if (!idle_.empty()) {
                auto taken = std::move(idle_.back());
                idle_.pop_back();
                return taken;
            }
        }
        return make_();
    }

    /// Only a session that is known to be in order and outside a transaction.
    void give_back(std::unique_ptr<Session> session) {
        std::lock_guard const lock(mutex_);
        if (idle_.size() < idle_max) idle_.push_back(std::move(session));
    }

    void clear() {
        std::lock_guard const lock(mutex_);
        idle_.clear();
    }

  private:
    static constexpr std::size_t idle_max = 4;

    std::function<std::unique_ptr<Session>()> make_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Session>> idle_;
};

} // namespace talent::db
