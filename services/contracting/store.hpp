// All the SQL of projects and work packages, on the session of the caller's unit of work.
// Stateless.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/contracting/work_package.hpp"

namespace talent::contracting::store {

inline constexpr std::string_view projects_table = "projects";
inline constexpr std::string_view packages_table = "work_packages";
inline constexpr std::string_view payments_table = "work_package_payments";

std::optional<project> find_project(db::session& sql, uuid const& id);
/// Until the unit ends, where the database needs it: whoever decides on a package locks its project
/// first, so that no two decisions are made on one plan.
std::optional<project> lock_project(db::session& sql, uuid const& id);
std::optional<project> find_live_project(db::session& sql, uuid const& contract_id);
/// Of contractor and buyer; once it was started also of who owns a package of it. In order of id,
/// after `after`.
std::vector<project> list_projects(db::session& sql, uuid const& party,
                                   std::optional<project_state> state, std::string_view after,
                                   int limit);

std::optional<work_package> find_package(db::session& sql, uuid const& id);
/// Of the contract's abandoned projects: what was accepted of them is owed all the same.
std::vector<work_package> list_accepted_before(db::session& sql, project const& of);
/// Of all the contract's projects, without those that were cancelled.
std::vector<work_package> list_of_contract(db::session& sql, uuid const& contract_id);
/// In order of id (packages_max at most).
std::vector<work_package> list_packages(db::session& sql, uuid const& project_id);
/// Whether another package that was not cancelled stands on the order.
bool is_order_taken(db::session& sql, uuid const& order_id, uuid const& package_id);

std::vector<package_payment> list_payments(db::session& sql, uuid const& package_id,
                                           std::string_view after, int limit);

} // namespace talent::contracting::store
