#include "common/db/sqlite_session.hpp"

#include <mutex>
#include <thread>

#include <soci/sqlite3/soci-sqlite3.h>

#include "common/base/log.hpp"
#include "common/db/failure.hpp"

namespace talent::db {
namespace {

constexpr std::string_view patience = "PRAGMA busy_timeout = 5000";
constexpr std::string_view short_patience = "PRAGMA busy_timeout = 20";

// pitfalls.md, SQLite: each of these was measured or is a defence against a damaged file.
constexpr std::string_view settings_for_all[] = {
    patience,
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16384",
};
constexpr std::string_view write_ahead_log = "PRAGMA journal_mode = WAL";
constexpr int log_attempts_max = 500;
constexpr std::chrono::milliseconds log_attempt_wait{10};
constexpr std::string_view settings_for_writers[] = {
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA journal_size_limit = 67108864",
};
constexpr std::string_view setting_for_readers = "PRAGMA query_only = ON";

// SOCI does not export the type information of its backends, which the sanitizer's check of a
// downcast would need.
__attribute__((no_sanitize("vptr"))) sqlite_api::sqlite3* connection_of(soci::session& connection) {
    return static_cast<soci::sqlite3_session_backend*>(connection.get_backend())->conn_;
}

__attribute__((no_sanitize("vptr"))) sqlite_api::sqlite3_stmt* statement_of(
    soci::statement& statement) {
    return static_cast<soci::sqlite3_statement_backend*>(statement.get_backend())->stmt_;
}

/// For the whole process, before its first connection. A session is used by one thread at a time,
/// so SQLite need not lock it; and nobody reads its memory statistics, which every allocation
/// locks.
void configure_library() {
    static std::once_flag once;
    std::call_once(once, [] {
        sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
        sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    });
}

} // namespace

sqlite_session::sqlite_session(std::string const& path, access how) {
    configure_library();
    connect(soci::sqlite3,
            "dbname=\"" + path + "\"" + (how == access::read_only ? " readonly=true" : ""));
    sqlite_api::sqlite3_extended_result_codes(connection_of(connection()), 1);
    set_up(how);
}

void sqlite_session::set_up(access how) {
    for (auto const sql : settings_for_all)
        execute_once(sql);
    if (how == access::read_only) {
        execute_once(setting_for_readers);
    } else {
        switch_to_log();
        for (auto const sql : settings_for_writers)
            execute_once(sql);
        watch_log();
    }
}

/// While another connection makes the same change to a new database, SQLite refuses it at once: its
/// busy time-out does not apply here.
void sqlite_session::switch_to_log() {
    for (int attempt = 1;; ++attempt) {
        try {
            return execute_once(write_ahead_log);
        } catch (error const& fault) {
            if (fault.kind() != failure::retry || attempt == log_attempts_max) throw;
        }
        std::this_thread::sleep_for(log_attempt_wait);
    }
}

/// In place of SQLite's own checkpoint, which would make the commit wait for it and tell nobody of
/// a failure: who keeps the session decides when the log is copied.
void sqlite_session::watch_log() {
    auto const keep_length = [](void* own, sqlite_api::sqlite3*, char const*, int pages) {
        static_cast<sqlite_session*>(own)->log_pages_ = pages;
        return SQLITE_OK;
    };
    sqlite_api::sqlite3_wal_hook(connection_of(connection()), keep_length, this);
}

void sqlite_session::begin_write() {
    forget_spoilt();
    execute("BEGIN IMMEDIATE");
}

void sqlite_session::begin_read() {
    forget_spoilt();
    execute("BEGIN");
}

void sqlite_session::commit() {
    execute("COMMIT");
}

void sqlite_session::rollback() noexcept {
    if (!in_transaction()) return;
    try {
        execute("ROLLBACK");
    } catch (error const& fault) {
        log::error("rollback failed", {{"failure", name_of(fault.kind())}});
    }
}

bool sqlite_session::in_transaction() {
    return sqlite_api::sqlite3_get_autocommit(connection_of(connection())) == 0;
}

std::int64_t sqlite_session::changes() {
    return sqlite_api::sqlite3_total_changes64(connection_of(connection()));
}

void sqlite_session::set_patience_back() noexcept {
    try {
        execute_once(patience);
    } catch (error const& fault) {
        log::error("the busy time-out was not set back", {{"failure", name_of(fault.kind())}});
    }
}

// The writer has others to serve: where a reader is in the way, it tries again later instead of
// waiting for it.
bool sqlite_session::empty_log() {
    struct impatience {
        sqlite_session& own;
        explicit impatience(sqlite_session& of) : own(of) { own.execute_once(short_patience); }
        ~impatience() { own.set_patience_back(); }
    };
    impatience const meanwhile(*this);
    auto const outcome = query_one("PRAGMA wal_checkpoint(TRUNCATE)", {},
                                   {cell_kind::integer, cell_kind::integer, cell_kind::integer});
    return outcome && integer_of(outcome->front()) == 0;
}

std::optional<std::int64_t> sqlite_session::copy_log() {
    auto const outcome = query_one("PRAGMA wal_checkpoint(PASSIVE)", {},
                                   {cell_kind::integer, cell_kind::integer, cell_kind::integer});
    if (!outcome || integer_of(outcome->front()) != 0) return std::nullopt;
    return integer_of(outcome->back());
}

void sqlite_session::mark_unit() {
    execute("SAVEPOINT unit");
}
void sqlite_session::keep_unit() {
    execute("RELEASE unit");
}

void sqlite_session::undo_unit() {
    execute("ROLLBACK TO unit");
    execute("RELEASE unit");
}

error sqlite_session::translate(soci::soci_error const& fault, std::string_view sql) const {
    auto const* coded = dynamic_cast<soci::sqlite3_soci_error const*>(&fault);
    auto const kind = coded != nullptr ? sqlite_failure(coded->result()) : failure::other;
    // SQLite's own message names tables and columns, never values; SOCI's what() has the values.
    return {kind, std::string(name_of(kind)) + ": " + fault.get_error_message() + " (code " +
                      std::to_string(coded != nullptr ? coded->result() : 0) +
                      ") in: " + std::string(sql.substr(0, statement_shown_bytes_max))};
}

void sqlite_session::release(prepared_statement& statement) {
    // A statement that was left half-read would pin the write-ahead log.
    sqlite_api::sqlite3_reset(statement_of(statement.handle()));
}

} // namespace talent::db
