// All the SQL of remedies, on the session of the caller's unit of work. Stateless.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/remedies/model.hpp"

namespace talent::remedies::store {

inline constexpr std::string_view remedies_table = "remedies";

std::optional<remedy> find(db::session& sql, uuid const& id);
/// Of one bidder for one tender.
std::int64_t count(db::session& sql, uuid const& tender_id, uuid const& complainant_id);
/// Those that still wait for an answer or decision.
std::vector<remedy> list_pending(db::session& sql, uuid const& tender_id);
/// Whether a complaint about this challenge was filed, and neither returned nor withdrawn.
bool has_complaint(db::session& sql, remedy const& challenge);

/// In order of id, after `after`.
std::vector<remedy> page_of_tender(db::session& sql, uuid const& tender_id, std::string_view after,
                                   int limit);
std::vector<remedy> page_public_of_tender(db::session& sql, uuid const& tender_id,
                                          std::string_view after, int limit);
std::vector<remedy> page_of_complainant(db::session& sql, uuid const& tender_id,
                                        uuid const& complainant_id, std::string_view after,
                                        int limit);
/// Where the organisation is complainant, buyer or supervisor.
std::vector<remedy> page_of_party(db::session& sql, uuid const& organisation_id,
                                  std::string_view after, int limit);

} // namespace talent::remedies::store
