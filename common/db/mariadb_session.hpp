// A session on MariaDB, with the settings under which the platform keeps its promises. Private to
// common/db. One thread at a time.
#pragma once

#include "common/db/location.hpp"
#include "common/db/soci_session.hpp"

namespace talent::db {

/// An answer that takes longer than this is given up, and the connection with it.
inline constexpr unsigned answer_timeout_seconds = 30;
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

  protected:
    error translate(soci::soci_error const& fault, std::string_view sql) const override;
    void release(prepared_statement& statement) override;

  private:
    void set_up(purpose what_for);
    void set_where_known(std::string_view sql);
};

} // namespace talent::db
