#include "services/procurement/key_store.hpp"

#include "common/db/record.hpp"

namespace talent::procurement::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view of_tender = "WHERE tender_id = :p1";
constexpr std::string_view of_organisation =
    "WHERE organisation_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view count_of_holder =
    "SELECT COUNT(*) FROM opening_keys WHERE holder_id = :p1";
constexpr std::string_view delete_sealed_share =
    "DELETE FROM sealed_shares WHERE tender_id = :p1 AND number = :p2";
constexpr std::string_view insert_sealed_share =
    "INSERT INTO sealed_shares (tender_id, number, sealed) VALUES (:p1, :p2, :p3)";
constexpr std::string_view select_sealed_share =
    "SELECT sealed FROM sealed_shares WHERE tender_id = :p1 AND number = :p2";
constexpr std::string_view insert_released_share =
    "INSERT INTO released_shares (tender_id, number, share) VALUES (:p1, :p2, :p3)";
constexpr std::string_view select_released_share =
    "SELECT share FROM released_shares WHERE tender_id = :p1 AND number = :p2";
constexpr std::string_view delete_released_shares =
    "DELETE FROM released_shares WHERE tender_id = :p1";

std::optional<std::string> find_text(db::session& sql, std::string_view query,
                                     uuid const& tender_id, std::int64_t number) {
    auto const found = sql.query_one(query, {to_string(tender_id), number}, {cell_kind::text});
    if (!found) return std::nullopt;
    return text_of(found->front());
}

} // namespace

std::optional<opening_key> find_opening_key(db::session& sql, uuid const& id) {
    return db::select_one<opening_key>(sql, opening_keys_table, by_id, {to_string(id)});
}

std::vector<opening_key> list_opening_keys(db::session& sql, uuid const& organisation_id,
                                           std::string_view after, int limit) {
    return db::select<opening_key>(
        sql, opening_keys_table, of_organisation,
        {to_string(organisation_id), std::string(after), std::int64_t{limit}});
}

std::int64_t count_opening_keys(db::session& sql, uuid const& holder_id) {
    auto const found = sql.query_one(count_of_holder, {to_string(holder_id)}, {cell_kind::integer});
    return found ? integer_of(found->front()) : 0;
}

std::optional<tender_key> find_tender_key(db::session& sql, uuid const& tender_id) {
    return db::select_one<tender_key>(sql, tender_keys_table, of_tender, {to_string(tender_id)});
}

std::optional<tender_opening> find_opening(db::session& sql, uuid const& tender_id) {
    return db::select_one<tender_opening>(sql, tender_openings_table, of_tender,
                                          {to_string(tender_id)});
}

void put_sealed_share(db::session& sql, uuid const& tender_id, std::int64_t number,
                      std::string const& sealed) {
    sql.execute(delete_sealed_share, {to_string(tender_id), number});
    sql.execute(insert_sealed_share, {to_string(tender_id), number, sealed});
}

std::optional<std::string> find_sealed_share(db::session& sql, uuid const& tender_id,
                                             std::int64_t number) {
    return find_text(sql, select_sealed_share, tender_id, number);
}

void put_released_share(db::session& sql, uuid const& tender_id, std::int64_t number,
                        std::string const& share) {
    sql.execute(insert_released_share, {to_string(tender_id), number, share});
}

std::optional<std::string> find_released_share(db::session& sql, uuid const& tender_id,
                                               std::int64_t number) {
    return find_text(sql, select_released_share, tender_id, number);
}

void remove_released_shares(db::session& sql, uuid const& tender_id) {
    sql.execute(delete_released_shares, {to_string(tender_id)});
}

} // namespace talent::procurement::store
