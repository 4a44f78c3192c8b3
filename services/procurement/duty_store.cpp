#include "services/procurement/duty_store.hpp"

#include "common/db/record.hpp"
#include "services/procurement/panel_store.hpp"

namespace talent::procurement::store {
namespace {

constexpr std::string_view delete_officer =
    "DELETE FROM tender_officers WHERE tender_id = :p1 AND number = :p2";
constexpr std::string_view insert_officer =
    "INSERT INTO tender_officers (tender_id, number, holder_id) VALUES (:p1, :p2, :p3)";
constexpr std::string_view select_to_open =
    "SELECT DISTINCT tender_id FROM tender_officers WHERE holder_id = :p1 AND tender_id IN"
    " (SELECT id FROM tenders WHERE state IN ('published', 'opened'))"
    " ORDER BY tender_id LIMIT :p2";
constexpr std::string_view at_work =
    "WHERE holder_id = :p1 AND state <> 'replaced' AND tender_id IN"
    " (SELECT id FROM tenders WHERE state IN ('published', 'opened', 'evaluated'))"
    " ORDER BY id LIMIT :p2";

} // namespace

void put_officer(db::session& sql, uuid const& tender_id, std::int64_t number,
                 uuid const& holder_id) {
    sql.execute(delete_officer, {to_string(tender_id), number});
    sql.execute(insert_officer, {to_string(tender_id), number, to_string(holder_id)});
}

std::vector<uuid> tenders_to_open(db::session& sql, uuid const& holder_id, int limit) {
    std::vector<uuid> found;
    for (auto const& each :
         sql.query(select_to_open, {to_string(holder_id), std::int64_t{limit}}, {cell_kind::text}))
        found.push_back(parse_uuid(text_of(each.front())).value());
    return found;
}

std::vector<panel_seat> seats_at_work(db::session& sql, uuid const& holder_id, int limit) {
    return db::select<panel_seat>(sql, seats_table, at_work,
                                  {to_string(holder_id), std::int64_t{limit}});
}

} // namespace talent::procurement::store
