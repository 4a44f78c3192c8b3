#include "services/notices/store.hpp"

#include "common/db/record.hpp"
#include "common/journal/progress.hpp"

namespace talent::notices::store {
namespace {

constexpr std::string_view deliveries_table = "webhook_deliveries";
constexpr std::string_view attempts_table = "webhook_attempts";
constexpr std::string_view notices_table = "inbox_notices";

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view webhooks_of =
    "WHERE organisation_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view count_of = "SELECT COUNT(*) FROM webhooks WHERE organisation_id = :p1";
constexpr std::string_view give_up =
    "UPDATE webhook_deliveries SET state = 'dead', ended_at = :p1"
    " WHERE webhook_id = :p2 AND state = 'pending'";
constexpr std::string_view delivery_exists =
    "SELECT COUNT(*) FROM webhook_deliveries WHERE webhook_id = :p1 AND sequence = :p2";
constexpr std::string_view delivery_of_entry = "WHERE webhook_id = :p1 AND sequence = :p2";
constexpr std::string_view deliveries_of =
    "WHERE webhook_id = :p1 AND id < :p2 ORDER BY id DESC LIMIT :p3";
constexpr std::string_view deliveries_of_state =
    "WHERE webhook_id = :p1 AND id < :p2 AND state = :p3 ORDER BY id DESC LIMIT :p4";
constexpr std::string_view restart =
    "UPDATE webhook_deliveries SET state = 'pending', round_attempts = 0, next_attempt_at = :p1,"
    " claimed_until = 0, ended_at = NULL WHERE id = :p2";
constexpr std::string_view due_webhooks_of =
    "SELECT d.webhook_id, MIN(d.organisation_id), MIN(d.next_attempt_at)"
    " FROM webhook_deliveries d WHERE d.state = 'pending' AND d.next_attempt_at <= :p1"
    " AND d.claimed_until <= :p2 GROUP BY d.webhook_id ORDER BY 3 LIMIT :p3";
constexpr std::string_view first_due =
    "WHERE webhook_id = :p1 AND state = 'pending' AND next_attempt_at <= :p2"
    " AND claimed_until <= :p3 ORDER BY sequence LIMIT 1";
constexpr std::string_view take_claim =
    "UPDATE webhook_deliveries SET claimed_until = :p1 WHERE id = :p2 AND state = 'pending'"
    " AND claimed_until <= :p3";
// Only while the claim is still one's own: who overstayed it changes nothing of what another
// process, or a redelivery, has made of the delivery since.
constexpr std::string_view give_back =
    "UPDATE webhook_deliveries SET claimed_until = 0"
    " WHERE id = :p1 AND state = 'pending' AND claimed_until = :p2";
constexpr std::string_view earliest =
    "SELECT next_attempt_at FROM webhook_deliveries WHERE state = 'pending'"
    " AND next_attempt_at > :p1 ORDER BY next_attempt_at LIMIT 1";
constexpr std::string_view end_of_attempt =
    "UPDATE webhook_deliveries SET state = :p1, attempts = attempts + 1,"
    " round_attempts = round_attempts + 1, next_attempt_at = :p2, claimed_until = 0,"
    " ended_at = :p3 WHERE id = :p4 AND state = 'pending' AND claimed_until = :p5";
constexpr std::string_view attempts_of =
    "WHERE webhook_id = :p1 AND id < :p2 ORDER BY id DESC LIMIT :p3";
constexpr std::string_view select_failures =
    "SELECT since, attempts FROM webhook_failures WHERE webhook_id = :p1";
constexpr std::string_view more_failures =
    "UPDATE webhook_failures SET attempts = attempts + 1 WHERE webhook_id = :p1";
constexpr std::string_view first_failure =
    "INSERT INTO webhook_failures (webhook_id, since, attempts) VALUES (:p1, :p2, 1)";
constexpr std::string_view no_failures = "DELETE FROM webhook_failures WHERE webhook_id = :p1";
constexpr journal::progress_row progress{"notice_progress"};
constexpr std::string_view notice_exists =
    "SELECT COUNT(*) FROM inbox_notices WHERE organisation_id = :p1 AND sequence = :p2";
constexpr std::string_view notices_of =
    "WHERE organisation_id = :p1 AND id < :p2 ORDER BY id DESC LIMIT :p3";
constexpr std::string_view reads_of =
    "SELECT COUNT(*) FROM inbox_reads WHERE reader_id = :p1 AND notice_id = :p2";
constexpr std::string_view insert_read =
    "INSERT INTO inbox_reads (reader_id, notice_id) VALUES (:p1, :p2)";
constexpr std::string_view unread_of =
    "SELECT COUNT(*) FROM inbox_notices WHERE organisation_id = :p1 AND NOT EXISTS"
    " (SELECT 1 FROM inbox_reads WHERE reader_id = :p2 AND notice_id = inbox_notices.id)";
constexpr std::string_view is_notice_of =
    "SELECT COUNT(*) FROM inbox_notices WHERE id = :p1 AND organisation_id = :p2";

constexpr std::string_view old_deliveries =
    "SELECT id FROM webhook_deliveries WHERE created_at < :p1 AND state <> 'pending'"
    " ORDER BY created_at LIMIT :p2";
constexpr std::string_view delete_delivery = "DELETE FROM webhook_deliveries WHERE id = :p1";
constexpr std::string_view old_attempts =
    "SELECT id FROM webhook_attempts WHERE at < :p1 ORDER BY at LIMIT :p2";
constexpr std::string_view delete_attempt = "DELETE FROM webhook_attempts WHERE id = :p1";
constexpr std::string_view old_notices =
    "SELECT id FROM inbox_notices WHERE at < :p1 ORDER BY at LIMIT :p2";
constexpr std::string_view delete_notice = "DELETE FROM inbox_notices WHERE id = :p1";
constexpr std::string_view delete_reads = "DELETE FROM inbox_reads WHERE notice_id = :p1";

// No id comes after it.
constexpr std::string_view last_id = "ffffffff-ffff-ffff-ffff-ffffffffffff";

std::string start_of_page(std::string_view before) {
    return std::string(before.empty() ? last_id : before);
}

std::int64_t count(db::session& sql, std::string_view statement,
                   std::initializer_list<cell> parameters) {
    auto const row = sql.query_one(statement, parameters, {cell_kind::integer});
    return row ? integer_of(row->front()) : 0;
}

std::optional<failing> read_failures(db::session& sql, uuid const& webhook_id) {
    auto const row = sql.query_one(select_failures, {to_string(webhook_id)},
                                   {cell_kind::integer, cell_kind::integer});
    if (!row) return std::nullopt;
    return failing{from_milliseconds(integer_of((*row)[0])), integer_of((*row)[1])};
}

void add_failures(db::session& sql, webhook& one) {
    if (auto const found = read_failures(sql, one.id)) one.failing_since = found->since;
}

} // namespace

// -- webhooks --

std::optional<webhook> find_webhook(db::session& sql, uuid const& id) {
    auto found = db::select_one<webhook>(sql, webhooks_table, by_id, {talent::to_string(id)});
    if (found) add_failures(sql, *found);
    return found;
}

std::vector<webhook> list_webhooks(db::session& sql, uuid const& organisation,
                                   std::string_view after, int limit) {
    auto found = db::select<webhook>(
        sql, webhooks_table, webhooks_of,
        {talent::to_string(organisation), std::string(after), std::int64_t{limit}});
    for (auto& one : found)
        add_failures(sql, one);
    return found;
}

std::int64_t count_webhooks(db::session& sql, uuid const& organisation) {
    return count(sql, count_of, {talent::to_string(organisation)});
}

void give_up_deliveries(db::session& sql, uuid const& webhook_id, instant now) {
    sql.execute(give_up, {to_milliseconds(now), talent::to_string(webhook_id)});
}

// -- deliveries --

bool add_delivery(db::session& sql, webhook_delivery const& one) {
    if (count(sql, delivery_exists, {talent::to_string(one.webhook_id), one.sequence}) > 0)
        return false;
    db::insert(sql, deliveries_table, one);
    return true;
}

std::optional<webhook_delivery> find_delivery(db::session& sql, uuid const& id) {
    return db::select_one<webhook_delivery>(sql, deliveries_table, by_id, {talent::to_string(id)});
}

std::optional<webhook_delivery> find_delivery_of_entry(db::session& sql, uuid const& webhook_id,
                                                       std::int64_t sequence) {
    return db::select_one<webhook_delivery>(sql, deliveries_table, delivery_of_entry,
                                            {talent::to_string(webhook_id), sequence});
}

std::vector<webhook_delivery> list_deliveries(db::session& sql, uuid const& webhook_id,
                                              std::optional<delivery_state> state,
                                              std::string_view before, int limit) {
    std::vector<cell> parameters{talent::to_string(webhook_id), start_of_page(before)};
    if (state) parameters.emplace_back(std::string(json::name_of(*state)));
    parameters.emplace_back(std::int64_t{limit});
    return db::select<webhook_delivery>(sql, deliveries_table,
                                        state ? deliveries_of_state : deliveries_of, parameters);
}

void begin_again(db::session& sql, uuid const& delivery_id, instant now) {
    sql.execute(restart, {to_milliseconds(now), talent::to_string(delivery_id)});
}

std::vector<due_webhook> due_webhooks(db::session& sql, instant now, std::int64_t limit) {
    std::vector<due_webhook> found;
    auto const at = to_milliseconds(now);
    for (auto const& row : sql.query(due_webhooks_of, {at, at, limit},
                                     {cell_kind::text, cell_kind::text, cell_kind::integer})) {
        found.push_back({parse_uuid(text_of(row[0])).value_or(uuid{}),
                         parse_uuid(text_of(row[1])).value_or(uuid{})});
    }
    return found;
}

std::optional<webhook_delivery> claim_next(db::session& sql, uuid const& webhook_id, instant now,
                                           instant until) {
    auto const at = to_milliseconds(now);
    auto found = db::select_one<webhook_delivery>(sql, deliveries_table,
                                                  std::string(first_due).append(sql.for_update()),
                                                  {talent::to_string(webhook_id), at, at});
    if (!found) return std::nullopt;
    bool const claimed =
        sql.execute(take_claim, {to_milliseconds(until), talent::to_string(found->id), at}) == 1;
    if (!claimed) return std::nullopt;
    found->claimed_until = from_milliseconds(to_milliseconds(until));
    return found;
}

bool release(db::session& sql, webhook_delivery const& claimed) {
    return sql.execute(give_back, {talent::to_string(claimed.id),
                                   to_milliseconds(claimed.claimed_until)}) == 1;
}

std::optional<instant> next_due(db::session& sql, instant now) {
    auto const row = sql.query_one(earliest, {to_milliseconds(now)}, {cell_kind::integer});
    if (!row) return std::nullopt;
    return from_milliseconds(integer_of(row->front()));
}

bool end_attempt(db::session& sql, webhook_delivery const& claimed,
                 delivery_outcome const& outcome) {
    bool const pending = outcome.state == delivery_state::pending;
    return sql.execute(end_of_attempt,
                       {std::string(json::name_of(outcome.state)),
                        to_milliseconds(outcome.next_attempt_at.value_or(outcome.at)),
                        pending ? cell{} : cell{to_milliseconds(outcome.at)},
                        talent::to_string(claimed.id), to_milliseconds(claimed.claimed_until)}) ==
           1;
}

void add_attempt(db::session& sql, webhook_attempt const& one) {
    db::insert(sql, attempts_table, one);
}

std::vector<webhook_attempt> list_attempts(db::session& sql, uuid const& webhook_id,
                                           std::string_view before, int limit) {
    return db::select<webhook_attempt>(
        sql, attempts_table, attempts_of,
        {talent::to_string(webhook_id), start_of_page(before), std::int64_t{limit}});
}

failing note_failure(db::session& sql, uuid const& webhook_id, instant now) {
    auto const id = talent::to_string(webhook_id);
    if (sql.execute(more_failures, {id}) == 0)
        sql.execute(first_failure, {id, to_milliseconds(now)});
    return read_failures(sql, webhook_id).value_or(failing{now, 1});
}

void forget_failures(db::session& sql, uuid const& webhook_id) {
    sql.execute(no_failures, {talent::to_string(webhook_id)});
}

// -- how far --

std::int64_t read_progress(db::session& sql) {
    return progress.read(sql);
}

std::int64_t lock_progress(db::session& sql) {
    return progress.lock(sql);
}

void write_progress(db::session& sql, std::int64_t sequence) {
    progress.write(sql, sequence);
}

// -- the inbox --

bool add_notice(db::session& sql, inbox_notice const& one) {
    if (count(sql, notice_exists, {talent::to_string(one.organisation_id), one.sequence}) > 0)
        return false;
    db::insert(sql, notices_table, one);
    return true;
}

std::vector<inbox_notice> list_notices(db::session& sql, uuid const& organisation,
                                       uuid const& reader, std::string_view before, int limit) {
    auto found = db::select<inbox_notice>(
        sql, notices_table, notices_of,
        {talent::to_string(organisation), start_of_page(before), std::int64_t{limit}});
    for (auto& one : found)
        one.read = count(sql, reads_of, {talent::to_string(reader), talent::to_string(one.id)}) > 0;
    return found;
}

std::int64_t count_unread(db::session& sql, uuid const& organisation, uuid const& reader) {
    return count(sql, unread_of, {talent::to_string(organisation), talent::to_string(reader)});
}

bool mark_read(db::session& sql, uuid const& organisation, uuid const& reader,
               uuid const& notice_id) {
    auto const notice = talent::to_string(notice_id);
    if (count(sql, is_notice_of, {notice, talent::to_string(organisation)}) == 0) return false;
    auto const who = talent::to_string(reader);
    if (count(sql, reads_of, {who, notice}) == 0) sql.execute(insert_read, {who, notice});
    return true;
}

void forget(db::session& sql, instant now, std::int64_t limit) {
    auto const before = to_milliseconds(now - deliveries_kept);
    for (auto const& row : sql.query(old_deliveries, {before, limit}, {cell_kind::text}))
        sql.execute(delete_delivery, {row[0]});
    for (auto const& row : sql.query(old_attempts, {before, limit}, {cell_kind::text}))
        sql.execute(delete_attempt, {row[0]});
    for (auto const& row :
         sql.query(old_notices, {to_milliseconds(now - notices_kept), limit}, {cell_kind::text})) {
        sql.execute(delete_reads, {row[0]});
        sql.execute(delete_notice, {row[0]});
    }
}

} // namespace talent::notices::store
