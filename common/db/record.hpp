// Rows of described structs: the column list, insertion, versioned update and reading all follow
// from the field table (common/json/fields.hpp), so that a new field is one line there and one
// migration. The SQL around it (WHERE, ORDER BY) is written out in each store.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/db/database.hpp"
#include "common/db/session.hpp"
#include "common/json/fields.hpp"

namespace talent::db {

/// "id, version, title": the stored columns of a table, in order. Kept per thread: the references
/// are good for the thread's life.
std::string const& column_list(json::object_definition const& table);
std::vector<cell_kind> const& column_kinds(json::object_definition const& table);

void insert_object(session& sql, std::string_view table_name, json::object_definition const& table,
                   void const* object);

/// UPDATE … WHERE id = object's id AND version = expected_version. False where no row matched: the
/// object has changed meanwhile. The object carries its new version already.
bool update_object(session& sql, std::string_view table_name, json::object_definition const& table,
                   void const* object, std::int64_t expected_version);

void read_row(row const& from, json::object_definition const& table, void* object);

/// A row that is there already: every stored column of the table, in order.
void insert_row(session& sql, std::string_view table_name, json::object_definition const& table,
                row const& columns);

template <class T>
void insert(session& sql, std::string_view table_name, T const& object) {
    insert_object(sql, table_name, json::described<T>::table(), &object);
}

template <class T>
bool update(session& sql, std::string_view table_name, T const& object,
            std::int64_t expected_version) {
    return update_object(sql, table_name, json::described<T>::table(), &object, expected_version);
}

/// Rows of "SELECT <column list> FROM <table> <rest>": `rest` is the WHERE clause and what follows.
template <class T>
std::vector<T> select(session& sql, std::string_view table_name, std::string_view rest,
                      std::vector<cell> const& parameters = {}) {
    auto const& table = json::described<T>::table();
    std::string statement = "SELECT " + column_list(table) + " FROM ";
    statement.append(table_name).append(" ").append(rest);
    std::vector<T> found;
    for (auto const& each : sql.query(statement, parameters, column_kinds(table))) {
        read_row(each, table, &found.emplace_back());
    }
    return found;
}

/// Every row of "SELECT <column list> FROM <table> <rest>", one after the other without holding the
/// result: for read models at start. On the calling thread; throws db::error.
template <class T>
void stream(database& source, std::string_view table_name, std::string_view rest,
            std::function<void(T)> const& keep) {
    auto const& table = json::described<T>::table();
    std::string statement = "SELECT " + column_list(table) + " FROM ";
    statement.append(table_name).append(" ").append(rest);
    source.stream(statement, column_kinds(table), [&](row const& each) {
        T one;
        read_row(each, table, &one);
        keep(std::move(one));
    });
}

template <class T>
std::optional<T> select_one(session& sql, std::string_view table_name, std::string_view rest,
                            std::vector<cell> const& parameters = {}) {
    auto found = select<T>(sql, table_name, rest, parameters);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

} // namespace talent::db
