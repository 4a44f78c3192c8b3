// The schema and its history. Migrations are files schemas/sql/NNNN_name.sql, carried in the binary
// and applied in order, each once; schema_migrations remembers which, with the SHA-256 of their
// statements, so that an applied file that was edited later is noticed (its comments may be).
// Private to common/db; run at start-up, one thread.
//
// One set of files serves both databases. What differs is written as a placeholder:
//
//   placeholder  holds                                          SQLite   MariaDB
//   {integer}    a 64-bit integer: instants, fen, flags          INTEGER  BIGINT
//   {id}         an id of 36 characters                          TEXT     VARCHAR(36)
//   {code}       short text, at most 191 characters; indexable   TEXT     VARCHAR(191)
//   {key}        text, at most 255 characters; indexable         TEXT     VARCHAR(255)
//   {text}       text up to 65,535 bytes; not to be indexed      TEXT     TEXT
//   {long}       text of any size; not to be indexed             TEXT     LONGTEXT
//   {table}      the options behind a table's ")"                STRICT   InnoDB, utf8mb4
//
// Text compares byte by byte on both, trailing spaces included. A statement ends with a semicolon
// at the end of a line; "--" starts a comment. {text} and {long} take no DEFAULT. Partial indexes
// and indexes on expressions exist on SQLite only: leave them out.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/location.hpp"

namespace talent::db {

struct migration_script {
    std::int64_t version;  // from the file's name
    std::string_view name; // "0001_foundation"
    std::string_view text;
};

/// All of schemas/sql, in order.
std::span<migration_script const> embedded_migrations();

/// The statements of one script for one database; a problem where a placeholder is unknown.
result<std::vector<std::string>> statements_of(migration_script const& script, dialect target);

/// Brings the schema to the last of `scripts`; on MariaDB creates the database where it is missing.
/// Two processes may try at once. The problem's detail is one sentence.
result<void> migrate(location const& where, std::span<migration_script const> scripts);

/// Whether the database can be used as it stands: no newer schema, no edited migration.
result<void> check_schema(location const& where, std::span<migration_script const> scripts);

} // namespace talent::db
