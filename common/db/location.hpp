// Where the database is: the URL that an operator writes, taken apart. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/result.hpp"
#include "common/db/session.hpp"

namespace talent::db {

struct location {
    db::dialect dialect = db::dialect::sqlite;

    std::string path = {}; // SQLite: absolute

    std::string host = {}; // MariaDB: empty where a socket is given
    std::uint16_t port = 3306;
    std::string socket = {};
    std::string user = {};
    std::string password = {};
    std::string name = {}; // of the database: letters, digits and _ only
};

/// sqlite:///absolute/path, mysql://user:password@host:port/name or
/// mysql://user:password@name?socket=/path, percent-encoded where needed (RFC 3986). The problem's
/// detail is one sentence and never holds the password.
result<location> parse_location(std::string_view url);

} // namespace talent::db
