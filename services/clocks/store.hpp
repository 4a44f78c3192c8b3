// All the SQL of running clocks and of calendar subscriptions, on the session of the caller's unit
// of work. Stateless.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/clocks/model.hpp"

namespace talent::clocks::store {

inline constexpr std::string_view clocks_table = "running_clocks";
inline constexpr std::string_view subscriptions_table = "clock_subscriptions";

/// Of one organisation by due, after (`due`, `id`).
std::vector<running_clock> list_clocks(db::session& sql, uuid const& organisation, instant due,
                                       std::string_view id, int limit);
std::vector<running_clock> clocks_of_object(db::session& sql, std::string_view object_type,
                                            uuid const& object_id);
void insert_clock(db::session& sql, running_clock const& one);
void delete_clock(db::session& sql, uuid const& id);
/// False where it has changed or gone meanwhile.
bool update_clock(db::session& sql, running_clock const& one, std::int64_t expected_version);
/// Whose nearing or due instant has come and was not told.
std::vector<running_clock> clocks_to_tell(db::session& sql, instant now, std::int64_t limit);
/// The earliest instant at which there will be one to tell, after `now`.
std::optional<instant> next_to_tell(db::session& sql, instant now);
/// Provisional, reckoned with another calendar than this version; after `after`.
std::vector<running_clock> outdated_clocks(db::session& sql, std::string_view version,
                                           std::string_view after, std::int64_t limit);

std::optional<clock_subscription> find_subscription(db::session& sql, uuid const& id);
std::optional<clock_subscription> find_by_token(db::session& sql, std::string_view token_sha256);
std::vector<clock_subscription> list_subscriptions(db::session& sql, uuid const& organisation,
                                                   uuid const& member, std::string_view after,
                                                   int limit);
std::int64_t count_subscriptions(db::session& sql, uuid const& organisation, uuid const& member);

std::int64_t read_progress(db::session& sql);
/// Held until the unit ends: one process at a time.
std::int64_t lock_progress(db::session& sql);
void write_progress(db::session& sql, std::int64_t sequence);

} // namespace talent::clocks::store
