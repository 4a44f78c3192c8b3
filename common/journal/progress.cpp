#include "common/journal/progress.hpp"

#include <stdexcept>
#include <string>

namespace talent::journal {

std::int64_t progress_row::find(db::session& sql, std::string_view locking) const {
    std::string statement("SELECT sequence FROM ");
    statement.append(table_).append(" WHERE id = 1").append(locking);
    auto const row = sql.query_one(statement, {}, {cell_kind::integer});
    if (!row) throw std::runtime_error("the row of " + std::string(table_) + " is missing");
    return integer_of(row->front());
}

std::int64_t progress_row::read(db::session& sql) const {
    return find(sql, {});
}

std::int64_t progress_row::lock(db::session& sql) const {
    return find(sql, sql.for_update());
}

void progress_row::write(db::session& sql, std::int64_t sequence) const {
    std::string statement("UPDATE ");
    sql.execute(statement.append(table_).append(" SET sequence = :p1 WHERE id = 1"), {sequence});
}

} // namespace talent::journal
