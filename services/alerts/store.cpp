#include "services/alerts/store.hpp"

#include "common/calendar/working_days.hpp"
#include "common/db/record.hpp"

namespace talent::alerts::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view searches_of_organisation =
    "WHERE organisation_id = :p1 AND subject_id IS NULL AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view searches_of_subject =
    "WHERE subject_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view count_of_organisation =
    "SELECT COUNT(*) FROM saved_searches WHERE organisation_id = :p1 AND subject_id IS NULL";
constexpr std::string_view count_of_subject =
    "SELECT COUNT(*) FROM saved_searches WHERE subject_id = :p1";
constexpr std::string_view alerts_of_organisation =
    "WHERE organisation_id = :p1 AND subject_id IS NULL AND id < :p2 ORDER BY id DESC LIMIT :p3";
constexpr std::string_view alerts_of_subject =
    "WHERE subject_id = :p1 AND id < :p2 ORDER BY id DESC LIMIT :p3";
constexpr std::string_view raised_once =
    "SELECT COUNT(*) FROM alerts WHERE saved_search_id = :p1 AND listing_id = :p2"
    " AND published_at = :p3";
constexpr std::string_view old_alerts =
    "SELECT id FROM alerts WHERE raised_at < :p1 ORDER BY raised_at LIMIT :p2";
constexpr std::string_view delete_alert = "DELETE FROM alerts WHERE id = :p1";
constexpr std::string_view old_days =
    "SELECT saved_search_id, day FROM alert_days WHERE day < :p1 ORDER BY day LIMIT :p2";
constexpr std::string_view delete_day =
    "DELETE FROM alert_days WHERE saved_search_id = :p1 AND day = :p2";
constexpr std::string_view select_day =
    "SELECT raised, held_back FROM alert_days WHERE saved_search_id = :p1 AND day = :p2";
constexpr std::string_view update_day =
    "UPDATE alert_days SET raised = :p1, held_back = :p2 WHERE saved_search_id = :p3 AND day = :p4";
constexpr std::string_view insert_day =
    "INSERT INTO alert_days (raised, held_back, saved_search_id, day) VALUES (:p1, :p2, :p3, :p4)";
constexpr std::string_view select_progress =
    "SELECT sequence, held_back FROM alert_progress WHERE id = 1";
constexpr std::string_view update_progress =
    "UPDATE alert_progress SET sequence = :p1, held_back = :p2 WHERE id = 1";

// No id comes after it.
constexpr std::string_view last_id = "ffffffff-ffff-ffff-ffff-ffffffffffff";

std::int64_t number_of(date day) {
    return day.time_since_epoch().count();
}

progress read_progress_by(db::session& sql, std::string const& statement) {
    auto const row = sql.query_one(statement, {}, {cell_kind::integer, cell_kind::integer});
    if (!row) throw std::runtime_error("the row of alert_progress is missing");
    return {integer_of((*row)[0]), integer_of((*row)[1])};
}

} // namespace

std::optional<saved_search> find_search(db::session& sql, uuid const& id) {
    return db::select_one<saved_search>(sql, saved_searches_table, by_id, {to_string(id)});
}

std::vector<saved_search> list_searches(db::session& sql, security::holder const& whose,
                                        std::string_view after, int limit) {
    return db::select<saved_search>(
        sql, saved_searches_table,
        whose.subject_id ? searches_of_subject : searches_of_organisation,
        {whose.key(), std::string(after), std::int64_t{limit}});
}

std::int64_t count_searches(db::session& sql, security::holder const& whose) {
    auto const row = sql.query_one(whose.subject_id ? count_of_subject : count_of_organisation,
                                   {whose.key()}, {cell_kind::integer});
    return row ? integer_of(row->front()) : 0;
}

std::vector<alert> list_alerts(db::session& sql, security::holder const& whose,
                               std::string_view before, int limit) {
    return db::select<alert>(
        sql, alerts_table, whose.subject_id ? alerts_of_subject : alerts_of_organisation,
        {whose.key(), std::string(before.empty() ? last_id : before), std::int64_t{limit}});
}

bool was_raised(db::session& sql, uuid const& saved_search_id, uuid const& listing_id,
                instant published_at) {
    auto const row = sql.query_one(
        raised_once,
        {to_string(saved_search_id), to_string(listing_id), to_milliseconds(published_at)},
        {cell_kind::integer});
    return row && integer_of(row->front()) > 0;
}

void forget(db::session& sql, instant before, std::int64_t limit) {
    for (auto const& row :
         sql.query(old_alerts, {to_milliseconds(before), limit}, {cell_kind::text}))
        sql.execute(delete_alert, {row[0]});
    for (auto const& row : sql.query(old_days, {number_of(calendar::day_of(before)), limit},
                                     {cell_kind::text, cell_kind::integer}))
        sql.execute(delete_day, {row[0], row[1]});
}

day_count read_day(db::session& sql, uuid const& saved_search_id, date day) {
    auto const row = sql.query_one(select_day, {to_string(saved_search_id), number_of(day)},
                                   {cell_kind::integer, cell_kind::integer});
    if (!row) return {};
    return {integer_of((*row)[0]), integer_of((*row)[1])};
}

void write_day(db::session& sql, uuid const& saved_search_id, date day, day_count const& now) {
    std::initializer_list<cell> const parameters{now.raised, now.held_back,
                                                 to_string(saved_search_id), number_of(day)};
    if (sql.execute(update_day, parameters) == 0) sql.execute(insert_day, parameters);
}

progress read_progress(db::session& sql) {
    return read_progress_by(sql, std::string(select_progress));
}

progress lock_progress(db::session& sql) {
    return read_progress_by(sql, std::string(select_progress).append(sql.for_update()));
}

void write_progress(db::session& sql, progress const& now) {
    sql.execute(update_progress, {now.sequence, now.held_back});
}

} // namespace talent::alerts::store
