#include "services/procurement/published_tenders.hpp"

namespace talent::procurement::store {
namespace {

constexpr std::string_view select_published =
    "SELECT id, buyer_id, created_at, updated_at FROM tenders"
    " WHERE published_at IS NOT NULL AND id > :p1 ORDER BY id LIMIT :p2";

} // namespace

std::vector<published_tender> list_published_tenders(db::session& sql, std::string_view after,
                                                     int limit) {
    std::vector<published_tender> found;
    using enum cell_kind;
    for (auto const& each : sql.query(select_published, {std::string(after), std::int64_t{limit}},
                                      {text, text, integer, integer})) {
        found.push_back({.id = parse_uuid(text_of(each[0])).value(),
                         .buyer_id = parse_uuid(text_of(each[1])).value(),
                         .created_at = from_milliseconds(integer_of(each[2])),
                         .updated_at = from_milliseconds(integer_of(each[3]))});
    }
    return found;
}

} // namespace talent::procurement::store
