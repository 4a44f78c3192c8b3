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
/// It is due again at once: its attempt was broken off. `claimed` is as claim_due_mail gave it;
/// false, and nothing is changed, where the claim has run out and the mail is another's by now.
bool release_mail(db::session& sql, mail const& claimed);

struct mail_outcome {
    delivery_state state = delivery_state::pending;
    std::optional<instant> next_attempt_at = {};
    std::int64_t status = 0;
    std::string_view failure = {};
};
/// What came of the attempt; false as for release_mail.
bool end_mail_attempt(db::session& sql, mail const& claimed, mail_outcome const& outcome,
                      instant now);

std::optional<mail> find_mail(db::session& sql, uuid const& id);
/// A dead one is due at once, with all its retries; false where it is not dead.
bool send_mail_again(db::session& sql, uuid const& id, instant now);

/// Those of the mail's notices that are still kept, in its order.
std::vector<inbox_notice> notices_of_mail(db::session& sql, mail const& one);
/// The newest first.
std::vector<mail> list_mails(db::session& sql, uuid const& member_id,
                             std::optional<delivery_state> state, std::string_view before,
                             int limit);

/// Deletes mails that ended long ago, `limit` at most.
void forget_mails(db::session& sql, instant now, std::int64_t limit);

} // namespace talent::notices::store
