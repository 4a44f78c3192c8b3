#include "services/remedies/store.hpp"

#include "common/db/record.hpp"

namespace talent::remedies::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view count_of =
    "SELECT COUNT(*) FROM remedies WHERE tender_id = :p1 AND complainant_id = :p2";
constexpr std::string_view pending_of_tender =
    "WHERE tender_id = :p1 AND state IN ('filed', 'accepted') ORDER BY id";
constexpr std::string_view count_complaints =
    "SELECT COUNT(*) FROM remedies WHERE tender_id = :p1 AND earlier_id = :p2 AND state NOT IN "
    "('returned', 'withdrawn')";
constexpr std::string_view of_tender_paged =
    "WHERE tender_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view public_of_tender_paged =
    "WHERE tender_id = :p1 AND kind <> 'inquiry' AND state IN ('upheld', 'rejected') AND id > :p2 "
    "ORDER BY id LIMIT :p3";
// What was decided for anybody, and all of one's own.
constexpr std::string_view of_complainant_paged =
    "WHERE tender_id = :p1 AND (complainant_id = :p2 OR "
    "(kind <> 'inquiry' AND state IN ('upheld', 'rejected'))) AND id > :p3 ORDER BY id LIMIT :p4";
constexpr std::string_view of_party_paged =
    "WHERE (complainant_id = :p1 OR buyer_id = :p2 OR supervisor_id = :p3) AND id > :p4 "
    "ORDER BY id LIMIT :p5";

} // namespace

std::optional<remedy> find(db::session& sql, uuid const& id) {
    return db::select_one<remedy>(sql, remedies_table, by_id, {to_string(id)});
}

std::int64_t count(db::session& sql, uuid const& tender_id, uuid const& complainant_id) {
    auto const found = sql.query_one(count_of, {to_string(tender_id), to_string(complainant_id)},
                                     {cell_kind::integer});
    return found ? integer_of(found->front()) : 0;
}

std::vector<remedy> list_pending(db::session& sql, uuid const& tender_id) {
    return db::select<remedy>(sql, remedies_table, pending_of_tender, {to_string(tender_id)});
}

bool has_complaint(db::session& sql, remedy const& challenge) {
    auto const found =
        sql.query_one(count_complaints, {to_string(challenge.tender_id), to_string(challenge.id)},
                      {cell_kind::integer});
    return found && integer_of(found->front()) > 0;
}

std::vector<remedy> page_of_tender(db::session& sql, uuid const& tender_id, std::string_view after,
                                   int limit) {
    return db::select<remedy>(sql, remedies_table, of_tender_paged,
                              {to_string(tender_id), std::string(after), std::int64_t{limit}});
}

std::vector<remedy> page_public_of_tender(db::session& sql, uuid const& tender_id,
                                          std::string_view after, int limit) {
    return db::select<remedy>(sql, remedies_table, public_of_tender_paged,
                              {to_string(tender_id), std::string(after), std::int64_t{limit}});
}

std::vector<remedy> page_of_complainant(db::session& sql, uuid const& tender_id,
                                        uuid const& complainant_id, std::string_view after,
                                        int limit) {
    return db::select<remedy>(
        sql, remedies_table, of_complainant_paged,
        {to_string(tender_id), to_string(complainant_id), std::string(after), std::int64_t{limit}});
}

std::vector<remedy> page_of_party(db::session& sql, uuid const& organisation_id,
                                  std::string_view after, int limit) {
    auto const party = to_string(organisation_id);
    return db::select<remedy>(sql, remedies_table, of_party_paged,
                              {party, party, party, std::string(after), std::int64_t{limit}});
}

} // namespace talent::remedies::store
