// MySQL Connector/C++, for what it does better than SOCI: streaming a large result without holding
// it, and administering the server (creating the database, migrations). Private to common/db.
// A connection belongs to the thread that made it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "common/base/cell.hpp"
#include "common/db/location.hpp"

namespace sql {
class Connection;
}

namespace talent::db {

class connector_connection {
  public:
    enum class target { database, server }; // server: no database is chosen yet

    /// Throws db::error.
    connector_connection(location const& where, target what);
    ~connector_connection();
    connector_connection(connector_connection const&) = delete;
    connector_connection& operator=(connector_connection const&) = delete;

    /// Any statement without a result.
    void execute(std::string_view statement);

    /// Hands over each row as it arrives: the client holds one at a time.
    void stream(std::string_view query, std::span<cell_kind const> columns,
                std::function<void(row const&)> const& visit);

    /// The one integer of the first row; 0 where there is none.
    std::int64_t integer(std::string_view query);

  private:
    std::unique_ptr<::sql::Connection> connection_;
};

/// Connects to the database, creating it where it is missing and the user may. Throws db::error.
std::unique_ptr<connector_connection> connect_or_create(location const& where);

} // namespace talent::db
