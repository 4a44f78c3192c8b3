#include "common/db/record.hpp"

#include <algorithm>
#include <unordered_map>

namespace talent::db {
namespace {

struct table_texts {
    std::string table_name;
    std::string insert;
    std::string update;
};

struct definition_texts {
    std::vector<json::field_definition const*> columns;
    std::string column_list;
    std::vector<cell_kind> kinds;
    std::vector<table_texts> tables;
};

std::string parameter(std::size_t number) {
    return ":p" + std::to_string(number);
}

definition_texts texts_of_definition(json::object_definition const& table) {
    definition_texts made;
    for (auto const& field : table.fields) {
        if (!field.is_column()) continue;
        if (!made.columns.empty()) made.column_list.append(", ");
        made.column_list.append(field.name);
        made.columns.push_back(&field);
        made.kinds.push_back(field.operations().stored_as);
    }
    return made;
}

table_texts texts_of_table(std::string_view table_name, definition_texts const& definition) {
    table_texts made{std::string(table_name), {}, {}};
    std::string values;
    std::string changes;
    for (std::size_t i = 0; i < definition.columns.size(); ++i) {
        std::string_view const separator = i == 0 ? "" : ", ";
        values.append(separator).append(parameter(i + 1));
        changes.append(separator)
            .append(definition.columns[i]->name)
            .append(" = ")
            .append(parameter(i + 1));
    }
    auto const count = definition.columns.size();
    made.insert = "INSERT INTO " + made.table_name + " (" + definition.column_list + ") VALUES (" +
                  values + ")";
    made.update = "UPDATE " + made.table_name + " SET " + changes +
                  " WHERE id = " + parameter(count + 1) + " AND version = " + parameter(count + 2);
    return made;
}

// Each database thread builds its own texts once, so that none of them waits for another.
definition_texts& texts_of(json::object_definition const& table) {
    thread_local std::unordered_map<json::object_definition const*, definition_texts> known;
    auto const found = known.find(&table);
    if (found != known.end()) return found->second;
    return known.emplace(&table, texts_of_definition(table)).first->second;
}

table_texts const& texts_of(std::string_view table_name, definition_texts& definition) {
    for (auto const& each : definition.tables) {
        if (each.table_name == table_name) return each;
    }
    return definition.tables.emplace_back(texts_of_table(table_name, definition));
}

std::vector<cell> cells_of(definition_texts const& definition, void const* object) {
    std::vector<cell> cells;
    cells.reserve(definition.columns.size() + 2); // and the two of an update's WHERE
    for (auto const* field : definition.columns) {
        cells.push_back(field->operations().to_cell(field->member_of(object)));
    }
    return cells;
}

} // namespace

std::string const& column_list(json::object_definition const& table) {
    return texts_of(table).column_list;
}

std::vector<cell_kind> const& column_kinds(json::object_definition const& table) {
    return texts_of(table).kinds;
}

void insert_object(session& sql, std::string_view table_name, json::object_definition const& table,
                   void const* object) {
    insert_row(sql, table_name, table, cells_of(texts_of(table), object));
}

void insert_row(session& sql, std::string_view table_name, json::object_definition const& table,
                row const& columns) {
    sql.execute(texts_of(table_name, texts_of(table)).insert, columns);
}

bool update_object(session& sql, std::string_view table_name, json::object_definition const& table,
                   void const* object, std::int64_t expected_version) {
    auto& definition = texts_of(table);
    auto cells = cells_of(definition, object);
    auto const* const id = table.find("id");
    cells.push_back(id->operations().to_cell(id->member_of(object)));
    cells.emplace_back(expected_version);
    return sql.execute(texts_of(table_name, definition).update, cells) == 1;
}

void read_row(row const& from, json::object_definition const& table, void* object) {
    auto const& columns = texts_of(table).columns;
    if (from.size() != columns.size()) {
        throw error(failure::other,
                    "a row does not have the columns of " + std::string(table.name));
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        columns[i]->operations().from_cell(from[i], columns[i]->member(object));
    }
}

} // namespace talent::db
