// All the SQL of mail settings and mails, on the session of the caller's unit of work. Stateless.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/notices/mail.hpp"

namespace talent::notices::store {

inline constexpr std::string_view mail_settings_table = "mail_settings";

std::optional<mail_setting> find_mail_setting(db::session& sql, uuid const& member_id);

/// Adds the notice to the mail of each member of its organisation who wants its kind: to the one
/// that still gathers, else to a new one. In the unit that adds the notice.
void mail_notice(db::session& sql, inbox_notice const& one, instant now);

/// The first that is due, claimed until `until`: from then on it gathers no more.
std::optional<mail> claim_due_mail(db::session& sql, instant now, instant until);
/// It is due again at once: its attempt was broken off.
void release_mail(db::session& sql, uuid const& id);

struct mail_outcome {
    delivery_state state = delivery_state::pending;
    std::optional<instant> next_attempt_at = {};
    std::int64_t status = 0;
    std::string_view failure = {};
};
void end_mail_attempt(db::session& sql, uuid const& id, mail_outcome const& outcome, instant now);

/// Those of the mail's notices that are still kept, in its order.
std::vector<inbox_notice> notices_of_mail(db::session& sql, mail const& one);
/// The newest first.
std::vector<mail> list_mails(db::session& sql, uuid const& member_id,
                             std::optional<delivery_state> state, std::string_view before,
                             int limit);

/// Deletes mails that ended long ago, `limit` at most.
void forget_mails(db::session& sql, instant now, std::int64_t limit);

} // namespace talent::notices::store
