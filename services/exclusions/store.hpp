// All the SQL of exclusions, on the session of the caller's unit of work. Stateless.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/exclusions/model.hpp"

namespace talent::exclusions::store {

inline constexpr std::string_view exclusions_table = "exclusions";

std::optional<exclusion> find(db::session& sql, uuid const& id);
/// Locked until the unit ends, where the database needs it.
std::optional<exclusion> lock(db::session& sql, uuid const& id);
/// Those of the supplier that are decided and not lifted, whether they have ended or not.
std::vector<exclusion> list_decided_of(db::session& sql, uuid const& supplier_id);
/// In order of id, after `after`.
std::vector<exclusion> page_public(db::session& sql, std::string_view after, int limit);
std::vector<exclusion> page_of_supplier(db::session& sql, uuid const& supplier_id,
                                        std::string_view after, int limit);
std::vector<exclusion> page_of_supervisor(db::session& sql, uuid const& supervisor_id,
                                          std::string_view after, int limit);

} // namespace talent::exclusions::store
