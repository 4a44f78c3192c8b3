// How many requests a credential, or an address without one, may make: the generic cell rate
// algorithm (ITU-T I.371), which keeps one instant per key. Owned by the edge; any thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace talent::http {

class rate_limiter {
  public:
    using instant = std::chrono::steady_clock::time_point;

    /// `per_minute` requests are accepted in a burst, and as many a minute in the long run. 0: no
    /// limit. `keys_max` bounds the memory: beyond it keys that are idle are forgotten, and if none
    /// is, new keys share one.
    rate_limiter(std::int64_t per_minute, std::size_t keys_max);

    struct decision {
        bool accepted = true;
        std::int64_t remaining = 0;          // requests that would be accepted now
        std::chrono::seconds until_full{0};  // until the whole quota is there again
        std::chrono::seconds retry_after{0}; // where refused
    };
    decision take(std::string const& key, instant now);

    bool limits() const { return per_minute_ > 0; }
    std::int64_t per_minute() const { return per_minute_; }
    std::size_t keys() const;

  private:
    // Locks are shared by few keys each, so that I/O threads rarely meet.
    struct shard {
        mutable std::mutex mutex;
        std::unordered_map<std::string, instant> arrivals; // theoretical arrival times
    };
    static constexpr std::size_t shard_count = 16;

    instant& arrival_of(shard& within, std::string const& key, instant now);
    decision decide(instant& arrival, instant now) const;

    std::int64_t per_minute_;
    std::size_t keys_per_shard_max_;
    std::chrono::nanoseconds interval_{0}; // between two requests in the long run
    std::chrono::nanoseconds burst_{0};    // how far ahead of the clock a key may get
    std::array<shard, shard_count> shards_;
};

} // namespace talent::http
