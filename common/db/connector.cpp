#include "common/db/connector.hpp"

#include <cppconn/connection.h>
#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/resultset.h>
#include <cppconn/statement.h>

#include "common/db/failure.hpp"
#include "common/db/mariadb_session.hpp"

namespace talent::db {
namespace {

/// A reader of the stream that pauses (a client that downloads slowly) keeps its connection so
/// long.
constexpr std::string_view patience = "SET SESSION net_write_timeout = 600";
constexpr std::string_view names = "SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin";
constexpr int stream_timeout_seconds = 600;

::sql::Driver& driver() {
    static auto* const instance =
        get_driver_instance(); // once: it is not safe to make in two threads
    return *instance;
}

// Nothing is bound by Connector/C++ here, so its messages hold no value.
error translate(::sql::SQLException const& fault) {
    auto const kind = mariadb_failure(static_cast<unsigned>(fault.getErrorCode()));
    return {kind, std::string(name_of(kind)) + ": " + fault.what() + " (code " +
                      std::to_string(fault.getErrorCode()) + ")"};
}

::sql::ConnectOptionsMap options_of(location const& where, connector_connection::target what) {
    ::sql::ConnectOptionsMap options;
    options["userName"] = ::sql::SQLString(where.user);
    options["password"] = ::sql::SQLString(where.password);
    if (where.socket.empty()) {
        options["hostName"] = ::sql::SQLString(where.host);
        options["port"] = static_cast<int>(where.port);
    } else {
        options["hostName"] = ::sql::SQLString("unix://" + where.socket);
    }
    if (what == connector_connection::target::database) {
        options["schema"] = ::sql::SQLString(where.name);
    }
    options["OPT_CHARSET_NAME"] = ::sql::SQLString("utf8mb4");
    options["OPT_CONNECT_TIMEOUT"] = static_cast<int>(connect_timeout_seconds);
    options["OPT_READ_TIMEOUT"] = stream_timeout_seconds;
    return options;
}

cell read_cell(::sql::ResultSet& rows, std::uint32_t column, cell_kind kind) {
    if (kind == cell_kind::integer) {
        std::int64_t const number = rows.getInt64(column);
        return rows.wasNull() ? cell{null_cell{}} : cell{number};
    }
    auto const text = rows.getString(column);
    return rows.wasNull() ? cell{null_cell{}} : cell{std::string(text.c_str(), text.length())};
}

} // namespace

connector_connection::connector_connection(location const& where, target what) {
    driver().threadInit();
    try {
        auto options = options_of(where, what);
        connection_.reset(driver().connect(options));
        execute(names);
        execute(patience);
    } catch (::sql::SQLException const& fault) {
        connection_.reset();
        driver().threadEnd();
        throw translate(fault);
    } catch (...) {
        connection_.reset();
        driver().threadEnd();
        throw;
    }
}

connector_connection::~connector_connection() {
    connection_.reset();
    driver().threadEnd();
}

void connector_connection::execute(std::string_view statement) {
    try {
        std::unique_ptr<::sql::Statement> const runner(connection_->createStatement());
        runner->execute(::sql::SQLString(statement.data(), statement.size()));
    } catch (::sql::SQLException const& fault) {
        throw translate(fault);
    }
}

void connector_connection::stream(std::string_view query, std::span<cell_kind const> columns,
                                  std::function<void(row const&)> const& visit) {
    try {
        std::unique_ptr<::sql::Statement> const runner(connection_->createStatement());
        runner->setResultSetType(::sql::ResultSet::TYPE_FORWARD_ONLY); // only this one streams
        std::unique_ptr<::sql::ResultSet> const rows(
            runner->executeQuery(::sql::SQLString(query.data(), query.size())));
        row current(columns.size());
        while (rows->next()) {
            for (std::size_t i = 0; i < columns.size(); ++i) {
                current[i] = read_cell(*rows, static_cast<std::uint32_t>(i + 1), columns[i]);
            }
            visit(current);
        }
    } catch (::sql::SQLException const& fault) {
        throw translate(fault);
    }
}

std::int64_t connector_connection::integer(std::string_view query) {
    std::int64_t found = 0;
    cell_kind const kinds[] = {cell_kind::integer};
    stream(query, kinds, [&](row const& one) { found = is_null(one[0]) ? 0 : integer_of(one[0]); });
    return found;
}

std::unique_ptr<connector_connection> connect_or_create(location const& where) {
    using target = connector_connection::target;
    // The name has letters, digits and _ only (location.hpp), so it can stand in the text.
    connector_connection server(where, target::server);
    if (server.integer("SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '" +
                       where.name + "'") == 0) {
        server.execute("CREATE DATABASE IF NOT EXISTS `" + where.name +
                       "` CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin");
    }
    return std::make_unique<connector_connection>(where, target::database);
}

} // namespace talent::db
