// What a database's error number means to us, and what a failure means to whoever asked. Pure
// functions; any thread.
#pragma once

#include "common/base/result.hpp"
#include "common/db/session.hpp"

namespace talent::db {

/// `extended_code` is a SQLite extended result code (https://www.sqlite.org/rescode.html).
failure sqlite_failure(int extended_code);

/// `number` is a MariaDB server or client error number
/// (https://mariadb.com/kb/en/mariadb-error-code-reference/).
failure mariadb_failure(unsigned number);

/// "deadlock or time-out", for messages.
std::string_view name_of(failure kind);

/// What is answered when a unit ended with this failure and nobody expected it.
problem problem_of(failure kind);

/// What is answered when a COMMIT was sent and nobody can say what became of it.
problem outcome_unknown();

} // namespace talent::db
