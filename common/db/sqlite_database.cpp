#include "common/db/sqlite_database.hpp"

#include <condition_variable>
#include <mutex>

#include "common/base/log.hpp"
#include "common/db/failure.hpp"

namespace talent::db {
namespace {

using steady = std::chrono::steady_clock;

constexpr std::string_view storage_failed_message =
    "the storage failed earlier; nothing is written until the server is restarted";

} // namespace

sqlite_database::sqlite_database(std::string path, options const& settings, directory_lock lock)
    : path_(std::move(path)),
      settings_(settings),
      lock_(std::move(lock)),
      writer_session_(path_, sqlite_session::access::read_write),
      checkpointer_(path_, [this] { storage_failed_ = true; }),
      spare_([this] {
          return std::make_unique<sqlite_session>(path_, sqlite_session::access::read_only);
      }),
      writes_(settings.queue_max),
      reads_(settings.queue_max) {
    for (std::size_t i = 0; i < settings_.reader_threads; ++i) {
        reader_sessions_.push_back(
            std::make_unique<sqlite_session>(path_, sqlite_session::access::read_only));
    }
    writer_ = std::thread([this] { write_loop(); });
    for (auto& own : reader_sessions_) {
        readers_.emplace_back([this, &own] { read_loop(*own); });
    }
}

sqlite_database::~sqlite_database() {
    sqlite_database::stop();
}

void sqlite_database::stop() {
    if (stopped_.exchange(true)) return;
    writes_.close();
    reads_.close();
    writer_.join();
    for (auto& reader : readers_)
        reader.join();
    checkpointer_.stop();
    spare_.clear();
}

bool sqlite_database::submit(write_job job) {
    return writes_.push({std::move(job)});
}
bool sqlite_database::submit(read_job job) {
    return reads_.push(std::move(job));
}

std::size_t sqlite_database::queue_depth() const {
    return writes_.size() + reads_.size();
}

std::chrono::milliseconds sqlite_database::oldest_wait() const {
    return std::max(writes_.oldest_wait(), reads_.oldest_wait());
}

// -- the writer --

void sqlite_database::write_loop() {
    while (!writes_.finished()) {
        if (auto first = next_write()) write_group(std::move(*first));
        bool const soon = steady::now() - scrubbed_last_ < scrub_interval;
        if (scrub_due_ && (!soon || writes_.finished())) scrub();
    }
}

std::optional<sqlite_database::waiting_write> sqlite_database::next_write() {
    return scrub_due_ ? writes_.wait_pop_for(scrub_interval) : writes_.wait_pop();
}

/// What was erased leaves the write-ahead log, where its old pages would stay until they happen to
/// be written over. The database file itself is zeroed by secure_delete.
void sqlite_database::scrub() {
    scrubbed_last_ = steady::now();
    scrub_due_ = false;
    if (storage_failed_) return; // the log is the next start's to read, as it is
    try {
        scrub_due_ = !writer_session_.empty_log();
    } catch (error const& fault) {
        if (fault.kind() == failure::storage_fault) storage_failed_ = true;
        log::error("the write-ahead log was not emptied after an erasure",
                   {{"failure", name_of(fault.kind())}, {"detail", fault.what()}});
    }
}

void sqlite_database::write_group(waiting_write first) {
    std::vector<unit> group;
    group.push_back({std::move(first), {}});
    bool commit_begun = false;
    try {
        if (storage_failed_)
            throw error(failure::storage_fault, std::string(storage_failed_message));
        writer_session_.begin_write();
        if (!run_units(group)) {
            writer_session_.rollback();
            writer_session_.begin_write();
            run_apart(group);
        }
        commit_begun = true;
        commit(group);
    } catch (error const& fault) {
        if (fault.kind() == failure::storage_fault) storage_failed_ = true;
        writer_session_.rollback();
        // After a failed fsync the log may hold the commit or not: the next start finds out. A full
        // disk is told before the last frame is written, so that nothing of the group is there.
        bool const lost = commit_begun && (fault.kind() == failure::storage_fault ||
                                           fault.kind() == failure::connection);
        fail_group(group, fault, lost ? outcome_unknown() : problem_of(fault.kind()));
    }
    settle(group);
    tend_log();
}

/// Runs the group's first unit, and then whatever waits by the time each has run. False where a
/// unit without a savepoint failed after it had written: the group's units are to be run again,
/// apart.
bool sqlite_database::run_units(std::vector<unit>& group) {
    auto const end = steady::now() + group_time();
    if (careful_groups_ > 0) --careful_groups_;
    while (true) {
        auto& current = group.back();
        if (steady::now() >= current.work.job.deadline) {
            current.outcome = {completion::failed, dropped_unexecuted()};
            current.dropped = true;
        } else if (careful_groups_ > 0 || current.work.job.likely_undone) {
            current.outcome = run_apart(current.work.job);
        } else if (!run_bare(current)) {
            careful_groups_ = settings_.careful_groups;
            if (group.size() > 1) return false;
            writer_session_.rollback(); // it was alone
            writer_session_.begin_write();
        }
        if (auto const fault = group_fault()) throw *fault;
        if (group.size() >= settings_.group_units_max || steady::now() >= end) return true;
        auto next = writes_.try_pop();
        if (!next) return true;
        group.push_back({std::move(*next), {}});
    }
}

/// Without a savepoint, which would copy every page that the unit touches; most units that fail do
/// so before they write. False where the unit failed and has left something behind.
bool sqlite_database::run_bare(unit& one) {
    auto const changes = writer_session_.changes();
    one.outcome = run_unit(one.work.job);
    if (auto const fault = group_fault()) throw *fault;
    return one.outcome.completion == completion::committed || writer_session_.changes() == changes;
}

void sqlite_database::run_apart(std::vector<unit>& group) {
    for (auto& each : group) {
        if (each.dropped) continue;
        each.outcome = run_apart(each.work.job);
        if (auto const fault = group_fault()) throw *fault;
    }
}

/// In a savepoint of its own, so that it is undone alone.
unit_outcome sqlite_database::run_apart(write_job const& job) {
    writer_session_.mark_unit();
    auto outcome = run_unit(job);
    if (outcome.completion == completion::committed) {
        writer_session_.keep_unit();
    } else if (writer_session_.in_transaction()) {
        writer_session_.undo_unit();
    }
    return outcome;
}

/// Committed: it may be kept.
unit_outcome sqlite_database::run_unit(write_job const& job) {
    try {
        auto const decided = job.run(writer_session_);
        if (auto const fault = group_fault()) throw *fault; // the unit may have swallowed it
        return {decided == verdict::keep ? completion::committed : completion::discarded};
    } catch (...) {
        return outcome_of_current_exception();
    }
}

std::optional<error> sqlite_database::group_fault() {
    auto const& spoilt = writer_session_.spoilt();
    bool const lost = !writer_session_.in_transaction();
    if (spoilt && (lost || spoilt->kind() != failure::retry)) return spoilt;
    if (lost) return error(failure::other, "the transaction ended before its commit");
    return std::nullopt;
}

void sqlite_database::commit(std::vector<unit>& group) {
    bool const any = std::any_of(group.begin(), group.end(), [](unit const& each) {
        return each.outcome.completion == completion::committed;
    });
    if (!any) {
        writer_session_.rollback();
        return;
    }
    auto const begun = steady::now();
    writer_session_.commit();
    commit_time_ = (3 * commit_time_ + (steady::now() - begun)) / 4;
    if (writer_session_.take_scrub_wish()) scrub_due_ = true;
}

/// After the group's answers are given.
void sqlite_database::tend_log() {
    if (storage_failed_) return; // the log is the next start's to read, as it is
    if (writer_session_.log_pages() < log_pages_max) {
        checkpointer_.notice(writer_session_.log_pages());
    } else {
        checkpointer_.copy(writer_session_);
    }
}

std::chrono::nanoseconds sqlite_database::group_time() const {
    return std::clamp<std::chrono::nanoseconds>(group_time_in_commits * commit_time_,
                                                group_time_min, group_time_max);
}

/// Also those that kept nothing: what they saw of the group, such as the answer recorded under the
/// same idempotency key, has not come to pass.
void sqlite_database::fail_group(std::vector<unit>& group, error const& fault,
                                 problem const& reason) {
    log::error("a group of units was not committed",
               {{"failure", name_of(fault.kind())},
                {"detail", fault.what()},
                {"units", static_cast<std::int64_t>(group.size())}});
    for (auto& each : group) {
        bool const failed_already =
            each.outcome.completion == completion::failed && each.outcome.cause != nullptr;
        if (failed_already) continue;
        each.outcome = {completion::failed, reason, std::make_exception_ptr(fault)};
    }
}

void sqlite_database::settle(std::vector<unit>& group) {
    for (auto& each : group) {
        if (each.outcome.completion == completion::committed) tell_committed(each.work.job);
    }
    for (auto& each : group) {
        if (each.work.outcome != nullptr) *each.work.outcome = each.outcome;
        tell_finished(each.work.job.finished, std::move(each.outcome));
    }
}

void sqlite_database::write_now(std::function<verdict(session&)> const& run) {
    if (std::this_thread::get_id() == writer_.get_id()) {
        throw error(failure::other, "write_now was called by a write job");
    }
    unit_outcome outcome;
    std::mutex mutex;
    std::condition_variable told;
    bool done = false;
    write_job job{
        .run = run, .committed = {}, .finished = {}, .deadline = steady::time_point::max()};
    job.finished = [&](completion, problem const&) {
        // Under the lock: the waiter's stack, on which all of this lives, goes once it sees `done`.
        std::lock_guard const lock(mutex);
        done = true;
        told.notify_one();
    };
    if (!writes_.push({std::move(job), &outcome})) {
        throw error(failure::retry, "the write queue is full or closed");
    }
    std::unique_lock lock(mutex);
    told.wait(lock, [&] { return done; });
    rethrow(outcome);
}

// -- the readers --

void sqlite_database::read_loop(sqlite_session& own) {
    while (auto job = reads_.wait_pop()) {
        unit_outcome outcome{completion::committed};
        try {
            if (steady::now() >= job->deadline) {
                outcome = {completion::failed, dropped_unexecuted()};
            } else {
                own.begin_read();
                job->run(own);
            }
        } catch (...) {
            outcome = outcome_of_current_exception();
        }
        own.rollback(); // before the answer: what it read may be long
        tell_finished(job->finished, std::move(outcome));
    }
}

void sqlite_database::snapshot(std::function<void(sqlite_session&)> const& run) {
    auto own = spare_.take();
    own->begin_read();
    run(*own); // where it throws, the session is closed with its transaction
    own->rollback();
    if (!stopped_) spare_.give_back(std::move(own));
}

void sqlite_database::read_now(std::function<void(session&)> const& run) {
    snapshot([&](sqlite_session& own) { run(own); });
}

void sqlite_database::stream(std::string_view sql, std::span<cell_kind const> columns,
                             std::function<void(row const&)> const& visit) {
    snapshot([&](sqlite_session& own) { own.each_unbounded(sql, columns, visit); });
}

bool sqlite_database::reachable() {
    if (storage_failed_ || stopped_) return false;
    try {
        read_now([](session& sql) { sql.query("SELECT 1", {}, {cell_kind::integer}); });
        return true;
    } catch (error const&) {
        return false;
    }
}

void sqlite_database::copy_to(std::string const& target_path) {
    sqlite_session own(path_, sqlite_session::access::read_write);
    own.execute("VACUUM INTO :p1", {target_path});
}

} // namespace talent::db
