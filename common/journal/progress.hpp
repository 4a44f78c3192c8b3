// How far something that follows the journal came, kept in a table of its own with one row (id 1,
// sequence). Stateless; on the session of the caller's unit.
#pragma once

#include <cstdint>
#include <string_view>

#include "common/db/session.hpp"

namespace talent::journal {

class progress_row {
  public:
    /// The table's name must outlive it.
    constexpr explicit progress_row(std::string_view table) : table_(table) {}

    /// std::runtime_error where the row is missing, which a migration makes.
    std::int64_t read(db::session& sql) const;
    /// The same, held until the unit ends: one process at a time goes on.
    std::int64_t lock(db::session& sql) const;
    void write(db::session& sql, std::int64_t sequence) const;

  private:
    std::int64_t find(db::session& sql, std::string_view locking) const;

    std::string_view table_;
};

} // namespace talent::journal
