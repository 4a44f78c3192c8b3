#include "common/db/mariadb_session.hpp"

#include <soci/mysql/soci-mysql.h>

#include "common/db/failure.hpp"

namespace talent::db {
namespace {

constexpr unsigned unknown_system_variable = 1193;

constexpr std::string_view sql_mode =
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
    "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'";

// Without PAD SPACE, as SQLite compares: 'a' is not 'a '.
constexpr std::string_view names = "SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin";

// Writers read what is committed: under REPEATABLE READ with snapshot isolation every unit that had
// read anything before it locks the journal's head would fail with 1020 as soon as another unit
// committed meanwhile. Decisions are guarded by versions and FOR UPDATE, which READ COMMITTED
// keeps.
constexpr std::string_view isolation_of_writers =
    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";
constexpr std::string_view isolation_of_readers =
    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ";

std::string in_quotes(std::string_view value) {
    std::string made = "'";
    for (char const each : value) {
        if (each == '\'' || each == '\\') made.push_back('\\');
        made.push_back(each);
    }
    made.push_back('\'');
    return made;
}

std::string connection_parameters(location const& where) {
    std::string made = "db=" + in_quotes(where.name) + " user=" + in_quotes(where.user);
    if (!where.password.empty()) made += " password=" + in_quotes(where.password);
    if (!where.socket.empty()) {
        made += " unix_socket=" + in_quotes(where.socket);
    } else {
        made += " host=" + in_quotes(where.host) + " port=" + std::to_string(where.port);
    }
    made += " charset=utf8mb4 connect_timeout=" + std::to_string(connect_timeout_seconds);
    made += " read_timeout=" + std::to_string(answer_timeout_seconds);
    made += " write_timeout=" + std::to_string(answer_timeout_seconds);
    return made;
}

// As in sqlite_session: SOCI does not export the type information that a checked downcast needs.
__attribute__((no_sanitize("vptr"))) MYSQL* connection_of(soci::session& connection) {
    return static_cast<soci::mysql_session_backend*>(connection.get_backend())->conn_;
}

std::string assignment(std::string_view variable, std::size_t value) {
    return "SET SESSION " + std::string(variable) + " = " + std::to_string(value);
}

unsigned number_of(soci::soci_error const& fault) {
    auto const* coded = dynamic_cast<soci::mysql_soci_error const*>(&fault);
    return coded != nullptr ? coded->err_num_ : 0;
}

/// The key's name in "Duplicate entry '…' for key '…'": what stands before it is a bound value.
std::string key_named_in(std::string const& message) {
    constexpr std::string_view before = " for key '";
    auto const found = message.rfind(before);
    return found == std::string::npos ? std::string{}
                                      : " for key '" + message.substr(found + before.size());
}

} // namespace

mariadb_session::mariadb_session(location const& where, purpose what_for) {
    connect(soci::mysql, connection_parameters(where));
    set_up(what_for);
}

void mariadb_session::set_up(purpose what_for) {
    execute_once(sql_mode);
    execute_once(names);
    execute_once(what_for == purpose::write ? isolation_of_writers : isolation_of_readers);
    // query() refuses more rows anyway: this keeps the client from holding them first.
    execute_once(assignment("sql_select_limit", query_rows_max + 1));
    execute_once(assignment("innodb_lock_wait_timeout", lock_wait_max_seconds));
    set_where_known(assignment("max_statement_time", statement_time_max_seconds));
    set_where_known(assignment("idle_transaction_timeout", idle_transaction_max_seconds));
    set_where_known("SET SESSION innodb_snapshot_isolation = ON");
    set_where_known("SET SESSION wsrep_sync_wait = 1");
}

void mariadb_session::set_where_known(std::string_view sql) {
    try {
        connection().once << std::string(sql);
    } catch (soci::soci_error const& fault) {
        if (number_of(fault) != unknown_system_variable) throw translate(fault, sql);
    }
}

void mariadb_session::begin_write() {
    forget_spoilt();
    execute("START TRANSACTION");
}

void mariadb_session::begin_read() {
    forget_spoilt();
    execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
}

void mariadb_session::commit() {
    execute("COMMIT");
}

bool mariadb_session::rollback() noexcept {
    try {
        execute("ROLLBACK");
        return true;
    } catch (error const&) {
        return false;
    }
}

int mariadb_session::socket() {
    return static_cast<int>(mysql_get_socket(connection_of(connection())));
}

void mariadb_session::release(prepared_statement& statement) {
    statement.handle().get_backend()->clean_up(); // SOCI would hold the result until the next run
}

error mariadb_session::translate(soci::soci_error const& fault, std::string_view sql) const {
    auto const number = number_of(fault);
    auto const kind = mariadb_failure(number);
    // The server's message quotes values; only a key's name is taken from it.
    auto const detail =
        kind == failure::duplicate_key ? key_named_in(fault.get_error_message()) : std::string{};
    return {kind, std::string(name_of(kind)) + detail + " (code " + std::to_string(number) +
                      ") in: " + std::string(sql.substr(0, statement_shown_bytes_max))};
}

} // namespace talent::db
