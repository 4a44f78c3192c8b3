#include "common/personal/erased_keys.hpp"

namespace talent::personal {
namespace {

constexpr std::string_view insert_erasure =
    "INSERT INTO erased_keys (key_id, subject_id, erased_at) VALUES (:p1, :p2, :p3)";
constexpr std::string_view erasures_from =
    "SELECT key_id, subject_id, erased_at FROM erased_keys"
    " WHERE erased_at > :p1 OR (erased_at = :p2 AND key_id > :p3)"
    " ORDER BY erased_at, key_id LIMIT :p4";
constexpr std::string_view find_key_of_subject =
    "SELECT key_id FROM subject_keys WHERE subject_id = :p1 AND key_id = :p2"
    " AND wrapped_key NOT LIKE '-%'";

} // namespace

void keep_erasure(db::session& sql, erased_key const& one) {
    sql.execute(insert_erasure, {one.key_id, one.subject_id, to_milliseconds(one.at)});
}

std::vector<erased_key> list_erasures(db::session& sql, instant from, std::string_view after,
                                      int limit) {
    auto const at = to_milliseconds(from);
    std::vector<erased_key> found;
    for (auto const& each :
         sql.query(erasures_from, {at, at, std::string(after), std::int64_t{limit}},
                   {cell_kind::text, cell_kind::text, cell_kind::integer})) {
        found.push_back(
            {text_of(each[0]), text_of(each[1]), from_milliseconds(integer_of(each[2]))});
    }
    return found;
}

bool has_key(db::session& sql, erased_key const& one) {
    return sql.query_one(find_key_of_subject, {one.subject_id, one.key_id}, {cell_kind::text})
        .has_value();
}

} // namespace talent::personal
