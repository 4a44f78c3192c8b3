// All the SQL of identity, on the session of the caller's unit of work. Stateless.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/identity/model.hpp"

namespace talent::identity::store {

inline constexpr std::string_view organisations_table = "organisations";
inline constexpr std::string_view qualifications_table = "qualifications";
inline constexpr std::string_view members_table = "members";
inline constexpr std::string_view sessions_table = "sessions";
inline constexpr std::string_view api_keys_table = "api_keys";

std::optional<organisation> find_organisation(db::session& sql, uuid const& id);
/// One may take part as itself and rehearse as a test organisation.
std::optional<organisation> find_organisation_by_credit_code(db::session& sql,
                                                             std::string_view credit_code,
                                                             bool test);
/// In order of id, after `after`; `region_prefix` narrows to a region's subtree, `status` to one
/// state.
std::vector<organisation> list_organisations(db::session& sql, std::string_view region_prefix,
                                             std::optional<organisation_status> status,
                                             std::string_view after, int limit);
/// Verified operators and supervising offices at home in just this region, in order of id.
std::vector<organisation> list_overseers_of(db::session& sql, std::string_view region);

std::optional<qualification> find_qualification(db::session& sql, uuid const& id);
std::vector<qualification> list_qualifications(db::session& sql, uuid const& organisation_id);

std::optional<member> find_member(db::session& sql, uuid const& id);
/// By the keyed index of the e-mail address (personal::vault::index_of).
std::optional<member> find_member_by_email(db::session& sql, std::string_view email_index);
std::vector<member> list_members(db::session& sql, uuid const& organisation_id,
                                 std::string_view after, int limit);
/// Locks them where the database needs it, so that two units cannot both remove "the other" one.
std::vector<member> lock_administrators(db::session& sql, uuid const& organisation_id);

/// Neither ended nor expired; at most open_sessions_max of them.
inline constexpr int open_sessions_max = 1'000;
std::vector<session> list_open_sessions(db::session& sql, uuid const& member_id, instant now);

/// All of a member's sessions, in order of id, after `after`.
std::vector<session> list_sessions(db::session& sql, uuid const& member_id, std::string_view after,
                                   int limit);

std::optional<session> find_session(db::session& sql, uuid const& id);

/// How long the row of a session that is over is kept; the journal has it for ever.
inline constexpr std::chrono::hours ended_sessions_kept{24};
/// Deletes the oldest such rows, `limit` at most of each kind; how many.
std::int64_t forget_sessions(db::session& sql, instant now, std::int64_t limit);

std::optional<api_key> find_api_key(db::session& sql, uuid const& id);
std::vector<api_key> list_api_keys(db::session& sql, uuid const& organisation_id,
                                   std::string_view after, int limit);

} // namespace talent::identity::store
