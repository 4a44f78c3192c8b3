// A session on MariaDB, with the settings under which the platform keeps its promises. Private to
// common/db. One thread at a time.
#pragma once

#include "common/db/location.hpp"
#include "common/db/soci_session.hpp"

namespace talent::db {

// What a statement may take, by the server's own clock. A job has a deadline besides, past which
// its connection is cut (connection_watch): these end what would go on in the server after that,
// and free the locks of a unit whose connection was lost without the server's noticing.
inline constexpr unsigned statement_time_max_seconds = 10;
inline constexpr unsigned lock_wait_max_seconds = 4; // leaves a unit time to run again
inline constexpr unsigned idle_transaction_max_seconds = 10;
/// An answer that takes longer than this is given up, and the connection with it.
inline constexpr unsigned answer_timeout_seconds = statement_time_max_seconds + 2;
inline constexpr unsigned connect_timeout_seconds = 3;

class mariadb_session final : public soci_session {
  public:
    enum class purpose { write, read };

    /// Throws db::error.
    mariadb_session(location const& where, purpose what_for);

    db::dialect dialect() const override { return db::dialect::mariadb; }

    void begin_write();
    void begin_read();
    void commit();
    /// False where it failed: the connection is of no use any more.
    bool rollback() noexcept;

    /// The connection's file descriptor.
    int socket();

  protected:
    error translate(soci::soci_error const& fault, std::string_view sql) const override;
    void release(prepared_statement& statement) override;

  private:
    void set_up(purpose what_for);
    void set_where_known(std::string_view sql);
};

} // namespace talent::db
