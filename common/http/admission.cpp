#include "common/http/admission.hpp"

#include <algorithm>

#include "common/db/database.hpp"
#include "common/http/dispatcher.hpp"
#include "common/http/limits.hpp"

namespace talent::http {

namespace {

admission_limits password_limits_of(admission_limits limits) {
    limits.age_max = std::max(limits.age_max, password_queue_age_max);
    return limits;
}

} // namespace

bool has_room(queue_load const& queue, admission_limits const& limits) {
    if (queue.depth >= queue.depth_max || queue.oldest_wait > limits.age_max) return false;
    if (queue.depth < short_queue_depth) return true;
    if (queue.busy_for < burst_time_max && queue.depth < burst_queue_depth) return true;
    auto const seconds = std::chrono::duration<double>(limits.wait_target).count();
    return static_cast<double>(queue.depth) < queue.taken_per_second * seconds;
}

bool admission::admits(lane wanted) const {
    if (wanted == lane::memory) return true;
    return in_flight(wanted) < limits_.in_flight_max && queue_has_room(wanted);
}

bool admission::queue_has_room(lane wanted) const {
    switch (wanted) {
        case lane::memory:
            return true;
        case lane::query:
            return has_room(work_.query_load(), limits_);
        case lane::reading:
            return has_room(database_.read_load(), limits_);
        case lane::writing:
            return has_room(database_.write_load(), limits_);
        case lane::password:
            return has_room(work_.password_load(), password_limits_of(limits_)) &&
                   has_room(database_.write_load(), limits_);
    }
    return true;
}

} // namespace talent::http
