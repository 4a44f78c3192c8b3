// What happens in the demonstration market, in the order in which it happens: steps at instants of
// a clock that runs from some weeks ago to now, so that deadlines pass and states follow as they
// would have. A step may add later ones. Owned by the driver; one thread at a time.
#pragma once

#include <cstddef>
#include <functional>
#include <queue>
#include <vector>

#include "common/db/database.hpp"
#include "services/talentctl/demo/performer.hpp"

namespace talent::demo {

class progress_bar;

class timeline {
  public:
    using step = std::function<void(performer&)>;

    /// Nothing happens after `end`: what is added for later is left out.
    explicit timeline(instant end) : end_(end) {}

    /// Steps of the same instant happen in the order in which they were added.
    void add(instant when, step what);

    instant end() const { return end_; }

    /// Plays everything, many steps to a transaction. Throws what a step throws; nothing of the
    /// transaction under way is kept then.
    void play(db::database& target, identity::directory& known, progress_bar& progress);

  private:
    struct event {
        instant when;
        std::size_t order;
        step what;
        bool operator<(event const& other) const {
            return when != other.when ? when > other.when
                                      : order > other.order; // the earliest on top
        }
    };

    void play_batch(performer& stage);

    instant end_;
    std::priority_queue<event> waiting_;
    std::size_t added_ = 0;
};

} // namespace talent::demo
