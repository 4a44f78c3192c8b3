#include "common/db/mariadb_database.hpp"

#include <random>

#include "common/db/connector.hpp"
#include "common/db/failure.hpp"

namespace talent::db {
namespace {

using steady = std::chrono::steady_clock;
using purpose = mariadb_session::purpose;

void wait_before_retry(int attempt) {
    thread_local std::minstd_rand generator{std::random_device{}()};
    std::uniform_real_distribution<double> jitter(0.5, 1.5);
    std::chrono::duration<double, std::milli> const wait = unit_retry_wait * (1 << attempt);
    std::this_thread::sleep_for(wait * jitter(generator));
}

std::optional<error> error_in(std::exception_ptr const& cause) {
    if (!cause) return std::nullopt;
    try {
        std::rethrow_exception(cause);
    } catch (error const& fault) {
        return fault;
    } catch (...) {
        return std::nullopt;
    }
}

} // namespace

mariadb_database::mariadb_database(location where, options const& settings)
    : where_(std::move(where)),
      settings_(settings),
      spare_writers_([this] { return std::make_unique<session_keeper>(where_, purpose::write); }),
      spare_readers_([this] { return std::make_unique<session_keeper>(where_, purpose::read); }),
      writes_(settings.queue_max),
      reads_(settings.queue_max) {
    read_now([](session& sql) { sql.query("SELECT 1", {}, {cell_kind::integer}); });
    for (std::size_t i = 0; i < settings_.writer_threads; ++i) {
        threads_.emplace_back([this] { write_loop(); });
    }
    for (std::size_t i = 0; i < settings_.reader_threads; ++i) {
        threads_.emplace_back([this] { read_loop(); });
    }
}

mariadb_database::~mariadb_database() {
    mariadb_database::stop();
}

void mariadb_database::stop() {
    if (stopped_.exchange(true)) return;
    writes_.close();
    reads_.close();
    for (auto& each : threads_)
        each.join();
    spare_writers_.clear();
    spare_readers_.clear();
}

bool mariadb_database::submit(write_job job) {
    return writes_.push(std::move(job));
}
bool mariadb_database::submit(read_job job) {
    return reads_.push(std::move(job));
}

std::size_t mariadb_database::queue_depth() const {
    return writes_.size() + reads_.size();
}

std::chrono::milliseconds mariadb_database::oldest_wait() const {
    return std::max(writes_.oldest_wait(), reads_.oldest_wait());
}

// -- writing --

void mariadb_database::write_loop() {
    session_keeper own(where_, purpose::write);
    while (auto job = writes_.wait_pop()) {
        unit_outcome outcome{completion::failed, dropped_unexecuted()};
        if (steady::now() < job->deadline) outcome = run_with_retries(own, job->run);
        if (outcome.completion == completion::committed) tell_committed(*job);
        tell_finished(job->finished, std::move(outcome));
    }
}

unit_outcome mariadb_database::run_with_retries(session_keeper& own, unit_function const& run) {
    for (int attempt = 0;; ++attempt) {
        bool commit_sent = false;
        auto outcome = run_once(own, run, commit_sent);
        auto const fault = error_in(outcome.cause);
        own.clean(fault);
        if (!fault || attempt == unit_retries_max) return outcome;
        // A unit whose COMMIT was not sent yet is rolled back with its connection: it may run
        // again. Past that point nobody knows; the client's retry finds the idempotency record, or
        // not.
        bool const broke_before_commit = fault->kind() == failure::connection && !commit_sent;
        if (fault->kind() != failure::retry && !(broke_before_commit && attempt == 0))
            return outcome;
        if (fault->kind() == failure::retry) wait_before_retry(attempt);
    }
}

/// One run in one transaction, which is open still where the unit did not commit.
unit_outcome mariadb_database::run_once(session_keeper& own, unit_function const& run,
                                        bool& commit_sent) {
    try {
        auto& sql = own.get();
        sql.begin_write();
        auto const decided = run(sql);
        if (sql.spoilt()) throw *sql.spoilt();
        if (decided == verdict::discard) return {completion::discarded};
        commit_sent = true;
        sql.commit();
        return {completion::committed};
    } catch (...) {
        return outcome_of_current_exception();
    }
}

void mariadb_database::write_now(std::function<verdict(session&)> const& run) {
    auto own = spare_writers_.take();
    auto const outcome = run_with_retries(*own, run);
    if (!stopped_) spare_writers_.give_back(std::move(own));
    rethrow(outcome);
}

// -- reading --

void mariadb_database::read_loop() {
    session_keeper own(where_, purpose::read);
    while (auto job = reads_.wait_pop()) {
        unit_outcome outcome{completion::failed, dropped_unexecuted()};
        if (steady::now() < job->deadline) outcome = read(own, job->run);
        tell_finished(job->finished, std::move(outcome));
    }
}

unit_outcome mariadb_database::read(session_keeper& own, std::function<void(session&)> const& run) {
    bool begun = false;
    for (int attempt = 0;; ++attempt) {
        unit_outcome outcome{completion::committed};
        try {
            auto& sql = own.get();
            sql.begin_read();
            begun = true;
            run(sql);
        } catch (...) {
            outcome = outcome_of_current_exception();
        }
        auto const fault = error_in(outcome.cause);
        own.clean(fault);
        // A connection that broke while it was idle shows at the first statement: a new one will
        // do.
        bool const stale = fault && fault->kind() == failure::connection && !begun && attempt == 0;
        if (!stale) return outcome;
    }
}

void mariadb_database::read_now(std::function<void(session&)> const& run) {
    auto own = spare_readers_.take();
    auto const outcome = read(*own, run);
    if (!stopped_) spare_readers_.give_back(std::move(own));
    rethrow(outcome);
}

void mariadb_database::stream(std::string_view sql, std::span<cell_kind const> columns,
                              std::function<void(row const&)> const& visit) {
    connector_connection own(where_, connector_connection::target::database);
    own.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    own.stream(sql, columns, visit);
}

bool mariadb_database::reachable() {
    if (stopped_) return false;
    try {
        read_now([](session& sql) { sql.query("SELECT 1", {}, {cell_kind::integer}); });
        return true;
    } catch (error const&) {
        return false;
    }
}

} // namespace talent::db
