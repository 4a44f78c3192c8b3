#include "services/exclusions/store.hpp"

#include "common/db/record.hpp"

namespace talent::exclusions::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view decided_of =
    "WHERE supplier_id = :p1 AND state = 'excluded' ORDER BY id";
constexpr std::string_view decided_paged =
    "WHERE state IN ('excluded', 'lifted') AND test = 0 AND id > :p1 ORDER BY id LIMIT :p2";
constexpr std::string_view of_supplier_paged =
    "WHERE supplier_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view of_supervisor_paged =
    "WHERE supervisor_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";

} // namespace

std::optional<exclusion> find(db::session& sql, uuid const& id) {
    return db::select_one<exclusion>(sql, exclusions_table, by_id, {to_string(id)});
}

std::optional<exclusion> lock(db::session& sql, uuid const& id) {
    return db::select_one<exclusion>(sql, exclusions_table,
                                     std::string(by_id).append(sql.for_update()), {to_string(id)});
}

std::vector<exclusion> list_decided_of(db::session& sql, uuid const& supplier_id) {
    return db::select<exclusion>(sql, exclusions_table, decided_of, {to_string(supplier_id)});
}

std::vector<exclusion> page_public(db::session& sql, std::string_view after, int limit) {
    return db::select<exclusion>(sql, exclusions_table, decided_paged,
                                 {std::string(after), std::int64_t{limit}});
}

std::vector<exclusion> page_of_supplier(db::session& sql, uuid const& supplier_id,
                                        std::string_view after, int limit) {
    return db::select<exclusion>(sql, exclusions_table, of_supplier_paged,
                                 {to_string(supplier_id), std::string(after), std::int64_t{limit}});
}

std::vector<exclusion> page_of_supervisor(db::session& sql, uuid const& supervisor_id,
                                          std::string_view after, int limit) {
    return db::select<exclusion>(
        sql, exclusions_table, of_supervisor_paged,
        {to_string(supervisor_id), std::string(after), std::int64_t{limit}});
}

} // namespace talent::exclusions::store
