// A session over SOCI: the statement cache and the running of statements, common to both databases;
// each database adds how it is opened, its transactions and its error numbers. Private to
// common/db. One thread at a time.
#pragma once

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include <soci/soci.h>

#include "common/db/prepared_statement.hpp"
#include "common/db/session.hpp"

namespace talent::db {

/// Prepared statements that one session keeps; beyond it the longest unused goes.
inline constexpr std::size_t cached_statements_max = 256;

/// Bytes of one SQL text: a list of parameters grown beyond this is a bug in its store.
inline constexpr std::size_t statement_bytes_max = 64 * 1024;

/// Bytes of the SQL text that an error's message shows.
inline constexpr std::size_t statement_shown_bytes_max = 160;

class soci_session : public session {
  public:
    ~soci_session() override;

    using session::execute;
    std::int64_t execute(std::string_view sql, std::span<cell const> parameters) final;
    void each(std::string_view sql, std::span<cell const> parameters,
              std::span<cell_kind const> columns,
              std::function<void(row const&)> const& visit) final;

    /// As each(), without the bound on rows and outside the cache.
    void each_unbounded(std::string_view sql, std::span<cell_kind const> columns,
                        std::function<void(row const&)> const& visit);

    std::size_t cached_statements() const { return by_use_.size(); }

    /// The failure that spoilt the transaction: nothing may be committed after it, even where the
    /// unit swallowed the exception.
    std::optional<error> const& spoilt() const { return spoilt_; }

  protected:
    soci_session() = default;

    /// Opens the connection: derived constructors call it, as translate() is theirs.
    void connect(soci::backend_factory const& factory, std::string const& parameters);

    virtual error translate(soci::soci_error const& fault, std::string_view sql) const = 0;
    /// Lets go of what a statement that has run still holds: a read lock, a result.
    virtual void release(prepared_statement& statement) = 0;
    /// Runs a statement outside the cache: for what is said once in a connection's life.
    void execute_once(std::string_view sql);
    void forget_spoilt() { spoilt_.reset(); }

    soci::session& connection() { return *connection_; }

  private:
    using cache_list = std::list<std::unique_ptr<prepared_statement>>;

    prepared_statement& cached(std::string_view sql);
    void forget(prepared_statement const& statement);
    [[noreturn]] void fail(soci::soci_error const& fault, std::string_view sql);
    void check_parameters(prepared_statement const& statement, std::size_t given) const;
    void run_each(prepared_statement& statement, std::span<cell const> parameters,
                  std::span<cell_kind const> columns, std::size_t rows_max,
                  std::function<void(row const&)> const& visit);

    std::unique_ptr<soci::session> connection_;
    cache_list by_use_; // the last used first
    std::unordered_map<std::string_view, cache_list::iterator> by_text_;
    std::optional<error> spoilt_;
};

} // namespace talent::db
