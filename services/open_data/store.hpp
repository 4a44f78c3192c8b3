// All the SQL of open data, on the session of the caller's unit. Stateless.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/uuid.hpp"
#include "common/db/session.hpp"
#include "services/open_data/process.hpp"

namespace talent::open_data::store {

std::int64_t read_progress(db::session& sql);
/// Held until the unit ends: one process at a time makes releases.
std::int64_t lock_progress(db::session& sql);
void write_progress(db::session& sql, std::int64_t sequence);
/// Whether an entry of a procurement waits among the next entries_looked_at after the position.
bool has_pending(db::session& sql, std::int64_t sequence);
inline constexpr std::int64_t entries_looked_at = 5'000;

/// The tender that a known object belongs to.
std::optional<uuid> find_tender_of(db::session& sql, uuid const& object_id);
/// That the newest state of an object is in this entry; it is new or known.
void note_object(db::session& sql, journal::entry const& one, uuid const& tender_id);
/// Everything that belongs to the tender, in the order in which it came to be.
process load_process(db::session& sql, uuid const& tender_id);

/// A tender with releases.
struct process_head {
    uuid tender_id;
    std::string ocid;
    std::int64_t releases = 0;
    std::int64_t last_sequence = 0;
    instant last_date;
};
std::optional<process_head> find_process(db::session& sql, uuid const& tender_id);
std::optional<process_head> find_process_by_ocid(db::session& sql, std::string_view ocid);
/// In order of ocid, after `after`.
std::vector<process_head> list_processes(db::session& sql, std::string_view after, int limit);
void write_process(db::session& sql, process_head const& now);

struct kept_release {
    std::int64_t sequence = 0;
    std::string id;
    std::string ocid;
    instant date;
    std::string month;  // 2026-11, in Asia/Shanghai
    std::string notice; // empty: it is no notice
    std::string title;  // of the notice
    std::string body;   // the release, JSON
};
void insert_release(db::session& sql, kept_release const& one);
void insert_notice(db::session& sql, std::string_view area, std::int64_t sequence);

std::optional<kept_release> find_release(db::session& sql, std::string_view id);
/// In order of sequence, after `after`. An empty month: of all months.
std::vector<kept_release> list_releases(db::session& sql, std::string_view month,
                                        std::int64_t after, int limit);
std::vector<kept_release> list_releases_of(db::session& sql, std::string_view ocid,
                                           std::int64_t after, int limit);
/// Notices of an area and what lies within it, the newest first, before `before`.
std::vector<kept_release> list_notices(db::session& sql, std::string_view area, std::int64_t before,
                                       int limit);

struct month_count {
    std::string month;
    std::int64_t releases = 0;
    instant last_date;
};
std::vector<month_count> list_months(db::session& sql);

} // namespace talent::open_data::store
