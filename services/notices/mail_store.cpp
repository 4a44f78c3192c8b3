#include "services/notices/mail_store.hpp"

#include <algorithm>

#include "common/db/record.hpp"

namespace talent::notices::store {
namespace {

constexpr std::string_view mails_table = "mails";
constexpr std::string_view notices_table = "inbox_notices";

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view settings_of = "WHERE organisation_id = :p1 ORDER BY id";
constexpr std::string_view gathering_of =
    "WHERE member_id = :p1 AND state = 'pending' AND attempts = 0 AND claimed_until = 0"
    " ORDER BY id DESC LIMIT 1";
constexpr std::string_view last_due_of =
    "SELECT MAX(first_due_at) FROM mail_members WHERE member_id = :p1";
constexpr std::string_view note_due =
    "UPDATE mail_members SET first_due_at = :p1 WHERE member_id = :p2";
constexpr std::string_view note_first_due =
    "INSERT INTO mail_members (member_id, first_due_at) VALUES (:p1, :p2)";
// Nothing where it has been claimed since it was read.
constexpr std::string_view gather =
    "UPDATE mails SET notices = :p1, more = :p2"
    " WHERE id = :p3 AND state = 'pending' AND attempts = 0 AND claimed_until = 0";
constexpr std::string_view first_due =
    "WHERE state = 'pending' AND next_attempt_at <= :p1 AND claimed_until <= :p2"
    " ORDER BY next_attempt_at LIMIT 1";
constexpr std::string_view take_claim =
    "UPDATE mails SET claimed_until = :p1 WHERE id = :p2 AND state = 'pending'"
    " AND claimed_until <= :p3";
// One millisecond, not 0: it was attempted, so it gathers no more.
// Both only while the claim is still one's own: who overstayed it changes nothing of what another
// process, or the member, has made of the mail since.
constexpr std::string_view give_back =
    "UPDATE mails SET claimed_until = 1"
    " WHERE id = :p1 AND state = 'pending' AND claimed_until = :p2";
constexpr std::string_view end_of_attempt =
    "UPDATE mails SET state = :p1, attempts = attempts + 1, round_attempts = round_attempts + 1,"
    " next_attempt_at = :p2, claimed_until = 1, status = :p3, failure = :p4, ended_at = :p5"
    " WHERE id = :p6 AND state = 'pending' AND claimed_until = :p7";
constexpr std::string_view restart =
    "UPDATE mails SET state = 'pending', round_attempts = 0, next_attempt_at = :p1,"
    " claimed_until = 1, ended_at = NULL WHERE id = :p2 AND state = 'dead'";
constexpr std::string_view mails_of =
    "WHERE member_id = :p1 AND id < :p2 ORDER BY id DESC LIMIT :p3";
constexpr std::string_view mails_of_state =
    "WHERE member_id = :p1 AND id < :p2 AND state = :p3 ORDER BY id DESC LIMIT :p4";
constexpr std::string_view old_mails =
    "SELECT id FROM mails WHERE created_at < :p1 AND state <> 'pending'"
    " ORDER BY created_at LIMIT :p2";
constexpr std::string_view delete_mail = "DELETE FROM mails WHERE id = :p1";

constexpr std::string_view last_id = "ffffffff-ffff-ffff-ffff-ffffffffffff";

std::optional<instant> last_due(db::session& sql, uuid const& member_id) {
    auto const row =
        sql.query_one(last_due_of, {talent::to_string(member_id)}, {cell_kind::integer});
    if (!row || is_null(row->front())) return std::nullopt;
    return from_milliseconds(integer_of(row->front()));
}

void note_due_of(db::session& sql, uuid const& member_id, instant due) {
    auto const id = talent::to_string(member_id);
    if (sql.execute(note_due, {to_milliseconds(due), id}) == 0)
        sql.execute(note_first_due, {id, to_milliseconds(due)});
}

bool add_to_gathering(db::session& sql, uuid const& member_id, uuid const& notice_id) {
    auto one = db::select_one<mail>(sql, mails_table, gathering_of, {talent::to_string(member_id)});
    if (!one) return false;
    if (one->notices.size() < mail_notices_max) {
        one->notices.push_back(notice_id);
    } else {
        ++one->more;
    }
    auto const stored = [&] {
        std::string list = "[";
        for (auto const& each : one->notices)
            list.append(list.size() > 1 ? ",\"" : "\"")
                .append(talent::to_string(each))
                .append("\"");
        return list.append("]");
    }();
    return sql.execute(gather, {stored, one->more, talent::to_string(one->id)}) == 1;
}

} // namespace

std::optional<mail_setting> find_mail_setting(db::session& sql, uuid const& member_id) {
    return db::select_one<mail_setting>(sql, mail_settings_table, by_id,
                                        {talent::to_string(member_id)});
}

void mail_notice(db::session& sql, inbox_notice const& one, instant now) {
    for (auto const& setting : db::select<mail_setting>(sql, mail_settings_table, settings_of,
                                                        {talent::to_string(one.organisation_id)})) {
        if (std::ranges::find(setting.kinds, one.kind) == setting.kinds.end()) continue;
        if (add_to_gathering(sql, setting.id, one.id)) continue;
        auto const due = due_of_next_mail(now, last_due(sql, setting.id));
        note_due_of(sql, setting.id, due);
        mail const made{.id = make_uuid(now),
                        .member_id = setting.id,
                        .organisation_id = setting.organisation_id,
                        .notices = {one.id},
                        .created_at = now,
                        .next_attempt_at = due};
        db::insert(sql, mails_table, made);
    }
}

std::optional<mail> claim_due_mail(db::session& sql, instant now, instant until) {
    auto const at = to_milliseconds(now);
    auto const found = db::select_one<mail>(
        sql, mails_table, std::string(first_due).append(sql.for_update()), {at, at});
    if (!found) return std::nullopt;
    auto const id = talent::to_string(found->id);
    if (sql.execute(take_claim, {to_milliseconds(until), id, at}) != 1) return std::nullopt;
    // As it is now: it may have gathered one more before the claim.
    return db::select_one<mail>(sql, mails_table, by_id, {id});
}

bool release_mail(db::session& sql, mail const& claimed) {
    return sql.execute(give_back, {talent::to_string(claimed.id),
                                   to_milliseconds(claimed.claimed_until)}) == 1;
}

bool end_mail_attempt(db::session& sql, mail const& claimed, mail_outcome const& outcome,
                      instant now) {
    bool const pending = outcome.state == delivery_state::pending;
    return sql.execute(end_of_attempt,
                       {std::string(json::name_of(outcome.state)),
                        to_milliseconds(outcome.next_attempt_at.value_or(now)), outcome.status,
                        std::string(outcome.failure), pending ? cell{} : cell{to_milliseconds(now)},
                        talent::to_string(claimed.id), to_milliseconds(claimed.claimed_until)}) ==
           1;
}

std::optional<mail> find_mail(db::session& sql, uuid const& id) {
    return db::select_one<mail>(sql, mails_table, by_id, {talent::to_string(id)});
}

bool send_mail_again(db::session& sql, uuid const& id, instant now) {
    return sql.execute(restart, {to_milliseconds(now), talent::to_string(id)}) == 1;
}

std::vector<inbox_notice> notices_of_mail(db::session& sql, mail const& one) {
    std::vector<inbox_notice> found;
    for (auto const& id : one.notices) {
        if (auto each =
                db::select_one<inbox_notice>(sql, notices_table, by_id, {talent::to_string(id)}))
            found.push_back(*std::move(each));
    }
    return found;
}

std::vector<mail> list_mails(db::session& sql, uuid const& member_id,
                             std::optional<delivery_state> state, std::string_view before,
                             int limit) {
    std::vector<cell> parameters{talent::to_string(member_id),
                                 std::string(before.empty() ? last_id : before)};
    if (state) parameters.emplace_back(std::string(json::name_of(*state)));
    parameters.emplace_back(std::int64_t{limit});
    return db::select<mail>(sql, mails_table, state ? mails_of_state : mails_of, parameters);
}

void forget_mails(db::session& sql, instant now, std::int64_t limit) {
    auto const before = to_milliseconds(now - mails_kept);
    for (auto const& row : sql.query(old_mails, {before, limit}, {cell_kind::text}))
        sql.execute(delete_mail, {row[0]});
}

} // namespace talent::notices::store
