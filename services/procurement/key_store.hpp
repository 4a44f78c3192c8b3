// The SQL of officers' keys, tenders' keys, shares, openings and receipts, on the session of the
// caller's unit of work. Stateless.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/procurement/tender_key.hpp"

namespace talent::procurement::store {

inline constexpr std::string_view opening_keys_table = "opening_keys";
inline constexpr std::string_view tender_keys_table = "tender_keys";
inline constexpr std::string_view tender_openings_table = "tender_openings";

std::optional<opening_key> find_opening_key(db::session& sql, uuid const& id);
/// In order of id, after `after`.
std::vector<opening_key> list_opening_keys(db::session& sql, uuid const& organisation_id,
                                           std::string_view after, int limit);
std::int64_t count_opening_keys(db::session& sql, uuid const& holder_id);

std::optional<tender_key> find_tender_key(db::session& sql, uuid const& tender_id);
std::optional<tender_opening> find_opening(db::session& sql, uuid const& tender_id);

/// An officer's share as it is sealed to them; the one before is replaced.
void put_sealed_share(db::session& sql, uuid const& tender_id, std::int64_t number,
                      std::string const& sealed);
std::optional<std::string> find_sealed_share(db::session& sql, uuid const& tender_id,
                                             std::int64_t number);

/// A share that was released (hexadecimal), kept until the opening is over.
void put_released_share(db::session& sql, uuid const& tender_id, std::int64_t number,
                        std::string const& share);
std::optional<std::string> find_released_share(db::session& sql, uuid const& tender_id,
                                               std::int64_t number);
void remove_released_shares(db::session& sql, uuid const& tender_id);

} // namespace talent::procurement::store
