#include "services/contracting/store.hpp"

#include "common/db/filter.hpp"
#include "common/db/record.hpp"
#include "services/contracting/accepted_package.hpp"

namespace talent::contracting {
namespace store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view by_live_key = "WHERE live_key = :p1";
constexpr std::string_view of_party =
    "WHERE (contractor_id = :p1 OR buyer_id = :p2 OR (started_at IS NOT NULL AND id IN "
    "(SELECT project_id FROM work_packages WHERE owner_id = :p3))) "
    "AND (:p4 = '' OR state = :p5) AND id > :p6 ORDER BY id LIMIT :p7";
constexpr std::string_view of_project = "WHERE project_id = :p1 ORDER BY id";
constexpr std::string_view accepted_before =
    "WHERE state = 'accepted' AND project_id IN"
    " (SELECT id FROM projects WHERE contract_id = :p1 AND id <> :p2) ORDER BY id";
constexpr std::string_view of_contract =
    "WHERE contract_id = :p1 AND state <> 'cancelled' ORDER BY id";
constexpr std::string_view count_of_order =
    "SELECT COUNT(*) FROM work_packages WHERE order_id = :p1 AND id <> :p2"
    " AND state <> 'cancelled'";
constexpr std::string_view of_package_paged =
    "WHERE package_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";

} // namespace

std::optional<project> find_project(db::session& sql, uuid const& id) {
    return db::select_one<project>(sql, projects_table, by_id, {to_string(id)});
}

std::optional<project> lock_project(db::session& sql, uuid const& id) {
    return db::select_one<project>(sql, projects_table, std::string(by_id).append(sql.for_update()),
                                   {to_string(id)});
}

std::optional<project> find_live_project(db::session& sql, uuid const& contract_id) {
    return db::select_one<project>(sql, projects_table, by_live_key, {to_string(contract_id)});
}

std::vector<project> list_projects(db::session& sql, uuid const& party,
                                   std::optional<project_state> state, std::string_view after,
                                   int limit) {
    auto const of = to_string(party);
    auto const in_state = db::value_or_any(state);
    return db::select<project>(
        sql, projects_table, of_party,
        {of, of, of, in_state, in_state, std::string(after), std::int64_t{limit}});
}

std::optional<work_package> find_package(db::session& sql, uuid const& id) {
    return db::select_one<work_package>(sql, packages_table, by_id, {to_string(id)});
}

std::vector<work_package> list_accepted_before(db::session& sql, project const& of) {
    return db::select<work_package>(sql, packages_table, accepted_before,
                                    {to_string(of.contract_id), to_string(of.id)});
}

std::vector<work_package> list_packages(db::session& sql, uuid const& project_id) {
    return db::select<work_package>(sql, packages_table, of_project, {to_string(project_id)});
}

std::vector<work_package> list_of_contract(db::session& sql, uuid const& contract_id) {
    return db::select<work_package>(sql, packages_table, of_contract, {to_string(contract_id)});
}

bool is_order_taken(db::session& sql, uuid const& order_id, uuid const& package_id) {
    auto const row = sql.query_one(count_of_order, {to_string(order_id), to_string(package_id)},
                                   {cell_kind::integer});
    return row && integer_of(row->front()) > 0;
}

std::vector<package_payment> list_payments(db::session& sql, uuid const& package_id,
                                           std::string_view after, int limit) {
    return db::select<package_payment>(
        sql, payments_table, of_package_paged,
        {to_string(package_id), std::string(after), std::int64_t{limit}});
}

} // namespace store

std::optional<accepted_package> find_accepted_package(db::session& sql, uuid const& id) {
    auto const found = store::find_package(sql, id);
    if (!found || found->state != package_state::accepted || !found->accepted_at)
        return std::nullopt;
    return accepted_package{.id = found->id,
                            .project_id = found->project_id,
                            .contract_id = found->contract_id,
                            .buyer_id = found->buyer_id,
                            .user_id = found->user_organisation_id.value_or(found->buyer_id),
                            .contractor_id = found->contractor_id,
                            .agency_id = found->owner_id.value_or(found->contractor_id),
                            .own_work = found->sourcing == sourcing_kind::own_work,
                            .title = found->title,
                            .category = found->category,
                            .region = found->region,
                            .accepted_at = *found->accepted_at};
}

} // namespace talent::contracting
