// All the SQL of webhooks, deliveries, attempts and the inbox, on the session of the caller's unit
// of work. Stateless.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/notices/model.hpp"

namespace talent::notices::store {

inline constexpr std::string_view webhooks_table = "webhooks";

std::optional<webhook> find_webhook(db::session& sql, uuid const& id);
/// In order of id, after `after`; with how long each has been failing.
std::vector<webhook> list_webhooks(db::session& sql, uuid const& organisation,
                                   std::string_view after, int limit);
std::int64_t count_webhooks(db::session& sql, uuid const& organisation);
/// Its deliveries that wait are given up, its attempts stay until they are forgotten.
void give_up_deliveries(db::session& sql, uuid const& webhook_id, instant now);

/// False where there is one for this webhook and entry.
bool add_delivery(db::session& sql, webhook_delivery const& one);
std::optional<webhook_delivery> find_delivery(db::session& sql, uuid const& id);
std::optional<webhook_delivery> find_delivery_of_entry(db::session& sql, uuid const& webhook_id,
                                                       std::int64_t sequence);
/// The newest first, before `before`; empty: from the newest.
std::vector<webhook_delivery> list_deliveries(db::session& sql, uuid const& webhook_id,
                                              std::optional<delivery_state> state,
                                              std::string_view before, int limit);
/// A delivery is attempted again from now on, as if it were new.
void begin_again(db::session& sql, uuid const& delivery_id, instant now);

struct due_webhook {
    uuid id;
    uuid organisation_id;
};
/// Those with a pending delivery that is due and claimed by nobody; who has waited longest first.
std::vector<due_webhook> due_webhooks(db::session& sql, instant now, std::int64_t limit);
/// Its first such delivery in order of sequence, claimed; nothing where there is none.
std::optional<webhook_delivery> claim_next(db::session& sql, uuid const& webhook_id, instant now,
                                           instant until);
/// The claim is given back unused. `claimed` is as claim_next gave it; false, and nothing is
/// changed, where the claim has run out and the delivery is another's by now.
bool release(db::session& sql, webhook_delivery const& claimed);
/// When the next one is due that is not due yet; nothing where nothing waits.
std::optional<instant> next_due(db::session& sql, instant now);

struct delivery_outcome {
    delivery_state state;
    std::optional<instant> next_attempt_at; // of a pending one
    instant at;
};
/// False as for release.
bool end_attempt(db::session& sql, webhook_delivery const& claimed,
                 delivery_outcome const& outcome);
void add_attempt(db::session& sql, webhook_attempt const& one);
/// The newest first.
std::vector<webhook_attempt> list_attempts(db::session& sql, uuid const& webhook_id,
                                           std::string_view before, int limit);

struct failing {
    instant since;
    std::int64_t attempts = 0;
};
failing note_failure(db::session& sql, uuid const& webhook_id, instant now);
void forget_failures(db::session& sql, uuid const& webhook_id);

std::int64_t read_progress(db::session& sql);
/// Held until the unit ends: one process at a time fans out.
std::int64_t lock_progress(db::session& sql);
void write_progress(db::session& sql, std::int64_t sequence);

bool add_notice(db::session& sql, inbox_notice const& one);
/// The newest first; `reader` is whose marks are shown.
std::vector<inbox_notice> list_notices(db::session& sql, uuid const& organisation,
                                       uuid const& reader, std::string_view before, int limit);
std::int64_t count_unread(db::session& sql, uuid const& organisation, uuid const& reader);
/// False where the organisation has no such notice.
bool mark_read(db::session& sql, uuid const& organisation, uuid const& reader,
               uuid const& notice_id);

/// Deletes what ended long ago; at most `limit` rows of each kind.
void forget(db::session& sql, instant now, std::int64_t limit);

} // namespace talent::notices::store
