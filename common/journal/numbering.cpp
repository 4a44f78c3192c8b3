#include "common/journal/numbering.hpp"

#include <cstdio>

namespace talent::journal {
namespace {

constexpr std::string_view lock_counter = "SELECT value FROM number_counters WHERE scope = :p1";
constexpr std::string_view insert_counter =
    "INSERT INTO number_counters (scope, value) VALUES (:p1, :p2)";
constexpr std::string_view raise_counter =
    "UPDATE number_counters SET value = :p1 WHERE scope = :p2";

std::string shanghai_year(instant now) {
    return format_date(std::chrono::floor<std::chrono::days>(now + std::chrono::hours{8}))
        .substr(0, 4);
}

/// The first number of a scope. Another unit may begin the same scope at this moment (MariaDB):
/// then this unit runs again and finds the other's row.
void begin_counter(db::session& sql, std::string const& scope) {
    try {
        sql.execute(insert_counter, {scope, std::int64_t{1}});
    } catch (db::error const& fault) {
        if (fault.kind() != db::failure::duplicate_key) throw;
        throw db::error(db::failure::retry, "a counter was begun by another unit");
    }
}

} // namespace

std::string next_number(unit_of_work& unit, std::string_view kind, std::string_view region) {
    std::string scope(kind);
    scope.append("-").append(region).append("-").append(shanghai_year(unit.now()));
    auto& sql = unit.sql();
    std::string const locked = std::string(lock_counter).append(sql.for_update());
    auto const row = sql.query_one(locked, {scope}, {cell_kind::integer});
    std::int64_t const value = row ? integer_of(row->front()) + 1 : 1;
    if (row) {
        sql.execute(raise_counter, {value, scope});
    } else {
        begin_counter(sql, scope);
    }
    char digits[24];
    std::snprintf(digits, sizeof digits, "-%06lld", static_cast<long long>(value));
    return scope + digits;
}

} // namespace talent::journal
