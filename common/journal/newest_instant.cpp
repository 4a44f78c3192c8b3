#include "common/journal/newest_instant.hpp"

#include "common/journal/journal.hpp"

namespace talent::journal {
namespace {

constexpr std::string_view select_newest =
    "SELECT COALESCE(MAX(at), 0) FROM journal_entries WHERE sequence > :p1";
constexpr std::string_view select_instant = "SELECT at FROM journal_entries WHERE sequence = :p1";

} // namespace

void newest_instant::load(db::session& sql) {
    auto const from = read_head(sql).sequence - entries_looked_through;
    auto const found = sql.query_one(select_newest, {from}, {cell_kind::integer});
    if (found) raise(integer_of(found->front()));
}

void newest_instant::apply(entry const& one) {
    raise(to_milliseconds(one.at));
}

void newest_instant::raise(std::int64_t milliseconds) {
    auto known = milliseconds_.load();
    while (known < milliseconds && !milliseconds_.compare_exchange_weak(known, milliseconds)) {
    }
}

std::optional<instant> instant_of(db::session& sql, std::int64_t sequence) {
    auto const found = sql.query_one(select_instant, {sequence}, {cell_kind::integer});
    if (!found) return std::nullopt;
    return from_milliseconds(integer_of(found->front()));
}

} // namespace talent::journal
