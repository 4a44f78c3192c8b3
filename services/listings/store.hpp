// All the SQL of listings, on the session of the caller's unit of work. Stateless. T is demand or
// supply.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/listings/model.hpp"

namespace talent::listings::store {

inline constexpr std::string_view demands_table = "demands";
inline constexpr std::string_view supplies_table = "supplies";
inline constexpr std::string_view consents_table = "consents";
inline constexpr std::string_view reveals_table = "reveals";
inline constexpr std::string_view personal_records_table = "personal_records";
inline constexpr std::string_view moderation_lists_table = "moderation_lists";

template <class T>
std::optional<T> find(db::session& sql, uuid const& id);
template <class T>
std::optional<T> find_by_number(db::session& sql, std::string_view number);
/// In that state, or any; in order of id, after `after`.
template <class T>
std::vector<T> list(db::session& sql, uuid const& organisation_id,
                    std::optional<listing_state> state, std::string_view after, int limit);
/// Waiting for a moderator, or suspended by one; in order of id, after `after`.
template <class T>
std::vector<T> list_suspended(db::session& sql, std::string_view after, int limit);
/// Published and not over, of everybody, in order of id, after `after`.
std::vector<demand> list_published(db::session& sql, std::string_view after, instant now,
                                   int limit);
/// Locked where the database needs it, so that what is decided on it holds until the commit.
std::optional<supply> lock_supply(db::session& sql, uuid const& id);
std::vector<consent> lock_consents(db::session& sql, uuid const& supply_id);

/// A personal record as it is stored; `sealed` is base64 of the ciphertext.
struct sealed_record {
    uuid id; // the supply's
    std::int64_t version = 0;
    instant updated_at;
    std::string sealed;
};
std::optional<sealed_record> find_personal_record(db::session& sql, uuid const& supply_id);
/// Every occupation that some listing names, whatever its state.
std::vector<std::string> list_occupations_in_use(db::session& sql);

/// Whether a personal record, a consent or a reveal refers to the listing.
bool has_person(db::session& sql, uuid const& listing_id);
void delete_personal_record(db::session& sql, uuid const& supply_id);

std::optional<consent> find_consent(db::session& sql, uuid const& id);
std::vector<consent> list_consents(db::session& sql, uuid const& supply_id);
std::vector<reveal> list_reveals(db::session& sql, uuid const& supply_id, std::string_view after,
                                 int limit);

std::optional<moderation_list> find_moderation_list(db::session& sql);

} // namespace talent::listings::store

namespace talent::json {
TALENT_DESCRIBED(listings::store::sealed_record);
} // namespace talent::json
