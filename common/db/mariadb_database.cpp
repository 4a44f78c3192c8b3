#include "common/db/mariadb_database.hpp"

#include <random>

#include "common/db/connector.hpp"
#include "common/db/failure.hpp"

namespace talent::db {
namespace {

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
      spare_writers_(
          [this] { return std::make_unique<session_keeper>(where_, purpose::write, watch_); }),
      spare_readers_(
          [this] { return std::make_unique<session_keeper>(where_, purpose::read, watch_); }),
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
    session_keeper own(where_, purpose::write, watch_);
    while (auto job = writes_.wait_pop()) {
        unit_outcome outcome{completion::failed, dropped_unexecuted()};
        if (steady::now() < job->deadline) outcome = run_to_end(own, *job);
        if (outcome.completion == completion::committed) tell_committed(*job);
        tell_finished(job->finished, std::move(outcome));
    }
}

unit_outcome mariadb_database::run_to_end(session_keeper& own, write_job const& job) {
    for (int attempt = 0;; ++attempt) {
        bool commit_sent = false;
        auto outcome = run_once(own, job, commit_sent);
        auto const fault = error_in(outcome.cause);
        own.clean(fault);
        if (!fault) return outcome;
        bool again = fault->kind() == failure::retry;
        if (commit_sent) {
            auto const found = find_out(own, job);
            if (found == finding::kept) return {completion::committed};
            // The server says of these itself that nothing was kept.
            if (found == finding::untraceable && !again) {
                outcome.reason = outcome_unknown();
                return outcome;
            }
            again = true;
        } else if (fault->kind() == failure::connection && attempt == 0) {
            again = true; // rolled back with its connection, which may only have been idle too long
        }
        if (!again || attempt == unit_retries_max || steady::now() >= job.deadline) return outcome;
        if (fault->kind() == failure::retry) wait_before_retry(attempt);
    }
}

/// One run in one transaction, which is open still where the unit did not commit.
unit_outcome mariadb_database::run_once(session_keeper& own, write_job const& job,
                                        bool& commit_sent) {
    try {
        auto& sql = own.get(job.deadline);
        sql.begin_write();
        auto const decided = job.run(sql);
        if (sql.spoilt()) throw *sql.spoilt();
        if (decided == verdict::discard) return {completion::discarded};
        commit_sent = true;
        sql.commit();
        return {completion::committed};
    } catch (...) {
        return outcome_of_current_exception();
    }
}

/// Asks until the database answers or the job's time is over.
finding mariadb_database::find_out(session_keeper& own, write_job const& job) {
    if (!job.look_for_run) return finding::untraceable;
    while (steady::now() < job.deadline) {
        std::optional<error> fault;
        try {
            auto& sql = own.get(job.deadline);
            sql.begin_write();
            auto const found = job.look_for_run(sql);
            if (sql.spoilt()) throw *sql.spoilt();
            sql.commit();
            own.clean({});
            return found;
        } catch (error const& caught) {
            fault = caught;
        }
        own.clean(fault);
        std::this_thread::sleep_for(look_again_wait);
    }
    return finding::untraceable;
}

void mariadb_database::write_now(std::function<verdict(session&)> const& run) {
    auto own = spare_writers_.take();
    auto const outcome = run_to_end(
        *own, {.run = run, .committed = {}, .finished = {}, .deadline = steady::time_point::max()});
    if (!stopped_) spare_writers_.give_back(std::move(own));
    rethrow(outcome);
}

// -- reading --

void mariadb_database::read_loop() {
    session_keeper own(where_, purpose::read, watch_);
    while (auto job = reads_.wait_pop()) {
        unit_outcome outcome{completion::failed, dropped_unexecuted()};
        if (steady::now() < job->deadline) outcome = read(own, job->run, job->deadline);
        tell_finished(job->finished, std::move(outcome));
    }
}

unit_outcome mariadb_database::read(session_keeper& own, read_function const& run,
                                    steady::time_point deadline) {
    bool begun = false;
    for (int attempt = 0;; ++attempt) {
        unit_outcome outcome{completion::committed};
        try {
            auto& sql = own.get(deadline);
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
        if (!stale || steady::now() >= deadline) return outcome;
    }
}

void mariadb_database::read_apart(read_function const& run, steady::time_point deadline) {
    auto own = spare_readers_.take();
    auto const outcome = read(*own, run, deadline);
    if (!stopped_) spare_readers_.give_back(std::move(own));
    rethrow(outcome);
}

void mariadb_database::read_now(std::function<void(session&)> const& run) {
    read_apart(run, steady::time_point::max());
}

void mariadb_database::stream(std::string_view sql, std::span<cell_kind const> columns,
                              std::function<void(row const&)> const& visit) {
    connector_connection own(where_, connector_connection::target::database);
    own.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    own.stream(sql, columns, visit);
}

bool mariadb_database::answers_now() {
    try {
        read_apart([](session& sql) { sql.query("SELECT 1", {}, {cell_kind::integer}); },
                   steady::now() + reachable_time_max);
        return true;
    } catch (error const&) {
        return false;
    }
}

/// One caller asks at a time, the others are told the last answer: probes that wait for a database
/// that hangs must not fill the threads on which searches run.
bool mariadb_database::reachable() {
    if (stopped_) return false;
    if (asking_.exchange(true)) return answered_;
    answered_ = answers_now();
    asking_ = false;
    return answered_;
}

} // namespace talent::db
