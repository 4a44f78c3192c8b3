// One connection to the database, used by one thread at a time: statements with positional
// parameters, on SQLite and on MariaDB alike. SOCI does the work underneath and appears in no
// header. Stores are handed a session; they never make one. Owner: the database's threads.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/cell.hpp"

namespace talent::db {

enum class dialect { sqlite, mariadb };

enum class failure : std::uint8_t {
    duplicate_key, // a unique key is taken: the caller's to expect
    foreign_key,   // a referenced row is missing
    constraint,    // a CHECK or NOT NULL refused the row
    retry,         // deadlock, time-out, certification failure: run the whole unit again
    connection,    // the connection is gone; the outcome of a commit is unknown
    storage_full,
    storage_fault, // I/O error: stop acknowledging
    other,
};

/// Infrastructure failed, or a constraint did. what() never holds a bound value.
class error : public std::runtime_error {
  public:
    error(failure kind, std::string const& message) : std::runtime_error(message), kind_(kind) {}
    failure kind() const { return kind_; }

  private:
    failure kind_;
};

/// Hard upper bound on the rows of one query(): page by key beyond it.
inline constexpr std::size_t query_rows_max = 10'000;

class session {
  public:
    virtual ~session() = default;

    virtual db::dialect dialect() const = 0;

    /// Runs a statement; parameters replace :p1, :p2, … in order. Returns the rows matched.
    virtual std::int64_t execute(std::string_view sql, std::span<cell const> parameters) = 0;

    /// Runs a query and hands over each row; `columns` says how each is read. The statement is
    /// always read to its end, so that it never pins the write-ahead log. Throws beyond
    /// query_rows_max rows.
    virtual void each(std::string_view sql, std::span<cell const> parameters,
                      std::span<cell_kind const> columns,
                      std::function<void(row const&)> const& visit) = 0;

    /// What this unit deletes or overwrites shall not stay readable in the database's own log: soon
    /// after the commit the log is emptied (SQLite; see docs/operations.md for MariaDB's logs).
    virtual void scrub_after_commit() {}

    std::int64_t execute(std::string_view sql, std::initializer_list<cell> parameters = {}) {
        return execute(sql, std::span<cell const>(parameters.begin(), parameters.size()));
    }
    std::vector<row> query(std::string_view sql, std::span<cell const> parameters,
                           std::span<cell_kind const> columns);
    std::vector<row> query(std::string_view sql, std::initializer_list<cell> parameters,
                           std::initializer_list<cell_kind> columns) {
        return query(sql, std::span<cell const>(parameters.begin(), parameters.size()),
                     std::span<cell_kind const>(columns.begin(), columns.size()));
    }
    /// The first row, where there is one.
    std::optional<row> query_one(std::string_view sql, std::initializer_list<cell> parameters,
                                 std::initializer_list<cell_kind> columns);

    /// " FOR UPDATE" where rows must be locked by hand (MariaDB); empty where the writer is alone.
    std::string_view for_update() const {
        return dialect() == db::dialect::mariadb ? " FOR UPDATE" : "";
    }
};

} // namespace talent::db
