// All the SQL of saved searches and alerts, on the session of the caller's unit of work. Stateless.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "common/security/holder.hpp"
#include "services/alerts/model.hpp"

namespace talent::alerts::store {

inline constexpr std::string_view saved_searches_table = "saved_searches";
inline constexpr std::string_view alerts_table = "alerts";

std::optional<saved_search> find_search(db::session& sql, uuid const& id);
/// In order of id, after `after`.
std::vector<saved_search> list_searches(db::session& sql, security::holder const& whose,
                                        std::string_view after, int limit);
std::int64_t count_searches(db::session& sql, security::holder const& whose);

/// The newest first, before `before`; empty: from the newest.
std::vector<alert> list_alerts(db::session& sql, security::holder const& whose,
                               std::string_view before, int limit);
bool was_raised(db::session& sql, uuid const& saved_search_id, uuid const& listing_id,
                instant published_at);
/// Deletes alerts raised, and days, before `before`; at most `limit` rows of each.
void forget(db::session& sql, instant before, std::int64_t limit);

struct day_count {
    std::int64_t raised = 0;
    std::int64_t held_back = 0;
};
day_count read_day(db::session& sql, uuid const& saved_search_id, date day);
void write_day(db::session& sql, uuid const& saved_search_id, date day, day_count const& now);

struct progress {
    std::int64_t sequence = 0;
    std::int64_t held_back = 0;
};
progress read_progress(db::session& sql);
/// Held until the unit ends: one process at a time raises alerts.
progress lock_progress(db::session& sql);
void write_progress(db::session& sql, progress const& now);

} // namespace talent::alerts::store
