#include "common/journal/recorded.hpp"

namespace talent::journal {
namespace {

constexpr std::string_view head_row = "SELECT sequence FROM journal_head WHERE id = 1";
// A lock is one node's only, a changed row is a cluster's: whoever holds the old row on another
// node cannot commit after this.
constexpr std::string_view change_head = "UPDATE journal_head SET looks = looks + 1 WHERE id = 1";
constexpr std::string_view entry_at = "SELECT hash FROM journal_entries WHERE sequence = :p1";

} // namespace

bool is_recorded(db::session& sql, entry const& written) {
    std::string const lock_head = std::string(head_row).append(sql.for_update());
    sql.query(lock_head, {}, {cell_kind::integer});
    auto const found = sql.query_one(entry_at, {written.sequence}, {cell_kind::text});
    bool const recorded = found && text_of(found->front()) == written.hash;
    if (!recorded) sql.execute(change_head, {});
    return recorded;
}

} // namespace talent::journal
