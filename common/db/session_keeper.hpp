// Keeps one MariaDB session for one thread: makes it anew after it broke, and not more often than
// the backoff allows, so that jobs fail fast while the server is away; has it cut off at the
// deadline of the job that it works for. Private to common/db.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "common/db/connection_watch.hpp"
#include "common/db/mariadb_session.hpp"

namespace talent::db {

inline constexpr std::chrono::milliseconds reconnect_wait_min{100};
inline constexpr std::chrono::milliseconds reconnect_wait_max{1'000};

class session_keeper {
  public:
    session_keeper(location const& where, mariadb_session::purpose what_for,
                   connection_watch& watch)
        : where_(where), what_for_(what_for), watch_(watch) {}

    /// The session, connected anew where it has to be; cut off at the deadline, unless clean() was
    /// called before. Throws db::error of kind connection.
    mariadb_session& get(std::chrono::steady_clock::time_point deadline);

    /// Ends the transaction, whatever became of it; drops the session where that fails or where the
    /// failure was the connection's.
    void clean(std::optional<error> const& after) noexcept;

  private:
    mariadb_session& connected();

    location const& where_; // the database's, which outlives its threads
    mariadb_session::purpose what_for_;
    connection_watch& watch_;
    std::unique_ptr<mariadb_session> session_;
    std::optional<connection_watch::hold> held_; // after the session: it ends before
    std::chrono::steady_clock::time_point next_attempt_{};
    std::chrono::milliseconds wait_ = reconnect_wait_min;
};

} // namespace talent::db
