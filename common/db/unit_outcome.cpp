#include "common/db/unit_outcome.hpp"

#include <typeinfo>

#include "common/base/log.hpp"
#include "common/db/failure.hpp"

namespace talent::db {
namespace {

// A lost connection is told once, where it is made anew, not by each unit that misses it.
bool is_expected(failure kind) {
    return kind == failure::duplicate_key || kind == failure::foreign_key ||
           kind == failure::retry || kind == failure::connection;
}

// The name of the type only: what a foreign exception says may quote a client's value.
void log_stray(std::string_view where, std::exception const& fault) {
    log::error("exception on a database thread",
               {{"where", where}, {"type", typeid(fault).name()}});
}

void call(std::string_view where, std::function<void()> const& callback) {
    try {
        callback();
    } catch (std::exception const& fault) {
        log_stray(where, fault);
    }
}

} // namespace

unit_outcome failed_with(error const& fault) {
    if (!is_expected(fault.kind())) {
        log::error("unit of work failed",
                   {{"failure", name_of(fault.kind())}, {"detail", fault.what()}});
    }
    return {completion::failed, problem_of(fault.kind()), std::make_exception_ptr(fault)};
}

unit_outcome outcome_of_current_exception() {
    try {
        throw;
    } catch (error const& fault) {
        return failed_with(fault);
    } catch (std::exception const& fault) {
        log_stray("unit of work", fault);
        return {completion::failed, refuse(error_code::internal), std::current_exception()};
    }
}

problem dropped_unexecuted() {
    return problem_of(failure::retry);
}

void tell_committed(write_job const& job) {
    if (job.committed) call("committed", job.committed);
}

void tell_finished(std::function<void(completion, problem)> const& finished,
                   unit_outcome&& outcome) {
    if (!finished) return;
    call("finished", [&] { finished(outcome.completion, std::move(outcome.reason)); });
}

void rethrow(unit_outcome const& outcome) {
    if (outcome.cause) std::rethrow_exception(outcome.cause);
    if (outcome.completion == completion::failed) {
        throw error(failure::other, "the job was not run: " + outcome.reason.detail);
    }
}

} // namespace talent::db
