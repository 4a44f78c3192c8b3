// A session on a SQLite file, with the settings under which the platform keeps its promises.
// Private to common/db. One thread at a time.
#pragma once

#include <string>
#include <utility>

#include "common/db/soci_session.hpp"

namespace talent::db {

class sqlite_session final : public soci_session {
  public:
    enum class access { read_write, read_only };

    /// `path` has no quotation mark (location.hpp sees to it). Throws db::error.
    sqlite_session(std::string const& path, access how);

    db::dialect dialect() const override { return db::dialect::sqlite; }

    void begin_write();
    void scrub_after_commit() override { scrub_wanted_ = true; }
    /// Whether a unit asked for it since the last time somebody asked.
    bool take_scrub_wish() { return std::exchange(scrub_wanted_, false); }
    /// Empties the write-ahead log, outside a transaction. False where a reader still needs it.
    bool empty_log();
    /// Copies into the database file what of the log no reader needs, outside a transaction and
    /// without waiting for anybody. How many of the log's pages are copied by now; none where
    /// another session is copying them.
    std::optional<std::int64_t> copy_log();
    /// How many pages the log had after this session's last commit.
    std::int64_t log_pages() const { return log_pages_; }
    /// The snapshot is taken at the first read.
    void begin_read();
    void commit();
    /// Never throws: what is left of a transaction is gone afterwards.
    void rollback() noexcept;
    /// False after a failure for which SQLite rolled the whole transaction back by itself.
    bool in_transaction();

    /// Rows inserted, updated and deleted since the session began.
    std::int64_t changes();

    void mark_unit();
    void keep_unit();
    void undo_unit();

  protected:
    error translate(soci::soci_error const& fault, std::string_view sql) const override;
    void release(prepared_statement& statement) override;

  private:
    void set_up(access how);
    void switch_to_log();
    void watch_log();
    void set_patience_back() noexcept;

    bool scrub_wanted_ = false;
    std::int64_t log_pages_ = 0;
};

} // namespace talent::db
