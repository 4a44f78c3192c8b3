#include "services/clocks/store.hpp"

#include "common/db/record.hpp"
#include "common/journal/progress.hpp"

namespace talent::clocks::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view clocks_of =
    "WHERE organisation_id = :p1 AND (due > :p2 OR (due = :p3 AND id > :p4))"
    " ORDER BY due, id LIMIT :p5";
constexpr std::string_view of_object = "WHERE object_type = :p1 AND object_id = :p2 ORDER BY id";
constexpr std::string_view delete_by_id = "DELETE FROM running_clocks WHERE id = :p1";
constexpr std::string_view to_tell_nearing =
    "WHERE nearing_told = 0 AND nearing_at <= :p1 ORDER BY nearing_at LIMIT :p2";
constexpr std::string_view to_tell_due = "WHERE due_told = 0 AND due <= :p1 ORDER BY due LIMIT :p2";
constexpr std::string_view next_nearing =
    "SELECT MIN(nearing_at) FROM running_clocks WHERE nearing_told = 0 AND nearing_at > :p1";
constexpr std::string_view next_due =
    "SELECT MIN(due) FROM running_clocks WHERE due_told = 0 AND due > :p1";
constexpr std::string_view outdated =
    "WHERE provisional = 1 AND calendar_version <> :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view by_token = "WHERE token_sha256 = :p1";
constexpr std::string_view subscriptions_of =
    "WHERE organisation_id = :p1 AND member_id = :p2 AND id > :p3 ORDER BY id LIMIT :p4";
constexpr std::string_view count_of =
    "SELECT COUNT(*) FROM clock_subscriptions WHERE organisation_id = :p1 AND member_id = :p2"
    " AND revoked_at IS NULL";
constexpr journal::progress_row progress{"clock_progress"};

} // namespace

std::vector<running_clock> list_clocks(db::session& sql, uuid const& organisation, instant due,
                                       std::string_view id, int limit) {
    auto const at = to_milliseconds(due);
    return db::select<running_clock>(
        sql, clocks_table, clocks_of,
        {to_string(organisation), at, at, std::string(id), std::int64_t{limit}});
}

std::vector<running_clock> clocks_of_object(db::session& sql, std::string_view object_type,
                                            uuid const& object_id) {
    return db::select<running_clock>(sql, clocks_table, of_object,
                                     {std::string(object_type), to_string(object_id)});
}

void insert_clock(db::session& sql, running_clock const& one) {
    db::insert(sql, clocks_table, one);
}

void delete_clock(db::session& sql, uuid const& id) {
    sql.execute(delete_by_id, {to_string(id)});
}

bool update_clock(db::session& sql, running_clock const& one, std::int64_t expected_version) {
    return db::update(sql, clocks_table, one, expected_version);
}

std::vector<running_clock> clocks_to_tell(db::session& sql, instant now, std::int64_t limit) {
    auto found = db::select<running_clock>(sql, clocks_table, to_tell_nearing,
                                           {to_milliseconds(now), limit});
    for (auto& one :
         db::select<running_clock>(sql, clocks_table, to_tell_due, {to_milliseconds(now), limit})) {
        if (one.nearing_told) found.push_back(std::move(one)); // the others come by nearing
    }
    return found;
}

std::optional<instant> next_to_tell(db::session& sql, instant now) {
    std::optional<instant> earliest;
    for (auto const statement : {next_nearing, next_due}) {
        auto const row = sql.query_one(statement, {to_milliseconds(now)}, {cell_kind::integer});
        if (!row || is_null(row->front())) continue;
        auto const at = from_milliseconds(integer_of(row->front()));
        if (!earliest || at < *earliest) earliest = at;
    }
    return earliest;
}

std::vector<running_clock> outdated_clocks(db::session& sql, std::string_view version,
                                           std::string_view after, std::int64_t limit) {
    return db::select<running_clock>(sql, clocks_table, outdated,
                                     {std::string(version), std::string(after), limit});
}

std::optional<clock_subscription> find_subscription(db::session& sql, uuid const& id) {
    return db::select_one<clock_subscription>(sql, subscriptions_table, by_id, {to_string(id)});
}

std::optional<clock_subscription> find_by_token(db::session& sql, std::string_view token_sha256) {
    return db::select_one<clock_subscription>(sql, subscriptions_table, by_token,
                                              {std::string(token_sha256)});
}

std::vector<clock_subscription> list_subscriptions(db::session& sql, uuid const& organisation,
                                                   uuid const& member, std::string_view after,
                                                   int limit) {
    return db::select<clock_subscription>(
        sql, subscriptions_table, subscriptions_of,
        {to_string(organisation), to_string(member), std::string(after), std::int64_t{limit}});
}

std::int64_t count_subscriptions(db::session& sql, uuid const& organisation, uuid const& member) {
    auto const row =
        sql.query_one(count_of, {to_string(organisation), to_string(member)}, {cell_kind::integer});
    return row ? integer_of(row->front()) : 0;
}

std::int64_t read_progress(db::session& sql) {
    return progress.read(sql);
}

std::int64_t lock_progress(db::session& sql) {
    return progress.lock(sql);
}

void write_progress(db::session& sql, std::int64_t sequence) {
    progress.write(sql, sequence);
}

} // namespace talent::clocks::store
