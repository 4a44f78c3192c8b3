#include "common/db/soci_session.hpp"

#include <limits>

namespace talent::db {
namespace {

/// Failures after which the database may have rolled back more than the statement.
bool spoils_transaction(failure kind) {
    return kind == failure::retry || kind == failure::connection || kind == failure::storage_full ||
           kind == failure::storage_fault;
}

class use_guard {
  public:
    explicit use_guard(bool& flag) : flag_(flag) { flag_ = true; }
    ~use_guard() { flag_ = false; }
    use_guard(use_guard const&) = delete;
    use_guard& operator=(use_guard const&) = delete;

  private:
    bool& flag_;
};

} // namespace

soci_session::~soci_session() {
    by_text_.clear();
    by_use_.clear(); // before the connection they belong to
}

void soci_session::connect(soci::backend_factory const& factory, std::string const& parameters) {
    try {
        connection_ = std::make_unique<soci::session>(factory, parameters);
    } catch (soci::soci_error const& fault) {
        throw translate(fault, "connect");
    }
}

void soci_session::fail(soci::soci_error const& fault, std::string_view sql) {
    auto made = translate(fault, sql);
    if (spoils_transaction(made.kind())) spoilt_ = made;
    throw made;
}

void soci_session::check_parameters(prepared_statement const& statement, std::size_t given) const {
    if (statement.parameter_count() == given) return;
    throw error(failure::other, "the statement has " + std::to_string(statement.parameter_count()) +
                                    " parameters but " + std::to_string(given) +
                                    " were given: " + statement.text());
}

prepared_statement& soci_session::cached(std::string_view sql) {
    if (sql.size() > statement_bytes_max) throw error(failure::other, "a statement is too long");
    if (auto const found = by_text_.find(sql); found != by_text_.end()) {
        by_use_.splice(by_use_.begin(), by_use_, found->second);
        return *by_use_.front();
    }
    by_use_.push_front(std::make_unique<prepared_statement>(*connection_, sql));
    by_text_.emplace(by_use_.front()->text(), by_use_.begin());
    if (by_use_.size() > cached_statements_max && !by_use_.back()->in_use) {
        forget(*by_use_.back());
    }
    return *by_use_.front();
}

void soci_session::forget(prepared_statement const& statement) {
    auto const found = by_text_.find(statement.text());
    auto const place = found->second;
    by_text_.erase(found); // first: its key lives in the statement
    by_use_.erase(place);
}

std::int64_t soci_session::execute(std::string_view sql, std::span<cell const> parameters) {
    prepared_statement* statement = nullptr;
    try {
        statement = &cached(sql);
        check_parameters(*statement, parameters.size());
        auto const matched = statement->execute(parameters);
        release(*statement);
        return matched;
    } catch (soci::soci_error const& fault) {
        // SOCI leaves a failed statement's parameter buffers behind: start afresh next time.
        if (statement != nullptr && !statement->in_use) forget(*statement);
        fail(fault, sql);
    }
}

void soci_session::execute_once(std::string_view sql) {
    try {
        prepared_statement statement(*connection_, sql);
        statement.execute({});
    } catch (soci::soci_error const& fault) {
        fail(fault, sql);
    }
}

void soci_session::run_each(prepared_statement& statement, std::span<cell const> parameters,
                            std::span<cell_kind const> columns, std::size_t rows_max,
                            std::function<void(row const&)> const& visit) {
    check_parameters(statement, parameters.size());
    bool complete = false;
    try {
        complete = statement.each(parameters, columns, rows_max, visit);
    } catch (soci::soci_error const&) {
        throw; // the statement is forgotten
    } catch (...) {
        release(statement);
        throw;
    }
    release(statement);
    if (complete) return;
    throw error(failure::other, "a query found more than " + std::to_string(rows_max) +
                                    " rows: " + statement.text());
}

void soci_session::each(std::string_view sql, std::span<cell const> parameters,
                        std::span<cell_kind const> columns,
                        std::function<void(row const&)> const& visit) {
    prepared_statement* statement = nullptr;
    try {
        statement = &cached(sql);
        if (statement->in_use) { // a visitor asks the question that it is being told the answer of
            prepared_statement another(*connection_, sql);
            statement = nullptr;
            return run_each(another, parameters, columns, query_rows_max, visit);
        }
        use_guard const guard(statement->in_use);
        run_each(*statement, parameters, columns, query_rows_max, visit);
    } catch (soci::soci_error const& fault) {
        if (statement != nullptr) forget(*statement);
        fail(fault, sql);
    }
}

void soci_session::each_unbounded(std::string_view sql, std::span<cell_kind const> columns,
                                  std::function<void(row const&)> const& visit) {
    try {
        prepared_statement statement(*connection_, sql);
        run_each(statement, {}, columns, std::numeric_limits<std::size_t>::max(), visit);
    } catch (soci::soci_error const& fault) {
        fail(fault, sql);
    }
}

} // namespace talent::db
