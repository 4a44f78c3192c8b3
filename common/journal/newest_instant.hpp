// The newest instant that the journal holds, whichever of its last entries has it: what a clock
// that was set back is behind. A projection, loaded at start; read() from any thread.
#pragma once

#include <atomic>

#include "common/base/clock.hpp"
#include "common/db/session.hpp"
#include "common/journal/follower.hpp"

namespace talent::journal {

/// How many of the last entries are looked through at start: with the clock set back, later entries
/// have earlier instants.
inline constexpr std::int64_t entries_looked_through = 100'000;

class newest_instant final : public projection {
  public:
    void load(db::session& sql);
    void apply(entry const& one) override;
    instant read() const { return from_milliseconds(milliseconds_); }

  private:
    void raise(std::int64_t milliseconds);
    std::atomic<std::int64_t> milliseconds_{0};
};

/// Of the entry with that number; nothing where there is none.
std::optional<instant> instant_of(db::session& sql, std::int64_t sequence);

} // namespace talent::journal
