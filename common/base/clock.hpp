// Time as the platform keeps it: UTC milliseconds. Rules never read a clock; they are handed an
// instant. The clock itself is injected by talentd and moved by hand in tests. Any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace talent {

using instant = std::chrono::sys_time<std::chrono::milliseconds>;
using date = std::chrono::sys_days;

class clock {
  public:
    virtual ~clock() = default;
    virtual instant now() const = 0;
};

class system_clock final : public clock {
  public:
    instant now() const override;
};

/// Stands still until told; for tests and for the deterministic demonstration market.
class manual_clock final : public clock {
  public:
    explicit manual_clock(instant start) : now_(start.time_since_epoch().count()) {}
    instant now() const override { return instant{std::chrono::milliseconds{now_.load()}}; }
    void set(instant to) { now_.store(to.time_since_epoch().count()); }
    void advance(std::chrono::milliseconds by) { now_.fetch_add(by.count()); }

  private:
    std::atomic<std::int64_t> now_;
};

inline std::int64_t to_milliseconds(instant at) {
    return at.time_since_epoch().count();
}
inline instant from_milliseconds(std::int64_t count) {
    return instant{std::chrono::milliseconds{count}};
}

/// RFC 3339 in UTC with milliseconds: 2026-11-22T01:23:45.678Z.
std::string format_instant(instant at);

/// RFC 3339 with any offset; nothing when malformed, out of years 1970–9999, or a leap second.
std::optional<instant> parse_instant(std::string_view text);

/// 2026-11-22.
std::string format_date(date day);
std::optional<date> parse_date(std::string_view text);

} // namespace talent
