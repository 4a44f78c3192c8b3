#include "common/http/rate_limiter.hpp"

#include <algorithm>
#include <functional>

namespace talent::http {
namespace {

using std::chrono::nanoseconds;
using std::chrono::seconds;

// Longer than any credential's id or address, so it is never a client's own key.
std::string const shared_key = "every key beyond the table's bound, together";

seconds round_up(nanoseconds span) {
    return std::chrono::ceil<seconds>(span);
}

} // namespace

rate_limiter::rate_limiter(std::int64_t per_minute, std::size_t keys_max)
    : per_minute_(per_minute),
      keys_per_shard_max_(std::max<std::size_t>(1, keys_max / shard_count)) {
    if (per_minute_ <= 0) return;
    interval_ = nanoseconds(std::chrono::minutes(1)) / per_minute_;
    burst_ = interval_ * per_minute_;
}

rate_limiter::decision rate_limiter::take(std::string const& key, instant now) {
    if (!limits()) return {};
    auto& within = shards_[std::hash<std::string>{}(key) % shard_count];
    std::lock_guard const lock(within.mutex);
    return decide(arrival_of(within, key, now), now);
}

std::size_t rate_limiter::keys() const {
    std::size_t count = 0;
    for (auto const& each : shards_) {
        std::lock_guard const lock(each.mutex);
        count += each.arrivals.size();
    }
    return count;
}

rate_limiter::instant& rate_limiter::arrival_of(shard& within, std::string const& key,
                                                instant now) {
    auto const found = within.arrivals.find(key);
    if (found != within.arrivals.end()) return found->second;
    if (within.arrivals.size() >= keys_per_shard_max_) {
        // A key whose arrival time lies behind the clock has its whole quota: forgetting it is
        // free.
        std::erase_if(within.arrivals, [now](auto const& entry) { return entry.second <= now; });
    }
    bool const full = within.arrivals.size() >= keys_per_shard_max_;
    return within.arrivals.try_emplace(full ? shared_key : key, now).first->second;
}

rate_limiter::decision rate_limiter::decide(instant& arrival, instant now) const {
    decision made;
    auto const next = std::max(arrival, now) + interval_;
    if (next - now > burst_) {
        made.accepted = false;
        made.retry_after = std::max(seconds{1}, round_up(next - now - burst_));
        made.until_full = round_up(arrival - now);
        return made;
    }
    arrival = next;
    made.remaining = (burst_ - (next - now)) / interval_;
    made.until_full = round_up(next - now);
    return made;
}

} // namespace talent::http
