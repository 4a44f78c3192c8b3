// The use cases of running clocks: listing them, and the calendar subscriptions to them. On a
// database thread. Owned by talentd's main; stateless.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/clocks/model.hpp"
#include "services/identity/directory.hpp"

namespace talent::clocks {

inline constexpr int calendar_clocks_max = 2'000; // in one calendar: the next ones due

class clocks_service {
  public:
    explicit clocks_service(identity::directory const& known) : known_(known) {}

    /// The asker's organisation's, by due, after (`due`, `id`).
    std::vector<running_clock> list(db::session& sql, security::principal const& asker, instant due,
                                    std::string_view id, int limit, instant now) const;

    /// conflict where the reader has as many as may be.
    result<issued_clock_subscription> subscribe(journal::unit_of_work& unit,
                                                clock_subscription wanted) const;
    std::vector<clock_subscription> list_subscriptions(db::session& sql,
                                                       security::principal const& asker,
                                                       std::string_view after, int limit) const;
    result<void> revoke(journal::unit_of_work& unit, uuid const& id,
                        std::int64_t expected_version) const;
    /// By the token alone; not_found where it is unknown or revoked, or its member is disabled.
    result<std::string> read_calendar(db::session& sql, std::string_view token, instant now) const;

  private:
    identity::directory const& known_;
};

} // namespace talent::clocks
